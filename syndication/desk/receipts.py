"""What came down to a person's unions, and answering it."""

from collections import defaultdict
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.generic import ListView, TemplateView, View
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from news.models import ColumnPage
from syndication.actions import (
    LocalDress,
    decline_receipt,
    mark_seen,
    note_receipt,
    place_receipt,
)
from syndication.boards import STATES, inbox
from syndication.columns import columns_for
from syndication.desk.staff import StaffRequest
from syndication.errors import SyndicationError
from syndication.forms.receipts import DeclineForm, PlaceForm, columns_of
from syndication.local_preview import preview_receipt
from syndication.models import Dispatch, Obligation, Receipt
from syndication.policies import unions_for

ROWS = 30
INBOX_STATES = ("open", "unseen", "expired", "placed", "noted", "declined", "recalled")


class InboxView(WagtailAdminTemplateMixin, ListView):
    request: StaffRequest
    template_name = "syndication/admin/receipts.html"
    page_title = gettext_lazy("收件签收")
    header_icon = "mail"
    paginate_by = ROWS
    paginator_class = WagtailPaginator
    page_kwarg = "p"

    @cached_property
    def unions(self):
        return list(unions_for(self.request.user, "answer"))

    def get_queryset(self):
        chosen = self.request.GET.get("union", "")
        unions = [one for one in self.unions if chosen in {"", str(one.pk)}]
        return inbox(
            unions,
            state=self.request.GET.get("state", ""),
            obligation=self.request.GET.get("obligation", ""),
        )

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        names = ("union", "state", "obligation")
        context = super().get_context_data(**kwargs)
        return context | {
            "rows": list(context["object_list"]),
            "items": context["page_obj"],
            "unions": self.unions,
            "states": [(key, STATES[key][0]) for key in INBOX_STATES],
            "obligations": Obligation.choices,
            "chosen": {name: self.request.GET.get(name, "") for name in names},
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """One act for several: place all in their mapped columns, or take note of all."""
        keys = [key for key in request.POST.getlist("receipt") if key.isdigit()]
        rows = Receipt.objects.filter(pk__in=keys, recipient__in=self.unions)
        chosen = list(rows.select_related("dispatch", "recipient")[:ROWS])
        acts = {"place": self.place_all, "note": self.note_all}
        act = acts.get(request.POST.get("act", ""))
        if not chosen or act is None:
            messages.warning(request, _("请先勾选要处理的稿件。"))
        else:
            act(chosen)
        return redirect(request.get_full_path())

    def place_all(self, receipts: list[Receipt]) -> None:
        columns = mapped_columns(receipts)
        with_column = [row for row in receipts if row.pk in columns]
        self.do_each(
            with_column,
            lambda row: place_receipt(
                row.pk, LocalDress(column_id=columns[row.pk].pk), by=self.request.user
            ),
            _("已刊发 %(count)s 件。"),
        )
        if left := len(receipts) - len(with_column):
            text = _("有 %(count)s 件没有对应的栏目，请逐件打开选栏目。")
            messages.warning(self.request, text % {"count": left})

    def note_all(self, receipts: list[Receipt]) -> None:
        self.do_each(
            receipts,
            lambda row: note_receipt(row.pk, by=self.request.user),
            _("已阅 %(count)s 件。"),
        )

    def do_each(self, receipts: list[Receipt], act: Any, done: str) -> None:
        """Each is answered by itself, so that one refusal doesn't hold up the others."""
        count = 0
        for row in receipts:
            try:
                act(row)
                count += 1
            except SyndicationError as error:
                messages.error(self.request, f"{row.recipient.short_name}：{error}")
        if count:
            messages.success(self.request, done % {"count": count})


def mapped_columns(receipts: list[Receipt]) -> dict[int, ColumnPage]:
    """The column in which each would land; those that have none are left out."""
    unions = defaultdict(set)
    for row in receipts:
        unions[row.dispatch.column_code].add(row.recipient_id)
    found = {code: columns_for(code, keys) for code, keys in unions.items()}
    landing = {row.pk: found[row.dispatch.column_code].get(row.recipient_id) for row in receipts}
    return {key: column for key, column in landing.items() if column is not None}


class OwnReceiptMixin:
    """A receipt of a union that the person answers for; any other is not found."""

    request: StaffRequest
    kwargs: dict[str, Any]

    @cached_property
    def receipt(self) -> Receipt:
        rows = Receipt.objects.filter(recipient__in=unions_for(self.request.user, "answer"))
        rows = rows.select_related(
            "recipient", "dispatch__sender", "dispatch__article__organisation", "placement__column"
        )
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    @cached_property
    def mapped(self) -> ColumnPage | None:
        return mapped_columns([self.receipt]).get(self.receipt.pk)


class ReceiptView(OwnReceiptMixin, WagtailAdminTemplateMixin, TemplateView):
    """Opening it signs for it; its acts stand below the text."""

    template_name = "syndication/admin/receipt.html"
    page_title = gettext_lazy("收件")
    header_icon = "mail"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        mark_seen([self.receipt], by=self.request.user)
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        acts = {"place": self.place, "decline": self.decline, "note": self.note}
        act = acts.get(request.POST.get("act", ""))
        if act is None:
            return redirect("syndication_receipt", self.receipt.pk)
        try:
            return act()
        except SyndicationError as error:
            messages.error(request, str(error))
            return redirect("syndication_receipt", self.receipt.pk)

    def place(self) -> HttpResponse:
        form = self.place_form(self.request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(place_form=form))
        placed = place_receipt(self.receipt.pk, form.dress, by=self.request.user)
        if placed.is_open:
            return self.done(_("已提请终审，同意以后刊发。"))
        return self.done(_("已刊发到“%(column)s”。") % {"column": form.cleaned_data["column"]})

    def decline(self) -> HttpResponse:
        form = DeclineForm(self.request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(decline_form=form))
        decline_receipt(self.receipt.pk, reason=form.cleaned_data["reason"], by=self.request.user)
        return self.done(_("已答复不采用。"))

    def note(self) -> HttpResponse:
        note_receipt(self.receipt.pk, by=self.request.user)
        return self.done(_("已记为已阅。"))

    def done(self, text: str) -> HttpResponse:
        messages.success(self.request, text)
        return redirect("syndication_receipts")

    def place_form(self, data: Any = None) -> PlaceForm:
        return PlaceForm(
            self.receipt.recipient,
            data,
            initial={"column": self.mapped},
            only_column=self.receipt.dispatch.must_publish,
        )

    def get_page_subtitle(self) -> str:
        return self.receipt.dispatch.article.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        back = {"url": "../../", "label": _("收件签收")}
        return [*self.breadcrumbs_items, back, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        receipt = self.receipt
        forms = {}
        is_recalled = receipt.dispatch.state == Dispatch.State.RECALLED
        if receipt.is_open and not is_recalled:
            forms = {"place_form": self.place_form(), "decline_form": DeclineForm()}
        context = {"receipt": receipt, "sent": receipt.dispatch, "mapped": self.mapped}
        return super().get_context_data(**context | forms | kwargs)


@method_decorator(xframe_options_sameorigin, name="dispatch")
class ReceiptPreviewView(OwnReceiptMixin, View):
    """The article as the recipient's readers would see it, for the frame in ReceiptView."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        placement = self.receipt.placement
        column = placement.column if placement else self.mapped
        column = column or columns_of(self.receipt.recipient).first()
        if column is None or self.receipt.state == Receipt.State.RECALLED:
            return HttpResponse(_("没有可以预览的内容。"), content_type="text/plain; charset=utf-8")
        dress = LocalDress(column_id=column.pk)
        if placement:
            dress = LocalDress(column.pk, placement.headline, placement.lead, placement.cover_id)
        response = preview_receipt(self.receipt, column, dress)
        del response["X-Frame-Options"]
        return response
