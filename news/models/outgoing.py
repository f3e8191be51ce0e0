"""The links that lead out of published articles, and whether they still lead somewhere."""

from hashlib import sha256

from django.db import models
from django.utils.translation import gettext_lazy as _

LONGEST = 2000  # an address longer than that is not kept


class OutgoingLinkQuerySet(models.QuerySet):
    def dead(self):
        return self.filter(state=OutgoingLink.State.DEAD)


class OutgoingLink(models.Model):
    """An address that published articles link to (链接); one row, however many articles do."""

    class State(models.TextChoices):
        NEW = "NEW", _("还没检查")
        ALIVE = "ALIVE", _("正常")
        DOUBTFUL = "DOUBTFUL", _("待复查")
        DEAD = "DEAD", _("错链死链")

    key = models.CharField(_("摘要"), max_length=64, unique=True, editable=False)
    url = models.TextField(_("网址"))
    host = models.CharField(_("主机"), max_length=255, db_index=True)
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.NEW)
    reason = models.CharField(_("原因"), max_length=200, blank=True)
    failures = models.PositiveSmallIntegerField(_("连续失败次数"), default=0)
    checked_at = models.DateTimeField(_("检查时间"), null=True, blank=True)
    next_check_at = models.DateTimeField(_("下次检查"), db_index=True)

    objects = OutgoingLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("链接")
        verbose_name_plural = _("链接")

    def __str__(self):
        return self.url

    @staticmethod
    def key_of(url: str) -> str:
        return sha256(url.encode()).hexdigest()


class LinkUse(models.Model):
    """That a published article links to an address."""

    article = models.ForeignKey(
        "news.ArticlePage",
        verbose_name=_("文章"),
        on_delete=models.CASCADE,
        related_name="link_uses",
    )
    link = models.ForeignKey(
        OutgoingLink, verbose_name=_("链接"), on_delete=models.CASCADE, related_name="uses"
    )

    class Meta:
        verbose_name = _("链接出处")
        verbose_name_plural = _("链接出处")
        constraints = [
            models.UniqueConstraint(fields=["article", "link"], name="one_use_per_article_and_link")
        ]

    def __str__(self):
        return f"{self.article_id}: {self.link_id}"
