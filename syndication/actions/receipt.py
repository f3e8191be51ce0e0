"""Answering what came down."""

from collections.abc import Iterable

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from syndication.actions.dispatch import hold_article
from syndication.actions.placement import LocalDress, place
from syndication.errors import AlreadyDecided, MustStay, SyndicationError
from syndication.models import Dispatch, Obligation, Placement, Receipt
from syndication.policies import may, require


@transaction.atomic
def mark_seen(receipts: Iterable[Receipt], *, by: AbstractBaseUser) -> None:
    """Sign for what one has opened (签收): the first member of staff who may answer it."""
    for receipt in receipts:
        if receipt.seen_at is None and may(by, "answer", receipt.recipient_id):
            now = timezone.now()
            unseen = Receipt.objects.filter(pk=receipt.pk, seen_at__isnull=True)
            if unseen.update(seen_at=now, seen_by=by):
                receipt.seen_at, receipt.seen_by = now, by  # type: ignore[assignment]
                log(receipt, "syndication.sign", user=by)


@transaction.atomic
def place_receipt(receipt_id: int, dress: LocalDress, *, by: AbstractBaseUser) -> Receipt:
    """Publish what came down in a local column.

    Words or a cover of one's own are for the editor in chief where the rule says so, also where it
    must be published.
    """
    receipt = locked(receipt_id, by)
    dispatch = receipt.dispatch
    receipt.placement = place(
        dispatch.article,
        receipt.recipient,
        dress,
        kind=Placement.Kind.DISPATCH,
        by=by,
        is_ordered=dispatch.must_publish,
    )
    if receipt.placement.state == Placement.State.PROPOSED:
        receipt.save(update_fields=["placement"])  # answered when the editor in chief agrees
        log(receipt, "syndication.propose", user=by, data={"column": receipt.placement.column_id})
        return receipt
    if dispatch.must_publish:
        receipt.placement.is_locked = True
        receipt.placement.locked_until = dispatch.locked_until
        receipt.placement.save(update_fields=["is_locked", "locked_until"])
    answer(receipt, Receipt.State.PLACED, by)
    log(receipt, "syndication.place", user=by, data={"column": receipt.placement.column_id})
    return receipt


@transaction.atomic
def decline_receipt(receipt_id: int, *, reason: str, by: AbstractBaseUser) -> Receipt:
    """Answer that the union will not publish it."""
    receipt = locked(receipt_id, by)
    if receipt.dispatch.must_publish:
        raise MustStay
    if not reason.strip():
        raise SyndicationError(_("请写明不采用的理由。"))
    receipt.reason = reason.strip()
    answer(receipt, Receipt.State.DECLINED, by)
    log(receipt, "syndication.decline", user=by, data={"reason": receipt.reason})
    return receipt


@transaction.atomic
def note_receipt(receipt_id: int, *, by: AbstractBaseUser) -> Receipt:
    """Take note of what was sent for information."""
    receipt = locked(receipt_id, by)
    if receipt.dispatch.obligation != Obligation.FOR_INFORMATION:
        raise SyndicationError(_("这一件要答复：刊发，或者写明理由不采用。"))
    answer(receipt, Receipt.State.NOTED, by)
    log(receipt, "syndication.note", user=by)
    return receipt


def locked(receipt_id: int, by: AbstractBaseUser) -> Receipt:
    """The receipt, held for this transaction, if it still waits and the person may answer it.

    Its article is held first, as a recall does.
    """
    hold_article(Receipt.objects.values_list("dispatch__article", flat=True).get(pk=receipt_id))
    rows = Receipt.objects.select_for_update(of=("self",)).select_related(
        "dispatch__article__organisation", "recipient"
    )
    receipt = rows.get(pk=receipt_id)
    require(by, "answer", receipt.recipient_id)
    if not receipt.is_open or receipt.dispatch.state == Dispatch.State.RECALLED:
        raise AlreadyDecided
    return receipt


def answer(receipt: Receipt, state: str, by: AbstractBaseUser) -> None:
    receipt.state = state
    receipt.answered_at = timezone.now()
    receipt.answered_by = by  # type: ignore[assignment]
    if receipt.seen_at is None:
        receipt.seen_at, receipt.seen_by = receipt.answered_at, by  # type: ignore[assignment]
    receipt.save()
