"""Answering what came down."""

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from ninja import Router
from ninja.pagination import paginate
from wagtail.api.v3.pagination import WagtailLimitOffsetPagination

from accounts.tokens import StaffTokenAuth
from syndication.actions import decline_receipt, mark_seen, note_receipt, place_receipt
from syndication.api.schemas import DressIn, ReasonIn, ReceiptOut
from syndication.desk.staff import StaffRequest
from syndication.models import Receipt
from syndication.policies import unions_for

router = Router(tags=["receipts"], auth=StaffTokenAuth())


def receipts_of(user: AbstractBaseUser) -> QuerySet[Receipt]:
    """What came down to the unions for which the person may answer."""
    mine = Receipt.objects.filter(recipient__in=unions_for(user, "answer"))
    return mine.select_related("dispatch__article__organisation", "recipient")


@router.get("/", response=list[ReceiptOut], operation_id="receipts_list")
@paginate(WagtailLimitOffsetPagination)
def list_receipts(request: StaffRequest, state: Receipt.State | None = None):
    rows = receipts_of(request.user).order_by("-pk")
    return rows.filter(state=state) if state else rows


@router.get("/{receipt_id}/", response=ReceiptOut, operation_id="receipts_detail")
def get_receipt(request: StaffRequest, receipt_id: int):
    receipt = get_object_or_404(receipts_of(request.user), pk=receipt_id)
    mark_seen([receipt], by=request.user)
    return receipt


@router.post("/{receipt_id}/place/", response=ReceiptOut, operation_id="receipts_place")
def place(request: StaffRequest, receipt_id: int, data: DressIn):
    get_object_or_404(receipts_of(request.user), pk=receipt_id)
    place_receipt(receipt_id, data.as_dress(), by=request.user)
    return get_receipt(request, receipt_id)


@router.post("/{receipt_id}/decline/", response=ReceiptOut, operation_id="receipts_decline")
def decline(request: StaffRequest, receipt_id: int, data: ReasonIn):
    get_object_or_404(receipts_of(request.user), pk=receipt_id)
    decline_receipt(receipt_id, reason=data.reason, by=request.user)
    return get_receipt(request, receipt_id)


@router.post("/{receipt_id}/note/", response=ReceiptOut, operation_id="receipts_note")
def note(request: StaffRequest, receipt_id: int):
    get_object_or_404(receipts_of(request.user), pk=receipt_id)
    note_receipt(receipt_id, by=request.user)
    return get_receipt(request, receipt_id)
