"""The auditor's screen: the log as a report that can be filtered and taken away, not changed."""

from typing import Any

import django_filters
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets import Button
from wagtail.log_actions import registry

from audit.actions import record
from audit.export import FORMATS, export_lines
from audit.models import AuditEntry, AuditEntryQuerySet
from audit.policies import may_read_log

# Beyond this many rows a count tells the reader nothing that is worth waiting for.
COUNTED = 10_000
SIGN_INS = ("account.sign_in", "account.sign_out", "account.sign_in_failed")


def act_choices() -> list[tuple[str, Any]]:
    return sorted(registry.get_choices())


def type_choices() -> list[tuple[str, Any]]:
    """The kinds of objects that there are; asked of the program and not of a million rows."""
    models = (model for model in apps.get_models() if not model._meta.auto_created)
    return sorted((model._meta.label_lower, model._meta.verbose_name) for model in models)


class AuditFilterSet(WagtailFilterSet):
    user_name = django_filters.CharFilter(label=_("谁（账号开头）"), lookup_expr="startswith")
    act = django_filters.ChoiceFilter(label=_("做了什么"), choices=act_choices)
    object_type = django_filters.ChoiceFilter(label=_("对象类型"), choices=type_choices)
    object_id = django_filters.CharFilter(label=_("对象编号"))
    object_label = django_filters.CharFilter(label=_("对象名称"), lookup_expr="icontains")
    at = django_filters.DateFromToRangeFilter(label=_("时间"), widget=DateRangePickerWidget)

    class Meta:
        model = AuditEntry
        fields: list[str] = []


class CappedPaginator(WagtailPaginator):
    """Counts no further than it must: a count of a million rows takes longer than a page of them."""

    @cached_property
    def count(self) -> int:
        return self.object_list.order_by()[:COUNTED].count()  # type: ignore[union-attr]


class ReaderOnly:
    """Who may not read the log gets what Wagtail answers to everybody without a right."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_read_log(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class TimeColumn(Column):
    """To the second: "two hours ago" proves nothing."""

    def get_value(self, instance: AuditEntry) -> str:
        return f"{timezone.localtime(instance.at):%Y-%m-%d %H:%M:%S}"


class ActColumn(Column):
    def get_value(self, instance: AuditEntry) -> Any:
        formatter = registry.get_formatter(type("Act", (), {"action": instance.act}))
        return formatter.label if formatter is not None else instance.act


class ChangesColumn(Column):
    cell_template_name = "audit/admin/changes_cell.html"


class AuditReportView(ReaderOnly, ReportView):
    model = AuditEntry
    page_title = _("审计日志")
    header_icon = "history"
    filterset_class = AuditFilterSet
    paginator_class = CappedPaginator
    paginate_by = 50
    index_url_name = "audit_log"
    index_results_url_name = "audit_log_results"
    columns = [
        Column("number", label=_("序号")),
        TimeColumn("at", label=_("时间")),
        Column("user_name", label=_("谁")),
        Column("address", label=_("来自")),
        ActColumn("act", label=_("做了什么")),
        Column("object_label", label=_("对象")),
        ChangesColumn("changes", label=_("改了什么"), accessor=lambda entry: entry),
    ]

    def get_queryset(self) -> AuditEntryQuerySet:
        return AuditEntry.objects.order_by("-pk")

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        query = self.request.GET.copy()
        query.pop("p", None)
        return [
            Button(
                label,
                f"{reverse('audit_export', args=[form])}?{query.urlencode()}",
                icon_name="download",
                priority=90,
            )
            for form, label in (("csv", _("导出 CSV")), ("jsonl", _("导出 JSON 行")))
        ]


class SignInReportView(AuditReportView):
    """Who signed in, out, or failed to, and from where."""

    page_title = _("登录记录")
    header_icon = "user"
    index_url_name = "audit_sign_ins"
    index_results_url_name = "audit_sign_ins_results"
    header_more_buttons: list[Button] = []

    def get_queryset(self) -> AuditEntryQuerySet:
        return super().get_queryset().filter(act__in=SIGN_INS)


class AuditExportView(ReaderOnly, View):
    """The filtered log as a file; taking it away is itself an entry."""

    def get(self, request: HttpRequest, form: str) -> HttpResponseBase:
        filters = AuditFilterSet(request.GET, AuditEntry.objects.all(), request=request)
        if not filters.is_valid():
            return HttpResponse(status=400)
        record("audit.export", after={"filter": request.GET.dict(), "format": form})
        response = StreamingHttpResponse(export_lines(filters.qs, form), content_type=FORMATS[form])
        name = f"audit-{timezone.localdate():%Y%m%d}.{form}"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response
