"""Handing articles up, judging them, passing them on."""

from collections.abc import Iterable

from django.contrib.auth.models import AbstractBaseUser
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Revision

from news.models import ArticlePage
from sites.models import Organisation
from syndication.actions.dispatch import own_code
from syndication.actions.placement import IN_PLACE, LocalDress, place
from syndication.actions.rework import rework
from syndication.columns import own_column
from syndication.errors import AlreadyDecided, AlreadyThere, NoRecipients, SyndicationError
from syndication.models import (
    Placement,
    Recall,
    ReturnCode,
    Rules,
    Submission,
    SubmissionVersion,
    TopicCall,
)
from syndication.policies import require
from syndication.recipients import possible_upper_unions
from syndication.vetting import refuse_what_was_found

State = Submission.State
OPEN_STATES = (State.SUBMITTED, State.RETURNED)


@transaction.atomic
def submit_article(
    article: ArticlePage,
    recipients: Iterable[Organisation],
    *,
    by: AbstractBaseUser,
    call: TopicCall | None = None,
    note: str = "",
) -> list[Submission]:
    """Offer an article, as it stands in its latest version, to upper unions (报送)."""
    sender = article.organisation
    require(by, "submit", sender)
    chosen = list(recipients)
    allowed = set(possible_upper_unions(sender, skips_tiers=Rules.current().skips_tiers))
    if not chosen or not allowed.issuperset(chosen):
        raise NoRecipients(_("请选可以报送的上级单位。"))
    if Recall.objects.filter(article=article, undone_at__isnull=True).exists():
        raise SyndicationError(_("这篇文章已撤稿，不能报送。"))
    check_call(call, sender)
    revision = latest(article)
    return [
        hand_in(
            article, sender, recipient, revision, by=by, note=note,
            call=call if call and call.organisation_id == recipient.pk else None,
        )
        for recipient in chosen
    ]  # fmt: skip


def check_call(call: TopicCall | None, sender: Organisation) -> None:
    if call is None:
        return
    today = timezone.localdate()
    if not TopicCall.objects.open_on(today).for_union(sender).filter(pk=call.pk).exists():
        raise SyndicationError(_("这次约稿已经截止，或者不是向本会约的。"))


def latest(article: ArticlePage) -> Revision:
    """What is handed in; an article that was never saved by an editor gets its first revision."""
    return article.latest_revision or article.save_revision(changed=False, log_action=False)


def hand_in(
    article: ArticlePage,
    sender: Organisation,
    recipient: Organisation,
    revision: Revision,
    *,
    by: AbstractBaseUser,
    note: str = "",
    call: TopicCall | None = None,
    relayed_from: Submission | None = None,
) -> Submission:
    offered = revision.as_object()
    try:
        with transaction.atomic():
            submission = Submission.objects.create(
                article=article,
                sender=sender,
                recipient=recipient,
                call=call,
                relayed_from=relayed_from,
                column_code=own_code(article),
                genre=offered.genre,
            )
    except IntegrityError as error:
        message = _("这篇稿件已经报送过%(name)s。") % {"name": recipient.name}
        raise SyndicationError(message) from error
    add_version(submission, revision, offered.title, by=by, note=note)
    log(submission, "syndication.submit", user=by, data={"version": 1})
    return submission


def add_version(
    submission: Submission, revision: Revision, title: str, *, by: AbstractBaseUser, note: str
) -> None:
    SubmissionVersion.objects.create(
        submission=submission,
        number=submission.version,
        revision=revision,
        title=title,
        note=note.strip(),
        submitted_by=by,
    )


def locked(submission_id: int) -> Submission:
    rows = Submission.objects.select_for_update(of=("self",)).select_related(
        "article__organisation", "sender", "recipient"
    )
    return rows.get(pk=submission_id)


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
def resubmit(submission_id: int, *, by: AbstractBaseUser, note: str = "") -> Submission:
    """Hand in a mended article as the next version; earlier ones keep their answers."""
    submission = locked(submission_id)
    require(by, "submit", submission.sender_id)
    if submission.state != State.RETURNED:
        raise AlreadyDecided
    revision = mended(submission)
    offered = revision.as_object()
    submission.version += 1
    submission.state, submission.genre = State.SUBMITTED, offered.genre
    submission.return_code = submission.return_reason = ""
    submission.submitted_at, submission.answered_at = timezone.now(), None
    submission.answered_by = None
    submission.save()
    add_version(submission, revision, offered.title, by=by, note=note)
    log(submission, "syndication.resubmit", user=by, data={"version": submission.version})
    return submission


def mended(submission: Submission) -> Revision:
    """What is handed in next: of one's own article the latest, of a relayed one what came in."""
    source = submission.relayed_from
    if source is None:
        revision, missing = (
            latest(submission.article),
            _("稿件还没有修改。请先按退稿说明修改并保存，再重新报送。"),
        )
    else:
        revision = current_version(source).revision
        missing = _("原报送单位还没有交来新的版本。请先把这篇稿件退给它修改。")
    if submission.versions.filter(revision=revision).exists():
        raise SyndicationError(missing)
    return revision


def current_version(submission: Submission) -> SubmissionVersion:
    return submission.versions.select_related("revision").get(number=submission.version)


@transaction.atomic
def withdraw_submission(submission_id: int, *, by: AbstractBaseUser) -> Submission:
    """Take back what has not been adopted, and what was relayed of it as far as it still waits."""
    submission = locked(submission_id)
    require(by, "submit", submission.sender_id)
    if submission.state not in OPEN_STATES:
        raise AlreadyDecided
    withdraw(submission, by)
    return submission


def withdraw(submission: Submission, by: AbstractBaseUser) -> None:
    drop_proposal(submission)
    submission.state = State.WITHDRAWN
    submission.save(update_fields=["state", "placement"])
    log(submission, "syndication.withdraw", user=by)
    for relay in submission.relays.select_for_update().filter(state__in=OPEN_STATES):
        withdraw(relay, by)


def drop_proposal(submission: Submission) -> None:
    """What is taken back or returned no longer waits for the editor in chief."""
    proposed = Placement.objects.filter(pk=submission.placement_id, state=Placement.State.PROPOSED)
    if proposed.update(state=Placement.State.REMOVED, taken_down_at=timezone.now()):
        submission.placement = None


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
    if known and known.state in IN_PLACE:
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
