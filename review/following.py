"""What follows on Wagtail's own acts: a round ends with its workflow, an edit ends signatures."""

from datetime import timedelta
from typing import Any

from django.db.models.signals import post_migrate
from django.utils import timezone
from wagtail.signals import (
    page_unpublished,
    pre_page_move,
    workflow_approved,
    workflow_cancelled,
)

from news.models import ArticlePage
from review.digest import digest_of
from review.guards import refuse_a_move
from review.models import ReviewRound, SeenVersion
from review.rules import demand_for
from review.workflows import make_workflows

State = ReviewRound.State


def close_passed(sender: Any, instance: Any, **kwargs: Any) -> None:
    """The last step was signed and the article published, or scheduled for its hour."""
    round_ = ReviewRound.objects.open().filter(workflow_state=instance).first()
    if round_ is None:
        return
    now = timezone.now()
    round_.state, round_.step, round_.due_at, round_.changed_at = State.PASSED, "", None, now
    if round_.is_urgent:
        demand = demand_for(round_.article)
        round_.complete_by = now + timedelta(hours=demand.urgent_hours if demand else 24)
        signed = set(round_.signatures.valid().values_list("step", flat=True))
        round_.completed_at = now if signed >= set(round_.steps) else None
    round_.save()


def close_withdrawn(sender: Any, instance: Any, **kwargs: Any) -> None:
    ReviewRound.objects.filter(
        workflow_state=instance, state__in=(State.OPEN, State.RETURNED)
    ).update(state=State.WITHDRAWN, step="", due_at=None, changed_at=timezone.now())


def remember_what_was_seen(sender: Any, instance: Any, **kwargs: Any) -> None:
    article = instance.specific
    if isinstance(article, ArticlePage):
        SeenVersion.objects.get_or_create(
            article=article, digest=digest_of(article.serializable_data())
        )


def connect() -> None:
    workflow_approved.connect(close_passed, dispatch_uid="review.close_passed")
    workflow_cancelled.connect(close_withdrawn, dispatch_uid="review.close_withdrawn")
    page_unpublished.connect(remember_what_was_seen, dispatch_uid="review.remember_what_was_seen")
    pre_page_move.connect(refuse_a_move, dispatch_uid="review.refuse_a_move")
    post_migrate.connect(make_workflows, dispatch_uid="review.make_workflows")
