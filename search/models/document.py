"""What is searched: one row for each article that the public can find."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from news.models import ColumnKind, Genre
from sites.models import Tier


class SearchDocument(index.Indexed, models.Model):
    """An article as it is searched (检索文档): its facets, its plain text, that of its files.

    A row stands here only while the article can be read by everybody; search/documents.py
    writes it. The facets come first, so that counting them doesn't read the text.
    """

    article = models.OneToOneField(
        "news.ArticlePage",
        verbose_name=_("文章"),
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="search_document",
    )
    organisation = models.ForeignKey(
        "sites.Organisation",
        verbose_name=_("工会组织"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    branch = models.CharField(_("组织树路径"), max_length=255, db_index=True)
    tier = models.CharField(_("层级"), max_length=20, choices=Tier)
    kind = models.CharField(_("栏目类型"), max_length=20, choices=ColumnKind)
    genre = models.CharField(_("体裁"), max_length=20, choices=Genre)
    year = models.PositiveSmallIntegerField(_("年份"))
    published_at = models.DateTimeField(_("发布时间"), db_index=True)
    changed_at = models.DateTimeField(_("收录时间"), auto_now=True, db_index=True)
    title = models.CharField(_("标题"), max_length=512)
    keywords = models.TextField(_("工会、栏目、标签等"), blank=True)
    text = models.TextField(_("正文"), blank=True)
    files: Any = models.JSONField(_("附件"), default=list, blank=True)
    folded = models.TextField(_("比对用的文字"), blank=True)

    # Indexed by tasks of our own (search/tasks.py), after the row was written.
    search_auto_update = False
    search_fields = [
        index.SearchField("title", boost=4),
        index.SearchField("keywords"),
        index.SearchField("searched_text"),
        index.FilterField("organisation"),
        index.FilterField("tier"),
        index.FilterField("kind"),
        index.FilterField("genre"),
        index.FilterField("year"),
        index.FilterField("published_at"),
    ]

    class Meta:
        verbose_name = _("检索文档")
        verbose_name_plural = _("检索文档")

    def __str__(self):
        return self.title

    def searched_text(self) -> str:
        return "\n".join([self.text, *(f"{title}\n{text}" for title, text in self.files)])

    def carriers(self) -> list[str]:
        """Filled in by those who index into Elasticsearch (see backends.elasticsearch)."""
        return getattr(self, "_carriers", [])
