"""The screen of links that lead nowhere."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from news.duty.forms import LinkFilter
from news.duty.views import DutyListView, local_day, safe_cell
from news.models import LinkUse, OutgoingLink
from news.outgoing.extract import DOCUMENT, PAGE, named
from news.outgoing.queries import link_uses
from pages.site_roots import site_roots
from sites.queries import unions_served


class LinksView(DutyListView):
    """A row for each place where a published article links to a dead address."""

    template_name = "news/admin/duty/links.html"
    page_title = gettext_lazy("错链死链")
    header_icon = "link"
    form_class = LinkFilter
    export_filename = "dead-links"
    list_export = [
        "article.organisation.name", "article.title", "address", "link.reason", "link.checked_at",
        "article.full_url",
    ]  # fmt: skip
    export_headings = {
        "article.organisation.name": gettext_lazy("单位"),
        "article.title": gettext_lazy("文章"),
        "address": gettext_lazy("链接"),
        "link.reason": gettext_lazy("原因"),
        "link.checked_at": gettext_lazy("检查时间"),
        "article.full_url": gettext_lazy("文章网址"),
    }
    custom_field_preprocess = {
        name: {"csv": safe_cell, "xlsx": safe_cell}
        for name in ("article.organisation.name", "article.title", "address")
    } | {"link.checked_at": {"csv": local_day, "xlsx": local_day}}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        board = {"url": reverse("duty_board"), "label": _("更新监测")}
        return [*self.breadcrumbs_items, board, {"url": "", "label": self.page_title}]

    def get_page_subtitle(self) -> str:
        chosen = self.filters.cleaned_data["union"]
        return chosen.name if chosen else ""

    def get_queryset(self) -> Any:
        chosen = self.filters.cleaned_data
        state = chosen["state"] or OutgoingLink.State.DEAD
        return link_uses(self.filters.narrowed(), state)

    def rows_to_export(self) -> list[LinkUse]:
        return dressed(self.get_queryset())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        rows = dressed(context["page_obj"].object_list)
        user: Any = self.request.user
        own = set(unions_served(user).values_list("pk", flat=True))
        return context | {
            "rows": [(row, row.article.organisation_id in own) for row in rows],
            "asks_outside": settings.CHECK_LINKS,
        }


def dressed(uses: Any) -> list[LinkUse]:
    """The rows with the address in words; the addresses of all their sites in one query."""
    rows = list(uses)
    site_roots.prime(row.article for row in rows)
    for row in rows:
        row.address = in_words(row.link.url)
    return rows


def in_words(url: str) -> str:
    """The address as an editor knows it; things of the network have none any more."""
    if (key := named(url, PAGE)) is not None:
        return _("站内页面（编号 %(key)s）") % {"key": key}
    if (key := named(url, DOCUMENT)) is not None:
        return _("文件库里的文件（编号 %(key)s）") % {"key": key}
    return url
