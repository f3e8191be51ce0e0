"""Versions that readers have seen, so that the same words may be shown again."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SeenVersion(models.Model):
    """The fingerprint of what an article showed when it was taken down."""

    article = models.ForeignKey(
        "news.ArticlePage", on_delete=models.CASCADE, related_name="seen_versions"
    )
    digest = models.CharField(_("内容指纹"), max_length=64)

    class Meta:
        verbose_name = _("公开过的版本")
        verbose_name_plural = _("公开过的版本")
        constraints = [
            models.UniqueConstraint(fields=["article", "digest"], name="one_row_a_seen_version")
        ]

    def __str__(self):
        return self.digest
