"""The editor in chief agrees to show an article of another union, or does not."""

import json
from hashlib import sha256

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from syndication.actions.dispatch import hold_article
from syndication.actions.placement import refuse_recalled
from syndication.entries import sync_line
from syndication.errors import AlreadyDecided, NotAsShown, SyndicationError
from syndication.models import Dispatch, Obligation, Placement, Receipt, Submission
from syndication.policies import require


def fingerprint(placement: Placement) -> str:
    """Of what the editor in chief reads: the words, cover and column, and the version.

    Of a placement that follows its origin the version is the one that is published there.
    """
    version = placement.revision_id or placement.article.live_revision_id
    words = [placement.headline, placement.lead, placement.cover_id]
    return sha256(json.dumps([*words, placement.column_id, version]).encode()).hexdigest()


@transaction.atomic
def approve_placement(
    placement_id: int, *, by: AbstractBaseUser, seen: str | None = None
) -> Placement:
    """Show it, now or at its hour; what it answers counts as answered by who proposed it.

    Nobody agrees to their own proposal. ``seen`` is the fingerprint of what was read: raises
    NotAsShown where the desk has changed it since.
    """
    placement = proposed(placement_id, by)
    if placement.created_by_id == by.pk:
        raise SyndicationError(_("自己提请的稿件，要由另一位终审同意。"))
    if seen is not None and seen != fingerprint(placement):
        raise NotAsShown
    refuse_recalled(placement.article)
    now = timezone.now()
    is_due = placement.published_at <= now
    placement.state = Placement.State.SHOWN if is_due else Placement.State.SCHEDULED
    hold_if_ordered(placement)
    placement.save(update_fields=["state", "is_locked", "locked_until"])
    sync_line(placement)
    answered = {"answered_at": now, "answered_by": placement.created_by_id}
    receipts = Receipt.objects.filter(placement=placement, state__in=Receipt.OPEN_STATES)
    receipts.update(state=Receipt.State.PLACED, **answered)
    submissions = Submission.objects.filter(placement=placement, state=Submission.State.SUBMITTED)
    submissions.update(state=Submission.State.ADOPTED, **answered)
    log(placement, "syndication.approve", user=by, data={"headline": placement.headline})
    return placement


def hold_if_ordered(placement: Placement) -> None:
    """What answers a dispatch that must be published stays for as long as that says."""
    answered = Receipt.objects.filter(placement=placement, state__in=Receipt.OPEN_STATES)
    orders = Dispatch.objects.filter(
        pk__in=answered.values("dispatch"), obligation=Obligation.MUST_PUBLISH
    )
    order = orders.order_by("pk").last()
    if order is not None:
        placement.is_locked, placement.locked_until = True, order.locked_until


@transaction.atomic
def refuse_placement(placement_id: int, *, reason: str, by: AbstractBaseUser) -> Placement:
    """It is not shown; what it was to answer waits for an answer again."""
    placement = proposed(placement_id, by)
    if not reason.strip():
        raise SyndicationError(_("请写明不同意的理由。"))
    placement.state, placement.taken_down_at = Placement.State.REMOVED, timezone.now()
    placement.save(update_fields=["state", "taken_down_at"])
    Receipt.objects.filter(placement=placement, state__in=Receipt.OPEN_STATES).update(
        placement=None
    )
    Submission.objects.filter(placement=placement, state=Submission.State.SUBMITTED).update(
        placement=None
    )
    log(placement, "syndication.refuse", user=by, data={"reason": reason.strip()})
    return placement


def proposed(placement_id: int, by: AbstractBaseUser) -> Placement:
    """The proposal, held for this transaction; its article is held first, as a recall does."""
    hold_article(Placement.objects.values_list("article", flat=True).get(pk=placement_id))
    rows = Placement.objects.select_for_update(of=("self",)).select_related(
        "article__organisation", "organisation", "revision"
    )
    placement = rows.get(pk=placement_id)
    require(by, "approve", placement.organisation_id)
    if placement.state != Placement.State.PROPOSED:
        raise AlreadyDecided
    return placement
