"""The findings beside the text that is being written."""

from typing import Any

from django.urls import reverse
from wagtail.admin.ui.components import Component

from news.models import ArticlePage


class ChecksPanel(Component):
    """Asks for the findings a moment after the typing stops; nothing waits for the answer."""

    template_name = "checks/admin/panel.html"

    class Media:
        js = ["js/desk/checks.js"]
        css = {"all": ["css/desk/checks.css"]}

    def __init__(self, live_url: str, article_url: str = "") -> None:
        self.live_url = live_url
        self.article_url = article_url

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"live_url": self.live_url, "article_url": self.article_url}


def panel_for(request: Any, article: ArticlePage) -> ChecksPanel | None:
    if article.pk:
        return ChecksPanel(
            reverse("checks_live", args=[article.pk]), reverse("checks_article", args=[article.pk])
        )
    match = request.resolver_match
    column = match.kwargs.get("parent_page_id") if match else None
    return ChecksPanel(reverse("checks_live_new", args=[column])) if column else None
