"""What the operators teach the search: words of one meaning, and answers pinned to a query."""

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from search.text import squeeze

SEPARATORS = re.compile(r"[\s,，、;；=＝|]+")


class Synonym(models.Model):
    """Words that find each other (同义词). Applied to the query, so the index stays as it is."""

    words = models.CharField(
        _("同义词"),
        max_length=300,
        help_text=_("意思相同的词，用空格或顿号隔开，例如：职代会 职工代表大会。保存后立即生效。"),
    )

    class Meta:
        verbose_name = _("同义词")
        verbose_name_plural = _("同义词")
        ordering = ["words", "pk"]

    def __str__(self):
        return self.words

    def clean(self):
        super().clean()
        if len(self.as_list()) < 2:
            raise ValidationError({"words": _("至少写两个词。")})

    def as_list(self) -> list[str]:
        return [word for word in dict.fromkeys(SEPARATORS.split(squeeze(self.words))) if word]


class BestBet(models.Model):
    """An answer that operators pin to queries (推荐结果)."""

    queries = models.CharField(
        _("搜索词"),
        max_length=300,
        help_text=_("读者搜的词，多个用空格或顿号隔开；与其中一个完全相同时，显示这个结果。"),
    )
    title = models.CharField(_("标题"), max_length=120)
    description = models.CharField(_("说明"), max_length=200, blank=True)
    page = models.ForeignKey(
        "pages.BasePage",
        verbose_name=_("页面"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
    )
    url = models.URLField(
        _("网址"), blank=True, help_text=_("不在本网络里的页面，或者带参数的网址。")
    )
    organisation = models.ForeignKey(
        "sites.Organisation",
        verbose_name=_("只在这个工会和下级显示"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("空着就在全网显示。"),
    )
    is_active = models.BooleanField(_("启用"), default=True)

    class Meta:
        verbose_name = _("推荐结果")
        verbose_name_plural = _("推荐结果")
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(page__isnull=False) | ~models.Q(url=""),
                name="best_bet_leads_somewhere",
                violation_error_message=_("选一个页面，或者写一个网址。"),
            )
        ]

    def __str__(self):
        return self.title

    def as_list(self) -> list[str]:
        return [word for word in SEPARATORS.split(squeeze(self.queries)) if word]

    def answers(self, query: str) -> bool:
        """Whether a folded query is one of those that this answer is pinned to."""
        return query in self.as_list() or query == squeeze(self.queries)

    @property
    def address(self) -> str:
        return self.url or (self.page.full_url if self.page else "") or ""
