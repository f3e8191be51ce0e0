"""Everything about one article on one screen: versions, signatures, deliveries, log.

Apps add their part by the hook ``article_record_parts``, (article, user) -> a list of RecordPart.
"""

from dataclasses import dataclass
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.models import PageLogEntry

from news.models import ArticlePage
from sites.desk import DeskView, person

VERSIONS, ENTRIES = 30, 60


@dataclass(frozen=True)
class RecordPart:
    """One section: its heading, its template and what that takes."""

    heading: Any
    template: str
    context: dict[str, Any]


class RecordView(DeskView):
    template_name = "review/admin/record.html"
    header_icon = "history"

    @cached_property
    def article(self) -> ArticlePage:
        rows = ArticlePage.objects.select_related("organisation", "owner", "live_revision")
        return get_object_or_404(rows, pk=self.kwargs["page_id"])

    def get_page_title(self) -> str:
        return self.article.get_admin_display_title()

    def get_page_subtitle(self) -> str:
        return str(_("稿件档案"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        article = self.article
        versions = article.revisions.select_related("user").defer("content")
        entries = PageLogEntry.objects.filter(page=article.pk).select_related("user")
        rounds = article.review_rounds.prefetch_related("signatures").order_by("-pk")
        parts = [
            part
            for give in hooks.get_hooks("article_record_parts")
            for part in give(article, person(self.request))
        ]
        return super().get_context_data(
            article=article,
            versions=list(versions.order_by("-created_at", "-pk")[:VERSIONS]),
            rounds=list(rounds),
            entries=list(entries.order_by("-timestamp", "-pk")[:ENTRIES]),
            parts=parts,
            **kwargs,
        )


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    return [path("review/article/<int:page_id>/", RecordView.as_view(), name="review_record")]
