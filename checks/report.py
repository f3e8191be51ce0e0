"""The articles of a person's unions that can't be published as they are."""

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView

from checks.models import CheckResult
from sites.gate import Scope

HEAVY = ("body", "body_zh_hans", "body_en")
TOLD = 40


def shorten(text: str) -> str:
    """The first of it: a list is read on phones too, and the whole stands on the article's screen."""
    return Truncator(text).chars(TOLD)


class CheckReportView(ReportView):
    """The gravest first; counted when a version was last saved (see receivers)."""

    model = CheckResult
    page_title = _("待处理的检查")
    header_icon = "clipboard-list"
    index_url_name = "checks_report"
    index_results_url_name = "checks_report_results"
    columns = [
        TitleColumn(
            "title",
            label=_("稿件"),
            accessor=lambda row: row.article.get_admin_display_title(),
            get_url=lambda row: reverse("checks_article", args=[row.article_id]),
        ),
        Column("organisation", label=_("工会"), accessor="organisation.short_name"),
        Column("blocks", label=_("禁止发布")),
        Column("warnings", label=_("说明理由")),
        Column("summary", label=_("主要问题"), accessor=lambda row: shorten(row.summary)),
        DateColumn("checked_at", label=_("检查时间")),
    ]

    def get_queryset(self) -> QuerySet[CheckResult]:
        scope = Scope.of(self.request.user)
        found = CheckResult.objects.filter(Q(blocks__gt=0) | Q(warnings__gt=0))
        if not scope.is_network:
            found = found.filter(organisation__in=scope.unions)
        found = found.select_related("article", "organisation")
        found = found.defer(*(f"article__{name}" for name in HEAVY))
        return found.order_by("-blocks", "-warnings", "-checked_at", "pk")

    def get_filtered_queryset(self) -> Any:
        return self.get_queryset()
