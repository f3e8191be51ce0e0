"""What the acts of review share: the round that is held, its signatures and its workflow."""

from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Revision, TaskState, WorkflowState

from review.digest import digest_of_revision
from review.errors import AlreadyMoved
from review.models import ReviewRound, ReviewTask, Signature, Step
from review.policies import absent_signer

State = ReviewRound.State


@dataclass(frozen=True)
class Verdict:
    """What a reviewer says when signing; ``is_public`` answers the confidentiality question."""

    opinion: str = ""
    proof_opinion: str = ""
    is_public: bool | None = None


def name_of(user: Any) -> str:
    return (user.get_full_name() or user.get_username()) if user else ""


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


def tasks_of(workflow_state: WorkflowState) -> list[str]:
    """The steps that the workflow goes through: all of the round's, or the last if it is urgent."""
    tasks = ReviewTask.objects.filter(workflow_tasks__workflow=workflow_state.workflow_id)
    return list(tasks.order_by("workflow_tasks__sort_order").values_list("step", flat=True))


def invalidate_others(round_: ReviewRound, digest: str) -> int:
    """Signatures for other words than these count no more; returns how many."""
    return (
        round_.signatures.valid()
        .exclude(digest=digest)
        .update(is_valid=False, invalid_reason=_("签字以后稿件有改动"))
    )


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
                stands_in_for=name_of(absent_signer(by, round_.organisation_id, step))[:150],
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
