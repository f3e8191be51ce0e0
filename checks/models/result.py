"""What the last check of each article found, for lists; publishing always checks anew."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CheckResult(models.Model):
    """Findings of an article's latest version that nobody has let pass."""

    article = models.OneToOneField(
        "news.ArticlePage", on_delete=models.CASCADE, primary_key=True, related_name="check_result"
    )
    organisation = models.ForeignKey(
        "sites.Organisation", on_delete=models.CASCADE, related_name="+"
    )
    blocks = models.PositiveSmallIntegerField(_("禁止发布"), default=0)
    warnings = models.PositiveSmallIntegerField(_("说明理由"), default=0)
    hints = models.PositiveSmallIntegerField(_("提示"), default=0)
    summary = models.CharField(_("主要问题"), max_length=300, blank=True)
    checked_at = models.DateTimeField(_("检查时间"), null=True)
    is_stale = models.BooleanField(_("等待检查"), default=True)

    class Meta:
        verbose_name = _("检查结果")
        verbose_name_plural = _("检查结果")
        indexes = [
            models.Index(
                fields=["organisation", "-blocks", "-warnings", "-checked_at"],
                name="result_worst_of_union",
                condition=models.Q(blocks__gt=0) | models.Q(warnings__gt=0),
            ),
            models.Index(
                fields=["article"], name="result_stale", condition=models.Q(is_stale=True)
            ),
        ]

    def __str__(self):
        return self.summary
