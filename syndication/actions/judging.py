"""Judging what was handed up: returned, adopted, passed on."""

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from sites.models import Organisation
from syndication.actions.placement import LocalDress, place
from syndication.actions.rework import rework
from syndication.actions.submission import current_version, drop_proposal, hand_in, locked
from syndication.columns import own_column
from syndication.errors import AlreadyDecided, AlreadyThere, NoRecipients, SyndicationError
from syndication.models import (
    Placement,
    ReturnCode,
    Submission,
)
from syndication.policies import require
from syndication.vetting import refuse_what_was_found

State = Submission.State


def awaiting(submission_id: int, by: AbstractBaseUser) -> Submission:
    """The submission, held for this transaction, if it waits for this person's judgement."""
    submission = locked(submission_id)
    require(by, "judge", submission.recipient_id)
    if submission.state == State.WITHDRAWN:
        raise AlreadyDecided(_("报送单位已经撤回这篇稿件。"))
    if submission.state != State.SUBMITTED:
        raise AlreadyDecided
    return submission


@transaction.atomic
def return_submission(
    submission_id: int, *, code: str, reason: str, by: AbstractBaseUser
) -> Submission:
    """Send a submission back to the union that handed it in (退稿)."""
    submission = awaiting(submission_id, by)
    if code not in ReturnCode.values or not reason.strip():
        raise SyndicationError(_("请选退稿原因，并写明说明。"))
    drop_proposal(submission)
    submission.return_code, submission.return_reason = code, reason.strip()
    answer(submission, State.RETURNED, by)
    submission.versions.filter(number=submission.version).update(
        return_code=code, return_reason=submission.return_reason, answered_at=timezone.now()
    )
    log(submission, "syndication.return", user=by, data={"code": code, "reason": reason.strip()})
    return submission


@transaction.atomic
def adopt_submission(submission_id: int, dress: LocalDress, *, by: AbstractBaseUser) -> Submission:
    """Show a submission, as it stands in the version that was read, in a local column (采用).

    What the check before publishing forbids is refused. A version that nobody has signed at its
    origin waits for this union's editor in chief, whatever its own rule says.
    """
    submission = awaiting(submission_id, by)
    current = current_version(submission)
    known = Placement.objects.filter(
        organisation=submission.recipient, article=submission.article
    ).first()
    if known and known.state in Placement.IN_PLACE:
        raise AlreadyThere
    refuse_what_was_found(current.revision)
    submission.placement = place(
        submission.article,
        submission.recipient,
        dress,
        kind=Placement.Kind.SUBMISSION,
        by=by,
        revision=current.revision,
    )
    if submission.placement.state == Placement.State.PROPOSED:
        submission.save(update_fields=["placement"])  # adopted when the editor in chief agrees
        log(submission, "syndication.propose", user=by)
        return submission
    answer(submission, State.ADOPTED, by)
    data = {"headline": submission.placement.headline, "column": submission.placement.column_id}
    log(submission, "syndication.adopt", user=by, data=data)
    return submission


@transaction.atomic
def adopt_as_own(
    submission_id: int, *, column_id: int | None, title: str = "", by: AbstractBaseUser
) -> Submission:
    """Adopt with edits of one's own: a draft of the desk's that keeps the credit.

    It is reviewed and checked as any article of the desk's, when it is to be published.
    """
    submission = awaiting(submission_id, by)
    column = own_column(column_id, submission.recipient)
    current = current_version(submission)
    submission.adopted_as = rework(current.revision.as_object(), column, by=by, title=title.strip())
    answer(submission, State.ADOPTED, by)
    log(submission, "syndication.adopt", user=by, data={"article": submission.adopted_as_id})
    return submission


@transaction.atomic
def adopt_and_relay(
    submission_id: int,
    dress: LocalDress,
    recipient: Organisation,
    *,
    by: AbstractBaseUser,
    note: str = "",
) -> Submission:
    """Adopt here and pass on upward in one act (采用并转报); returns the relay."""
    adopt_submission(submission_id, dress, by=by)
    return relay_submission(submission_id, recipient, by=by, note=note)


@transaction.atomic
def relay_submission(
    submission_id: int, recipient: Organisation, *, by: AbstractBaseUser, note: str = ""
) -> Submission:
    """Pass a received submission on to a union further up (转报); author and union keep credit.

    It may be adopted here before or afterwards, or not at all.
    """
    submission = locked(submission_id)
    require(by, "judge", submission.recipient_id)
    if submission.state not in {State.SUBMITTED, State.ADOPTED}:
        raise AlreadyDecided
    if recipient not in Organisation.objects.open().above(submission.recipient):
        raise NoRecipients(_("只能转报给本会的上级。"))
    current = current_version(submission)
    relay = hand_in(
        submission.article,
        submission.recipient,
        recipient,
        current.revision,
        by=by,
        note=note,
        relayed_from=submission,
    )
    log(submission, "syndication.relay", user=by, data={"to": recipient.name})
    return relay


def answer(submission: Submission, state: str, by: AbstractBaseUser) -> None:
    submission.state = state
    submission.answered_at = timezone.now()
    submission.answered_by = by  # type: ignore[assignment]
    submission.save()
