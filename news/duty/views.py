"""The screens of the duty watch: the board of unions, and the columns behind it."""

from codecs import BOM_UTF8
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import ListView
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from news.duty.counts import DutyCount, duty_counts
from news.duty.figures import ColumnFigure, State, UnionFigure, left_in_words
from news.duty.forms import BLANK, VETOED, ColumnFilter, DutyFilter
from news.duty.queries import columns_worst_first, union_figures, worst_first
from news.duty.rows import dressed_columns

ROWS = 50
# What a file says of a union, before and after what other parts count.
FIGURES = (
    "union.name", "union.tier_label", "state.label", "front", "red", "warning", "blank", "stale",
)  # fmt: skip
LAST = ("newest_at", "reasons")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def safe_cell(value: object) -> str:
    """Text that a spreadsheet doesn't take for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def local_day(value: datetime | None) -> str:
    return timezone.localtime(value).strftime("%Y-%m-%d") if value else ""


class RowPaginator(WagtailPaginator):
    """Counts rows of no table."""

    @cached_property
    def items_count_label(self) -> str:
        return _("共 %(count)s 个") % {"count": self.count}


class DutyListView(SpreadsheetExportMixin, WagtailAdminTemplateMixin, ListView):
    """A filtered list of figures over the unions that a person watches; others don't exist."""

    request: HttpRequest
    header_icon = "date"
    paginate_by = ROWS
    paginator_class = RowPaginator
    page_kwarg = "p"
    form_class: type[DutyFilter] = DutyFilter

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.is_export:
            return self.as_spreadsheet(self.rows_to_export(), request.GET["export"])
        return super().get(request, *args, **kwargs)

    @cached_property
    def filters(self) -> DutyFilter:
        form = self.form_class(self.request.GET, user=self.request.user)
        if not form.is_valid():
            raise Http404
        return form

    @cached_property
    def figures(self) -> dict[int, UnionFigure]:
        return union_figures(self.filters.narrowed())

    def rows_to_export(self) -> list[Any]:
        raise NotImplementedError

    def stream_csv(self, queryset: Any) -> Iterator[bytes]:
        yield BOM_UTF8  # without it Excel reads Chinese in another code
        yield from super().stream_csv(queryset)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            form=self.filters, chosen=self.filters.cleaned_data, **kwargs
        )


class BoardView(DutyListView):
    """A row for each union, the worst first."""

    template_name = "news/admin/duty/board.html"
    page_title = gettext_lazy("更新监测")
    export_filename = "duty"
    export_headings = {
        "union.name": gettext_lazy("单位"),
        "union.tier_label": gettext_lazy("层级"),
        "state.label": gettext_lazy("状态"),
        "front": gettext_lazy("首页"),
        "red": gettext_lazy("超期栏目"),
        "warning": gettext_lazy("将到期栏目"),
        "blank": gettext_lazy("空白栏目"),
        "stale": gettext_lazy("其中新闻、公告、政策"),
        "newest_at": gettext_lazy("最近更新"),
        "reasons": gettext_lazy("单项否决"),
    }
    custom_field_preprocess = {
        "union.name": {"csv": safe_cell, "xlsx": safe_cell},
        "newest_at": {"csv": local_day, "xlsx": local_day},
    }

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    @cached_property
    def figures(self) -> dict[int, UnionFigure]:
        unions = self.filters.narrowed()
        found = union_figures(unions)
        for counted in self.counts:
            numbers = counted.count(unions)
            for key, figure in found.items():
                figure.note_count(counted, numbers.get(key, 0))
        return found

    @cached_property
    def counts(self) -> list[DutyCount]:
        return duty_counts()

    @property
    def list_export(self) -> list[str]:
        return [*FIGURES, *(f"extra.{counted.name}" for counted in self.counts), *LAST]

    def get_heading(self, queryset: Any, field: str) -> str:
        labels = {f"extra.{counted.name}": str(counted.label) for counted in self.counts}
        return labels.get(field) or super().get_heading(queryset, field)

    def get_queryset(self) -> list[UnionFigure]:  # type: ignore[override]
        state = self.filters.cleaned_data["state"]
        found = worst_first(self.figures.values())
        if state == VETOED:
            return [figure for figure in found if figure.vetoes]
        return [figure for figure in found if state in {"", figure.state}]

    def rows_to_export(self) -> list[UnionFigure]:
        return self.get_queryset()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        states = [figure.state for figure in self.figures.values()]
        context = super().get_context_data(
            vetoed=sum(bool(figure.vetoes) for figure in self.figures.values()),
            states=[(state, states.count(state)) for state in State if state != State.FREE],
            counts=self.counts,
            **kwargs,
        )
        return context | {
            "rows": [
                (figure, [(one, figure.extra[one.name]) for one in self.counts])
                for figure in context["page_obj"].object_list
            ]
        }


class ColumnsView(DutyListView):
    """A row for each column of a union, or of all that a person watches, the worst first."""

    template_name = "news/admin/duty/columns.html"
    page_title = gettext_lazy("栏目更新情况")
    form_class = ColumnFilter
    export_filename = "duty-columns"
    list_export = [
        "union.name", "title", "column.row.code", "kind", "newest_at", "column.days", "column.left",
        "state",
    ]  # fmt: skip
    export_headings = {
        "union.name": gettext_lazy("单位"),
        "title": gettext_lazy("栏目"),
        "column.row.code": gettext_lazy("栏目编码"),
        "kind": gettext_lazy("栏目类型"),
        "newest_at": gettext_lazy("最近更新"),
        "column.days": gettext_lazy("期限（天）"),
        "column.left": gettext_lazy("剩余天数"),
        "state": gettext_lazy("状态"),
    }
    custom_field_preprocess = {
        "union.name": {"csv": safe_cell, "xlsx": safe_cell},
        "title": {"csv": safe_cell, "xlsx": safe_cell},
        "newest_at": {"csv": local_day, "xlsx": local_day},
    }

    @property
    def union(self) -> UnionFigure | None:
        """The one union whose columns are shown, where there is one."""
        chosen = self.filters.cleaned_data["union"]
        return self.figures[chosen.pk] if chosen else None

    def get_page_subtitle(self) -> str:
        return self.union.union.name if self.union else ""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        board = {"url": reverse("duty_board"), "label": _("更新监测")}
        return [*self.breadcrumbs_items, board, {"url": "", "label": self.page_title}]

    def get_queryset(self) -> list[ColumnFigure]:  # type: ignore[override]
        chosen = self.filters.cleaned_data
        found = columns_worst_first(self.figures.values())
        if kind := chosen["kind"]:
            found = [column for column in found if column.row.kind == kind]
        if chosen["state"] == BLANK:
            return [column for column in found if column.is_blank]
        return [column for column in found if chosen["state"] in {"", column.state}]

    def rows_to_export(self) -> list[Any]:
        return dressed_columns(self.get_queryset(), self.figures)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(union=self.union, **kwargs)
        rows = dressed_columns(context["page_obj"].object_list, self.figures, with_urls=True)
        front = self.union and left_in_words(self.union.front_left)
        return context | {"rows": rows, "front": front}
