"""An article of another union, shown in a local column."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Offer(models.TextChoices):
    """What happened at the origin that a desk has to answer."""

    NONE = "", _("无")
    CHANGED = "CHANGED", _("原稿有修改")
    UNPUBLISHED = "UNPUBLISHED", _("原稿已撤下")


class PlacementQuerySet(models.QuerySet):
    def at(self, organisations):
        """What these unions show of others, the newest first."""
        return self.filter(organisation__in=organisations).order_by("-published_at", "-pk")

    def shown(self):
        return self.filter(state=Placement.State.SHOWN)

    def proposed(self, organisations):
        """What waits for the editor in chief of these unions, the oldest first."""
        waiting = self.filter(organisation__in=organisations, state=Placement.State.PROPOSED)
        return waiting.order_by("created_at", "pk")

    def with_offers(self, organisations):
        """Placements whose origin has changed and that wait for an answer, the oldest first."""
        waiting = self.filter(organisation__in=organisations).exclude(offer=Offer.NONE)
        return waiting.order_by("offered_at", "pk")


class Placement(models.Model):
    """A placed article (落地): the local column, headline, lead, cover, position and time.

    ``revision`` is the version that an upper desk adopted; null means that the text follows the
    origin. A row is a record too: what is taken down keeps it, so that its address can say so.
    """

    class Kind(models.TextChoices):
        DISPATCH = "DISPATCH", _("下发")
        SUBMISSION = "SUBMISSION", _("报送采用")
        PULL = "PULL", _("选用")

    class State(models.TextChoices):
        SHOWN = "SHOWN", _("显示")
        SCHEDULED = "SCHEDULED", _("待发布")
        PROPOSED = "PROPOSED", _("等终审同意")
        HIDDEN = "HIDDEN", _("已隐藏")
        REMOVED = "REMOVED", _("已撤下")
        RECALLED = "RECALLED", _("原单位已撤稿")

    IN_PLACE = (State.SHOWN, State.SCHEDULED, State.PROPOSED)  # seen by readers, or about to be

    organisation = models.ForeignKey(
        "sites.Organisation", verbose_name=_("工会组织"), on_delete=models.PROTECT,
        related_name="placements", db_index=False,
    )  # fmt: skip
    article = models.ForeignKey(
        "news.ArticlePage",
        verbose_name=_("文章"),
        on_delete=models.PROTECT,
        related_name="placements",
    )
    column = models.ForeignKey(
        "news.ColumnPage",
        verbose_name=_("栏目"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="placements",
    )
    kind = models.CharField(_("来路"), max_length=12, choices=Kind)
    state = models.CharField(_("状态"), max_length=12, choices=State, default=State.SHOWN)
    headline = models.CharField(_("本站标题"), max_length=255, blank=True)
    lead = models.TextField(_("本站导语"), max_length=300, blank=True)
    cover = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("本站封面"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    published_at = models.DateTimeField(_("本站发布时间"), default=timezone.now)
    pinned_until = models.DateField(_("置顶到"), null=True, blank=True)
    locked_until = models.DateField(_("保留到"), null=True, blank=True)
    is_locked = models.BooleanField(_("必须刊发"), default=False)
    revision = models.ForeignKey(
        "wagtailcore.Revision",
        verbose_name=_("采用的版本"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    offer = models.CharField(
        _("原稿动态"), max_length=12, choices=Offer, default=Offer.NONE, blank=True
    )
    offered_revision = models.ForeignKey(
        "wagtailcore.Revision",
        verbose_name=_("待确认的版本"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    offered_at = models.DateTimeField(_("原稿变动时间"), null=True)
    headline_outdated_at = models.DateTimeField(_("标题待核时间"), null=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+",
        db_index=False,
    )  # fmt: skip
    created_at = models.DateTimeField(_("落地时间"), default=timezone.now)
    taken_down_at = models.DateTimeField(_("撤下时间"), null=True)

    objects = PlacementQuerySet.as_manager()

    class Meta:
        verbose_name = _("落地")
        verbose_name_plural = _("落地")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "article"], name="one_placement_per_union_and_article"
            )
        ]
        indexes = [
            models.Index(
                F("organisation"), F("published_at").desc(), F("id").desc(),
                name="placement_organisation_date",
            ),
            models.Index(
                fields=["organisation", "offered_at"],
                name="placement_offers",
                condition=~Q(offer=""),
            ),
            models.Index(
                fields=["organisation", "created_at"],
                name="placement_proposed",
                condition=Q(state="PROPOSED"),
            ),
            models.Index(
                fields=["published_at"],
                name="placement_scheduled",
                condition=Q(state="SCHEDULED"),
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.organisation_id}: {self.article_id}"

    @property
    def follows_origin(self) -> bool:
        return self.revision_id is None

    @property
    def is_held(self) -> bool:
        """Whether its union may not take it down yet: a dispatch that must be published."""
        if not self.is_locked:
            return False
        return self.locked_until is None or self.locked_until >= timezone.localdate()

    @property
    def is_pinned(self) -> bool:
        return bool(self.pinned_until and self.pinned_until >= timezone.localdate())

    @property
    def shown_title(self) -> str:
        return self.headline or self.article.title


class Rework(models.Model):
    """An article that a union made out of another's (改稿); the first one keeps the credit."""

    article = models.OneToOneField(
        "news.ArticlePage", verbose_name=_("改稿"), on_delete=models.CASCADE, related_name="rework"
    )
    origin = models.ForeignKey(
        "news.ArticlePage",
        verbose_name=_("原稿"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="reworks",
    )

    class Meta:
        verbose_name = _("改稿")
        verbose_name_plural = _("改稿")

    def __str__(self):
        return f"{self.article_id} ← {self.origin_id}"
