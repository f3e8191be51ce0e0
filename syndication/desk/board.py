"""The completion board of a dispatch: who has received, placed, declined, not answered."""

from codecs import BOM_UTF8
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import ListView
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.log_actions import registry

from sites.models import Organisation
from syndication.actions import cancel_dispatch, remind
from syndication.boards import STATES, receipts_of, shares
from syndication.branches import branch_path
from syndication.desk.staff import StaffRequest
from syndication.errors import SyndicationError
from syndication.models import Dispatch, Recall, Receipt
from syndication.policies import may, unions_for

ROWS = 50
HISTORY = 20
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(value: object) -> str:
    """Text that a spreadsheet doesn't take for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def local_minute(value: datetime | None) -> str:
    return timezone.localtime(value).strftime("%Y-%m-%d %H:%M") if value else ""


class BoardView(SpreadsheetExportMixin, WagtailAdminTemplateMixin, ListView):
    request: StaffRequest
    template_name = "syndication/admin/board.html"
    page_title = gettext_lazy("下发进度")
    header_icon = "tasks"
    paginate_by = ROWS
    paginator_class = WagtailPaginator
    page_kwarg = "p"
    export_filename = "dispatch"
    list_export = [
        "recipient.name", "branch_name", "recipient.tier_label", "get_state_display", "seen_at",
        "answered_at", "reason", "address",
    ]  # fmt: skip
    export_headings = {
        "recipient.name": gettext_lazy("单位"),
        "branch_name": gettext_lazy("所属市"),
        "recipient.tier_label": gettext_lazy("层级"),
        "get_state_display": gettext_lazy("状态"),
        "seen_at": gettext_lazy("签收时间"),
        "answered_at": gettext_lazy("答复时间"),
        "reason": gettext_lazy("理由"),
        "address": gettext_lazy("刊发网址"),
    }
    custom_field_preprocess = {
        "reason": {"csv": safe_cell, "xlsx": safe_cell},
        "seen_at": {"csv": local_minute, "xlsx": local_minute},
        "answered_at": {"csv": local_minute, "xlsx": local_minute},
    }

    @cached_property
    def sent(self) -> Dispatch:
        """A dispatch of a union that the person sends for; any other is not found."""
        rows = Dispatch.objects.filter(sender__in=unions_for(self.request.user, "dispatch"))
        rows = rows.select_related("sender", "created_by", "article")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.is_export and self.sent:
            return self.as_spreadsheet(self.rows_to_export(), request.GET["export"])
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        acts = {"remind": self.remind_all, "cancel": self.call_off}
        try:
            acts.get(request.POST.get("act", ""), self.do_nothing)()
        except SyndicationError as error:
            messages.error(request, str(error))
        return redirect("syndication_board", self.sent.pk)

    def do_nothing(self) -> None:
        messages.error(self.request, _("请选要做的事。"))

    def remind_all(self) -> None:
        count = remind(self.sent.pk, by=self.request.user)
        messages.success(self.request, _("已催办 %(count)s 个单位。") % {"count": count})

    def call_off(self) -> None:
        cancel_dispatch(self.sent.pk, by=self.request.user)
        messages.success(self.request, _("已取消，文章发布的时候不再下发。"))

    @cached_property
    def heads(self) -> dict[str, Organisation]:
        """The unions right below the sender by their paths."""
        sender = self.sent.sender
        below = Organisation.objects.within(sender).filter(depth=sender.depth + 1)
        return {head.path: head for head in below}

    def get_queryset(self):
        chosen = self.request.GET.get("branch", "")
        branch = next((path for path, head in self.heads.items() if str(head.pk) == chosen), "")
        return receipts_of(self.sent, state=self.request.GET.get("state", ""), branch=branch)

    def rows_to_export(self) -> list[Receipt]:
        return self.dressed(self.get_queryset())

    def stream_csv(self, queryset) -> Iterator[bytes]:
        yield BOM_UTF8  # without it Excel reads Chinese in another code
        yield from super().stream_csv(queryset)

    def dressed(self, receipts) -> list[Receipt]:
        """Receipts with the name of their city and the address where the article is shown."""
        rows = list(receipts)
        for row in rows:
            head = self.heads.get(branch_path(self.sent.sender, row.recipient.path))
            row.branch_name = head.name if head else ""
            placed = row.state == Receipt.State.PLACED and row.placement
            column = placed.column if placed else None
            row.address = f"{column.full_url}a-{placed.pk}/" if column else ""
        return rows

    def get_page_subtitle(self) -> str:
        return self.sent.article.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        sent_list = {"url": "../../", "label": _("下发记录")}
        return [*self.breadcrumbs_items, sent_list, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        sent = self.sent
        states = [(key, label) for key, (label, __) in STATES.items()]
        if not sent.must_publish:
            states = [row for row in states if row[0] != "column"]
        parts = shares(sent)
        is_open = {"WAITING", "EXPIRED"}
        return context | {
            "sent": sent,
            "rows": self.dressed(context["object_list"]),
            "items": context["page_obj"],
            "shares": parts,
            "reached": sum(part.count for part in parts),
            "open_count": sum(part.count for part in parts if part.state in is_open),
            "states": states,
            "heads": [head for head in self.heads.values() if head.numchild],
            "chosen": {name: self.request.GET.get(name, "") for name in ("state", "branch")},
            "history": registry.get_logs_for_instance(sent).select_related("user")[:HISTORY],
            "recall": Recall.objects.filter(article=sent.article, undone_at=None).first(),
            "may_recall": may(self.request.user, "recall", sent.sender_id),
        }
