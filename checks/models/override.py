"""Reasons for publishing an article in spite of what was found."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from checks.models.rule import Level, RuleCode


class CheckOverride(models.Model):
    """One finding in one article that somebody let pass (放行), with the reason.

    It holds for that finding in later versions too: the same words in the same part of the
    article. A finding that has since become graver is not covered.
    """

    article = models.ForeignKey(
        "news.ArticlePage", on_delete=models.CASCADE, related_name="check_overrides"
    )
    revision = models.ForeignKey(
        "wagtailcore.Revision", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    rule = models.CharField(_("规则"), max_length=30, choices=RuleCode)
    level = models.CharField(_("级别"), max_length=10, choices=Level)
    digest = models.CharField(max_length=40)
    finding = models.CharField(_("发现的问题"), max_length=300)
    reason = models.CharField(_("理由"), max_length=300)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField(_("时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("放行")
        verbose_name_plural = _("放行")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["article", "digest"], name="override_article_digest")]
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="override_has_reason")
        ]

    def __str__(self):
        return self.finding
