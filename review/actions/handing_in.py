"""Handing an article in (送审), and the step at which its round opens."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import WorkflowState

from news.models import ArticlePage
from review.actions.base import invalidate_others, name_of, tasks_of
from review.digest import digest_of_revision
from review.errors import NotYours, ReviewError
from review.models import ReviewRound, Step
from review.policies import may_submit
from review.rules import demand_for
from review.workflows import urgent_workflow
from review.writers import writers_of

State = ReviewRound.State


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


def open_round(article: ArticlePage, workflow_state: WorkflowState, by: Any) -> ReviewRound:
    earlier = ReviewRound.objects.filter(article=article)
    earlier.filter(state=State.RETURNED).update(state=State.RESUBMITTED)
    earlier.filter(workflow_state=workflow_state).update(workflow_state=None)
    demand = demand_for(article)
    steps = demand.steps if demand else tuple(Step(code) for code in tasks_of(workflow_state))
    writers = writers_of(article)
    round_ = ReviewRound.objects.create(
        article=article,
        organisation_id=article.organisation_id,
        workflow_state=workflow_state,
        title=article.get_latest_revision_as_object().title[:255],
        steps=[step.value for step in steps],
        step_hours=demand.step_hours if demand else 24,
        submitted_by=by,
        submitted_by_name=name_of(by)[:150],
    )
    round_.writers.set(writers)
    return round_
