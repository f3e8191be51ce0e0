"""Handing articles up, and what their union does with them while they are judged."""

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
from syndication.errors import AlreadyDecided, NoRecipients, SyndicationError
from syndication.models import (
    Placement,
    Recall,
    Rules,
    Submission,
    SubmissionVersion,
    TopicCall,
)
from syndication.policies import require
from syndication.recipients import possible_upper_unions

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
