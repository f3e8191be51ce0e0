"""What the ledger weighs: outlets, and adoptions elsewhere that are registered by hand."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class OutletQuerySet(models.QuerySet):
    def elsewhere(self):
        """Active outlets outside the network, in their order."""
        return self.filter(is_active=True).exclude(kind=Outlet.Kind.NETWORK)


class Outlet(models.Model):
    """Where an article can be adopted, and what that counts for.

    A row of the kind NETWORK stands for the sites of all unions of its tier.
    """

    class Kind(models.TextChoices):
        NETWORK = "NETWORK", _("本网络的站点")
        UNION_MEDIA = "UNION_MEDIA", _("工会报刊网站")
        PARTY_PAPER = "PARTY_PAPER", _("党报党刊")
        OTHER = "OTHER", _("其他媒体")

    class Tier(models.TextChoices):
        NATIONAL = "NATIONAL", _("全国")
        PROVINCE = "PROVINCE", _("省")
        CITY = "CITY", _("市")
        COUNTY = "COUNTY", _("县区")

    name = models.CharField(_("名称"), max_length=60, unique=True)
    kind = models.CharField(_("类别"), max_length=20, choices=Kind)
    tier = models.CharField(_("级别"), max_length=20, choices=Tier)
    weight = models.DecimalField(
        _("文章分值"), max_digits=6, decimal_places=1, help_text=_("一篇文章计多少分。")
    )
    brief_weight = models.DecimalField(
        _("简讯分值"), max_digits=6, decimal_places=1, help_text=_("一条简讯计多少分。")
    )
    fee_per_point = models.DecimalField(
        _("每分稿酬（元）"), max_digits=6, decimal_places=2, default=0
    )
    is_active = models.BooleanField(_("使用中"), default=True)
    order = models.PositiveSmallIntegerField(_("次序"), default=100)

    objects = OutletQuerySet.as_manager()

    class Meta:
        verbose_name = _("采用媒体")
        verbose_name_plural = _("采用媒体")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["tier"],
                condition=Q(kind="NETWORK"),
                name="one_network_outlet_per_tier",
                violation_error_message=_("这一级站点已经有分值。"),
            ),
            models.CheckConstraint(
                condition=Q(weight__gte=0, brief_weight__gte=0, fee_per_point__gte=0),
                name="outlet_counts_nothing_negative",
                violation_error_message=_("分值和稿酬不能是负数。"),
            ),
        ]

    def __str__(self):
        return self.name


class ExternalAdoptionQuerySet(models.QuerySet):
    def of(self, organisations):
        """What these unions registered, the newest first."""
        return self.filter(organisation__in=organisations).order_by("-registered_at", "-pk")

    def confirmed(self):
        return self.filter(state=ExternalAdoption.State.CONFIRMED)


class ExternalAdoption(models.Model):
    """An article of a union that an outlet outside the network printed, with its proof."""

    class State(models.TextChoices):
        REGISTERED = "REGISTERED", _("待确认")
        CONFIRMED = "CONFIRMED", _("已确认")
        REFUSED = "REFUSED", _("不予确认")

    organisation = models.ForeignKey(
        "sites.Organisation",
        verbose_name=_("工会组织"),
        on_delete=models.PROTECT,
        related_name="external_adoptions",
    )
    article = models.ForeignKey(
        "news.ArticlePage",
        verbose_name=_("本会文章"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="external_adoptions",
        help_text=_("文章在本会站点上时选它。"),
    )
    title = models.CharField(_("刊发标题"), max_length=255)
    outlet = models.ForeignKey(
        Outlet, verbose_name=_("刊发媒体"), on_delete=models.PROTECT, related_name="adoptions"
    )
    published_date = models.DateField(_("刊发日期"))
    author = models.CharField(_("作者"), max_length=100, blank=True)
    link = models.URLField(_("网址"), max_length=500, blank=True)
    scan = models.ForeignKey(
        "wagtaildocs.Document",
        verbose_name=_("版面扫描件"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    is_brief = models.BooleanField(_("简讯"), default=False)
    state = models.CharField(_("状态"), max_length=12, choices=State, default=State.REGISTERED)
    reason = models.CharField(_("不予确认的理由"), max_length=300, blank=True)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    registered_at = models.DateTimeField(_("登记时间"), default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("处理时间"), null=True)

    objects = ExternalAdoptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("外部采用")
        verbose_name_plural = _("外部采用")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "outlet", "published_date", "title"],
                name="external_adoption_registered_once",
                violation_error_message=_("这一件已经登记过。"),
            ),
            models.CheckConstraint(
                condition=~Q(link="") | Q(scan__isnull=False),
                name="external_adoption_has_a_proof",
                violation_error_message=_("请填网址，或者选版面扫描件。"),
            ),
            models.CheckConstraint(
                condition=~Q(state="REFUSED") | ~Q(reason=""),
                name="refused_adoption_has_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["published_date"], name="external_adoption_date"),
        ]

    def __str__(self):
        return f"{self.title}（{self.outlet}）"


class DigestState(models.Model):
    """When a person got the last digest; what is later than that is new."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digest_state"
    )
    is_wanted = models.BooleanField(_("每天用电子邮件告诉我有什么等我处理"), default=True)
    sent_at = models.DateTimeField(_("上次发送"), null=True)
    tried_at = models.DateTimeField(_("上次尝试"), null=True)
    # Tries since the last one that came to its end; set before a try, so that a lost one counts.
    failures = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("邮件提醒")
        verbose_name_plural = _("邮件提醒")

    def __str__(self):
        return f"{self.user_id}"
