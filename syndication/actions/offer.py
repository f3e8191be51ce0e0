"""Answering what has changed at the origin of a placement."""

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Revision

from syndication.actions.placement import locked, propose_if_asked
from syndication.entries import sync_line
from syndication.errors import AlreadyDecided
from syndication.models import Offer, Placement

SEEN = (Placement.State.SHOWN, Placement.State.SCHEDULED)


@transaction.atomic
def accept_offer(placement_id: int, *, by: AbstractBaseUser) -> Placement:
    """Take over what has changed at the origin: its new text, or that it was taken down.

    A headline, lead or cover that the desk had taken as it stood is taken again; its own stay,
    and are marked to be looked at. Where the union's rule asks for its editor in chief, the new text
    is proposed, and readers see the article again when they agree.
    """
    placement = locked(placement_id, by)
    if placement.offer == Offer.NONE:
        raise AlreadyDecided
    if placement.offer == Offer.UNPUBLISHED:
        placement.state, placement.taken_down_at = Placement.State.REMOVED, timezone.now()
    elif placement.offered_revision is not None:
        take_over(placement, placement.offered_revision)
        if placement.state in SEEN:
            propose_if_asked(placement, by)
    answer_offer(placement, "syndication.accept", by)
    return placement


def take_over(placement: Placement, revision: Revision) -> None:
    """Show the text of another revision."""
    new = revision.as_object()
    if placement.revision is not None:
        old = placement.revision.as_object()
        taken = {
            "headline": (old.title, new.title),
            "lead": (old.lead, new.lead),
            "cover_id": (old.cover_id, new.cover_id),
        }
        for name, (before, after) in taken.items():
            if getattr(placement, name) == before:
                setattr(placement, name, after)
        if placement.headline != new.title or placement.lead != new.lead:
            placement.headline_outdated_at = timezone.now()
    placement.revision = revision


@transaction.atomic
def keep_version(placement_id: int, *, by: AbstractBaseUser) -> Placement:
    """Go on showing the adopted version."""
    placement = locked(placement_id, by)
    if placement.offer == Offer.NONE:
        raise AlreadyDecided
    answer_offer(placement, "syndication.keep", by)
    return placement


def answer_offer(placement: Placement, act: str, by: AbstractBaseUser) -> None:
    data = {"offer": placement.offer, "revision": placement.revision_id}
    placement.offer, placement.offered_revision = Offer.NONE, None
    placement.save()
    sync_line(placement)
    log(placement, act, user=by, data=data)


@transaction.atomic
def confirm_headline(placement_id: int, *, by: AbstractBaseUser) -> Placement:
    """Say that the local headline and lead are still right after a correction."""
    placement = locked(placement_id, by)
    placement.headline_outdated_at = None
    placement.save(update_fields=["headline_outdated_at"])
    log(placement, "syndication.confirm", user=by)
    return placement
