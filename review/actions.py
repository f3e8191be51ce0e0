"""What happens to an article under review."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Revision, TaskState, WorkflowState

from news.models import ArticlePage
from review.digest import digest_of_revision
from review.errors import AlreadyMoved, NotYours, ReviewError, TextChanged
from review.models import ReviewRound, ReviewTask, Signature, Step
from review.policies import late_step, may_submit, why_not
from review.rules import demand_for
from review.workflows import urgent_workflow

State = ReviewRound.State
Decision = Signature.Decision


@dataclass(frozen=True)
class Verdict:
    """What a reviewer says when signing; ``is_public`` answers the confidentiality question."""

    opinion: str = ""
    proof_opinion: str = ""
    is_public: bool | None = None


def name_of(user: Any) -> str:
    return (user.get_full_name() or user.get_username()) if user else ""


def submit_for_review(article: ArticlePage, *, by: Any) -> ReviewRound:
    """Hand an article in (送审), or again after it came back."""
    if not may_submit(by, article.organisation_id):
        raise NotYours(_("只有本单位的采编、新闻处和管理员可以送审。"))
    workflow = article.get_workflow()
    if workflow is None:
        raise ReviewError(_("这个栏目不要求审核，可以直接发布。"))
    return start(article, workflow, by)


@transaction.atomic
def submit_urgently(article: ArticlePage, *, reason: str, by: Any) -> ReviewRound:
    """Hand in an urgent notice: the final step signs first, the others afterwards (加急补签)."""
    demand = demand_for(article)
    if demand is None:
        raise ReviewError(_("这个栏目不要求审核，可以直接发布。"))
    if not demand.allows_urgent:
        raise ReviewError(_("按本单位的规则，这个栏目不能加急。"))
    if not may_submit(by, article.organisation_id):
        raise NotYours(_("只有本单位的采编、新闻处和管理员可以送审。"))
    if not reason.strip():
        raise ReviewError(_("请写明为什么加急。"))
    round_ = start(article, urgent_workflow(), by)
    round_.is_urgent, round_.urgent_reason = True, reason.strip()
    round_.save(update_fields=["is_urgent", "urgent_reason"])
    return round_


@transaction.atomic
def start(article: ArticlePage, workflow: Any, by: Any) -> ReviewRound:
    state = article.current_workflow_state
    if state is not None and state.status == WorkflowState.STATUS_IN_PROGRESS:
        raise ReviewError(_("这篇稿件正在审核。"))
    if article.get_latest_revision() is None:
        article.save_revision(user=by, changed=False)
    if state is not None and state.workflow_id == workflow.pk:
        state.resume(user=by)
    else:
        if state is not None:
            state.cancel(user=by)
        workflow.start(article, by)
    return ReviewRound.objects.open().get(article=article)


def arrive(workflow_state: WorkflowState, wanted: str, *, by: Any) -> Step:
    """Open the round at the step that has to be signed next; called when a task begins.

    A new round for a new or resubmitted article. The step is the wanted one, unless an earlier
    one has no valid signature for the words as they are now.
    """
    article = workflow_state.content_object.specific
    digest = digest_of_revision(article.get_latest_revision())
    round_ = ReviewRound.objects.open().select_for_update().filter(article=article).first()
    if round_ is None:
        round_ = open_round(article, workflow_state, by)
    invalidate_others(round_, digest)
    signed = set(round_.signatures.valid().values_list("step", flat=True))
    now_due = [code for code in tasks_of(workflow_state) if code not in signed]
    step = Step(now_due[0] if now_due else wanted)
    if round_.step != step:
        round_.step = step
        round_.due_at = timezone.now() + timedelta(hours=round_.step_hours)
    round_.changed_at = timezone.now()
    round_.save()
    return step


def tasks_of(workflow_state: WorkflowState) -> list[str]:
    """The steps that the workflow goes through: all of the round's, or the last if it is urgent."""
    tasks = ReviewTask.objects.filter(workflow_tasks__workflow=workflow_state.workflow_id)
    return list(tasks.order_by("workflow_tasks__sort_order").values_list("step", flat=True))


def open_round(article: ArticlePage, workflow_state: WorkflowState, by: Any) -> ReviewRound:
    earlier = ReviewRound.objects.filter(article=article)
    earlier.filter(state=State.RETURNED).update(state=State.RESUBMITTED)
    earlier.filter(workflow_state=workflow_state).update(workflow_state=None)
    demand = demand_for(article)
    steps = demand.steps if demand else tuple(Step(code) for code in tasks_of(workflow_state))
    return ReviewRound.objects.create(
        article=article,
        organisation_id=article.organisation_id,
        workflow_state=workflow_state,
        title=article.get_latest_revision_as_object().title[:255],
        steps=[step.value for step in steps],
        step_hours=demand.step_hours if demand else 24,
        submitted_by=by,
        submitted_by_name=name_of(by)[:150],
    )


def invalidate_others(round_: ReviewRound, digest: str) -> int:
    """Signatures for other words than these count no more; returns how many."""
    return (
        round_.signatures.valid()
        .exclude(digest=digest)
        .update(is_valid=False, invalid_reason=_("签字以后稿件有改动"))
    )


def sign(review_id: int, verdict: Verdict, *, step: str, digest: str, by: Any) -> ReviewRound:
    """Pass the step; the last one publishes the article, or schedules it for its hour.

    ``digest`` is that of the words that the signer was shown. Raises TextChanged if they are
    others now, AlreadyMoved if somebody was quicker, PublishingRefused if the last signature is
    given and the article may not go public for another reason; then nothing is signed.
    """
    article = ArticlePage.objects.get(review_rounds=review_id)
    if follow_an_edit(article, by=by):  # the text was changed by a way that nobody followed
        raise TextChanged
    return sign_step(review_id, verdict, step, digest, by)


@transaction.atomic
def sign_step(review_id: int, verdict: Verdict, step: str, digest: str, by: Any) -> ReviewRound:
    round_ = locked(review_id, step)
    if refusal := why_not(by, round_, step):
        raise NotYours(refusal)
    revision = round_.article.get_latest_revision()
    if digest_of_revision(revision) != digest:
        raise TextChanged
    if step == Step.FINAL and not verdict.is_public:
        raise ReviewError(_("请回答保密审查；涉密或者不宜公开的稿件请退回。"))
    add_signature(round_, step, Decision.PASS, revision, verdict, by)
    round_.changed_at = timezone.now()
    round_.save(update_fields=["changed_at"])
    log_act(round_, "review.sign", by, step, verdict.opinion, revision)
    task_state_of(round_).approve(user=by, comment=verdict.opinion)
    round_.refresh_from_db()
    return round_


@transaction.atomic
def send_back(review_id: int, verdict: Verdict, *, step: str, by: Any, to: str = "") -> ReviewRound:
    """Return the article to its author, or to an earlier step, with the reason (退回)."""
    round_ = locked(review_id, step)
    if refusal := why_not(by, round_, step):
        raise NotYours(refusal)
    if not verdict.opinion.strip():
        raise ReviewError(_("请写明退回的理由。"))
    if to and to not in round_.earlier_steps():
        raise ReviewError(_("只能退回给作者，或者退回前面的一审。"))
    revision = round_.article.get_latest_revision()
    signature = add_signature(round_, step, Decision.RETURN, revision, verdict, by)
    signature.back_to = to
    signature.save(update_fields=["back_to"])
    log_act(round_, "review.return", by, step, verdict.opinion, revision)
    if to:
        undo_from(round_, to)
        move_to(round_, by)
    else:
        round_.state, round_.step, round_.due_at = State.RETURNED, "", None
        round_.changed_at = timezone.now()
        round_.save()
        task_state_of(round_).reject(user=by, comment=verdict.opinion)
    round_.refresh_from_db()
    return round_


def undo_from(round_: ReviewRound, step: str) -> None:
    """The signature of that step and of the later ones count no more."""
    later = round_.steps[round_.steps.index(step) :]
    round_.signatures.valid().filter(step__in=later).update(
        is_valid=False, invalid_reason=_("后面的一审退回重审")
    )


def move_to(round_: ReviewRound, by: Any) -> None:
    """Let the workflow stand at the first step that lacks a signature."""
    task_state = task_state_of(round_)
    first = ReviewTask.objects.get(step=tasks_of(task_state.workflow_state)[0])
    task_state.status = TaskState.STATUS_CANCELLED
    task_state.finished_at, task_state.finished_by = timezone.now(), by
    task_state.save()
    task_state.workflow_state.update(user=by, next_task=first)


@transaction.atomic
def take_back(review_id: int, *, by: Any) -> ReviewRound:
    """Take back what one did last, before the next step acts.

    Who handed the article in takes it out of review while nobody has signed; who signed the step
    before the present one takes the signature back.
    """
    round_ = ReviewRound.objects.select_for_update().get(pk=review_id)
    if round_.state != State.OPEN:
        raise AlreadyMoved
    last = round_.signatures.valid().in_order().last()
    if last is None and round_.workflow_state is not None:
        if by.pk not in {round_.submitted_by_id, round_.article.owner_id}:
            raise NotYours(_("只有送审的人可以撤回。"))
        round_.workflow_state.cancel(user=by)  # its signal closes the round
    elif last is not None and last.signer_id == by.pk:
        undo_from(round_, last.step)
        round_.signatures.filter(pk=last.pk).update(invalid_reason=_("签字人收回"))
        move_to(round_, by)
    else:
        raise NotYours(_("后面的一审已经签字，不能再撤回。"))
    round_.refresh_from_db()
    log_act(round_, "review.take_back", by, round_.step, "", None)
    return round_


@transaction.atomic
def sign_late(review_id: int, verdict: Verdict, *, by: Any, digest: str) -> ReviewRound:
    """Sign a step after an urgent publishing (补签); the last of them completes the round."""
    round_ = ReviewRound.objects.select_for_update().select_related("article").get(pk=review_id)
    step = late_step(by, round_)
    if step is None:
        raise NotYours(_("这篇稿件没有等您补签的环节。"))
    final = round_.signatures.valid().filter(step=Step.FINAL).first()
    if final is None or final.digest != digest:
        raise TextChanged
    add_signature(round_, step, Decision.PASS, final.revision, verdict, by, digest, is_late=True)
    signed = set(round_.signatures.valid().values_list("step", flat=True))
    if signed >= set(round_.steps):
        round_.completed_at = timezone.now()
    round_.changed_at = timezone.now()
    round_.save()
    log_act(round_, "review.sign_late", by, step, verdict.opinion, final.revision)
    return round_


@transaction.atomic
def follow_an_edit(article: ArticlePage, *, by: Any) -> int:
    """After a version was saved: signatures for other words end, and review begins again there."""
    round_ = ReviewRound.objects.open().select_for_update().filter(article=article).first()
    if round_ is None:
        return 0
    count = invalidate_others(round_, digest_of_revision(article.get_latest_revision()))
    if count:
        move_to(round_, by)
    return count


def locked(review_id: int, step: str) -> ReviewRound:
    """The round, held for this transaction, if it stands at that step."""
    rows = ReviewRound.objects.select_for_update(of=("self",)).select_related(
        "article", "workflow_state"
    )
    round_ = rows.get(pk=review_id)
    if round_.state != State.OPEN or round_.step != step:
        raise AlreadyMoved
    return round_


def task_state_of(round_: ReviewRound) -> TaskState:
    state = round_.workflow_state and round_.workflow_state.current_task_state
    if state is None or state.status != TaskState.STATUS_IN_PROGRESS:
        raise AlreadyMoved
    return state


def add_signature(
    round_: ReviewRound,
    step: str,
    decision: str,
    revision: Revision,
    verdict: Verdict,
    by: Any,
    digest: str = "",
    *,
    is_late: bool = False,
) -> Signature:
    try:
        with transaction.atomic():
            return Signature.objects.create(
                review=round_,
                step=step,
                decision=decision,
                signer=by,
                signer_name=name_of(by)[:150],
                revision=revision,
                digest=digest or digest_of_revision(revision),
                opinion=verdict.opinion.strip(),
                proof_opinion=verdict.proof_opinion.strip(),
                is_public=verdict.is_public,
                is_late=is_late,
            )
    except IntegrityError as error:  # two people in the very same moment
        raise AlreadyMoved from error


def log_act(
    round_: ReviewRound, act: str, by: Any, step: str, opinion: str, revision: Revision | None
) -> None:
    data = {"step": str(Step(step).label) if step else "", "opinion": opinion}
    log(round_.article, act, user=by, revision=revision, data=data)


__all__ = [
    "Verdict",
    "follow_an_edit",
    "send_back",
    "sign",
    "sign_late",
    "submit_for_review",
    "submit_urgently",
    "take_back",
]
