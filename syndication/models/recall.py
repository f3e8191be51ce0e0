"""Taking an article down everywhere."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Recall(models.Model):
    """One act of taking an article down everywhere (撤稿), until it is undone."""

    article = models.ForeignKey(
        "news.ArticlePage", verbose_name=_("文章"), on_delete=models.PROTECT, related_name="recalls"
    )
    reason = models.CharField(_("撤稿理由"), max_length=500)
    was_live = models.BooleanField(default=True)
    recalled_at = models.DateTimeField(_("撤稿时间"), default=timezone.now)
    recalled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    undone_at = models.DateTimeField(_("恢复时间"), null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("撤稿")
        verbose_name_plural = _("撤稿")
        constraints = [
            models.UniqueConstraint(
                fields=["article"],
                condition=Q(undone_at__isnull=True),
                name="one_recall_in_force_per_article",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="recall_has_a_reason"),
        ]

    def __str__(self):
        return f"{self.article_id} {self.recalled_at:%Y-%m-%d}"
