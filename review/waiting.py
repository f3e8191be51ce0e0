"""What of review waits for a person (see sites.waiting)."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from review.models import ReviewRound
from sites.models import Organisation
from sites.waiting import Kind, Line, Moment, since


def to_sign(moment: Moment) -> QuerySet:
    return ReviewRound.objects.awaiting(moment.user).select_related("organisation")


def to_sign_late(moment: Moment) -> QuerySet:
    rows = ReviewRound.objects.awaiting_completion(moment.user)
    return rows.select_related("organisation")


def returned(moment: Moment) -> QuerySet:
    return ReviewRound.objects.returned_to(moment.user).select_related("organisation")


def sign_line(row: ReviewRound) -> Line:
    return Line(row.pk, row.title, row.organisation.short_name, row.due_at)


def late_line(row: ReviewRound) -> Line:
    return Line(row.pk, row.title, row.organisation.short_name, row.complete_by)


def returned_line(row: ReviewRound) -> Line:
    return Line(row.pk, row.title, row.organisation.short_name, row.changed_at)


def newly_due(moment: Moment, last: datetime) -> Q:
    return Q(changed_at__gt=last) | Q(due_at__gt=last, due_at__lte=moment.now)


@hooks.register("hand_over_work")
def hand_over_returned(organisation: Organisation, person: Any, successor: Any) -> None:
    """Who takes over a colleague's drafts is told of those that came back from review.

    The name under which an article was handed in stays in the round.
    """
    rounds = ReviewRound.objects.filter(organisation=organisation, submitted_by=person)
    rounds.filter(state=ReviewRound.State.RETURNED).update(submitted_by=successor)


LIST = "review_list"


@hooks.register("register_waiting")
def register_kinds() -> tuple[Any, ...]:
    return (
        Kind(
            "review_sign", _("等我审核签字"), _("期限"), LIST, "review_round",
            to_sign, sign_line, newly_due,
            is_urgent=True, order=20, list_query="?tab=sign", has_deadline=True,
        ),
        Kind(
            "review_late", _("加急稿件，等我补签"), _("期限"), LIST, "review_round",
            to_sign_late, late_line, since("changed_at"),
            is_urgent=True, order=21, list_query="?tab=late", has_deadline=True,
        ),
        Kind(
            "review_returned", _("审核退回给我"), _("时间"), LIST, "review_round",
            returned, returned_line, since("changed_at"),
            is_urgent=True, order=22, list_query="?tab=returned",
        ),
    )  # fmt: skip
