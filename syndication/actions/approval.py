"""The editor in chief agrees to show an article of another union, or does not."""

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from syndication.actions.dispatch import hold_article
from syndication.actions.placement import refuse_recalled
from syndication.entries import sync_line
from syndication.errors import AlreadyDecided, SyndicationError
from syndication.models import Placement, Receipt, Submission
from syndication.policies import require


@transaction.atomic
def approve_placement(placement_id: int, *, by: AbstractBaseUser) -> Placement:
    """Show it, now or at its hour; what it answers counts as answered by who proposed it.

    Nobody agrees to their own proposal.
    """
    placement = proposed(placement_id, by)
    if placement.created_by_id == by.pk:
        raise SyndicationError(_("自己提请的稿件，要由另一位终审同意。"))
    refuse_recalled(placement.article)
    now = timezone.now()
    is_due = placement.published_at <= now
    placement.state = Placement.State.SHOWN if is_due else Placement.State.SCHEDULED
    placement.save(update_fields=["state"])
    sync_line(placement)
    answered = {"answered_at": now, "answered_by": placement.created_by_id}
    receipts = Receipt.objects.filter(placement=placement, state__in=Receipt.OPEN_STATES)
    receipts.update(state=Receipt.State.PLACED, **answered)
    submissions = Submission.objects.filter(placement=placement, state=Submission.State.SUBMITTED)
    submissions.update(state=Submission.State.ADOPTED, **answered)
    log(placement, "syndication.approve", user=by, data={"headline": placement.headline})
    return placement


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
