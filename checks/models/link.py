"""Which addresses the latest version of an article leads to, published or not."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DraftLink(models.Model):
    """That a version under work leads to an address; what became of that is known to news."""

    article = models.ForeignKey(
        "news.ArticlePage", verbose_name=_("稿件"), on_delete=models.CASCADE, related_name="+"
    )
    link = models.ForeignKey(
        "news.OutgoingLink", verbose_name=_("链接"), on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        verbose_name = _("草稿里的链接")
        verbose_name_plural = _("草稿里的链接")
        constraints = [
            models.UniqueConstraint(fields=["article", "link"], name="one_row_a_link_of_a_draft")
        ]

    def __str__(self):
        return f"{self.article_id}: {self.link_id}"
