"""The operators' screens: the rules, the words, and words by the thousand from a file."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.admin.widgets import HeaderButton

from checks.actions import import_terms
from checks.forms import TermsImportForm
from checks.models import CheckRule, Term
from checks.table import TableError, write_terms


class RuleIndexView(generic.IndexView):
    """Which rules there are is in the code; operators set them."""

    def get_add_url(self) -> None:
        return None

    def get_copy_url(self, instance: CheckRule) -> None:
        return None

    def get_delete_url(self, instance: CheckRule) -> None:
        return None


class RuleViewSet(ModelViewSet):
    model = CheckRule
    name = url_prefix = url_namespace = "check-rule"
    icon = "cogs"
    menu_label = gettext_lazy("检查规则")
    index_view_class = RuleIndexView
    list_display = [
        TitleColumn(
            "code",
            label=gettext_lazy("规则"),
            accessor="get_code_display",
            get_url=lambda rule: reverse("check-rule:edit", args=[rule.pk]),
        ),
        Column("level", label=gettext_lazy("级别"), accessor="get_level_display"),
        "is_on",
        "is_final",
        "limit",
    ]
    form_fields = ["level", "is_on", "is_final", "limit"]
    ordering = ["pk"]
    search_backend_name = None
    copy_view_enabled = inspect_view_enabled = False
    add_to_reference_index = False

    def get_urlpatterns(self):
        left_out = {"add", "delete", "usage"}
        return [pattern for pattern in super().get_urlpatterns() if pattern.name not in left_out]


class TermIndexView(generic.IndexView):
    @cached_property
    def header_buttons(self):
        buttons = list(super().header_buttons)
        if self.user_has_any_permission(["add"]):
            more = (("import", _("从 CSV 导入"), "upload"), ("export", _("导出 CSV"), "download"))
            buttons += [
                HeaderButton(label, url=reverse(f"check-term:{name}"), icon_name=icon)
                for name, label, icon in more
            ]
        return buttons


class TermViewSet(ModelViewSet):
    model = Term
    name = url_prefix = url_namespace = "check-term"
    icon = "list-ul"
    menu_label = gettext_lazy("检查词表")
    index_view_class = TermIndexView
    list_display = [
        "word",
        Column("kind", label=gettext_lazy("类别"), accessor="get_kind_display"),
        "suggestion",
        Column("level", label=gettext_lazy("级别"), accessor="get_level_display"),
        "unless",
        "note",
    ]
    list_filter = ["kind", "level"]
    list_per_page = 50
    search_fields = ["word", "suggestion", "note"]
    form_fields = ["word", "kind", "suggestion", "level", "unless", "note"]
    search_backend_name = None
    copy_view_enabled = inspect_view_enabled = False
    add_to_reference_index = False

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("import/", TermsImportView.as_view(), name="import"),
            path("export/", export_terms, name="export"),
        ]


class TermsImportView(WagtailAdminTemplateMixin, FormView):
    """Words from a file; a file with mistakes changes nothing and names each row."""

    form_class = TermsImportForm
    template_name = "checks/admin/terms_import.html"
    page_title = gettext_lazy("导入检查词表")
    header_icon = "upload"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("check-term:index"), "label": _("检查词表")},
            {"url": "", "label": self.page_title},
        ]

    def form_valid(self, form: TermsImportForm) -> HttpResponse:
        values = form.cleaned_data
        try:
            count, removed = import_terms(
                values["file"].read(), replaces=values["replaces"], by=self.request.user
            )
        except TableError as error:
            return self.render_to_response(
                self.get_context_data(form=form, problems=error.problems)
            )
        text = _("已导入 %(count)s 个词，删去 %(removed)s 个。")
        messages.success(self.request, text % {"count": count, "removed": removed})
        return redirect("check-term:index")


def export_terms(request: HttpRequest) -> StreamingHttpResponse:
    lines = write_terms(Term.objects.order_by("kind", "word").iterator())
    answer = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="check-terms.csv"'
    return answer


class ChecksViewSetGroup(ModelViewSetGroup):
    items: tuple[Callable[..., Any], ...] = (RuleViewSet, TermViewSet)
    menu_label = gettext_lazy("发布前检查")
    menu_icon = "clipboard-list"
    menu_order = 65
