"""Reads for the account security screen."""

from typing import Any

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from accounts.models import StaffSession
from accounts.policies import people_looked_after

SHOWN = 20


def open_sessions(user: Any) -> int:
    return StaffSession.objects.filter(user_id=user.pk, expire_date__gt=timezone.now()).count()


def locking_attempts() -> QuerySet[AccessAttempt]:
    """The rows that lock an account at an address, as django-axes counts them."""
    since = timezone.now() - settings.AXES_COOLOFF_TIME
    return AccessAttempt.objects.filter(
        failures_since_start__gte=settings.AXES_FAILURE_LIMIT, attempt_time__gte=since
    )


def people_to_show(by: Any, words: str) -> QuerySet[Any]:
    """People whom ``by`` looks after: those who match the words, else those that are locked."""
    sessions = (
        StaffSession.objects.filter(user_id=OuterRef("pk"), expire_date__gt=timezone.now())
        .order_by()
        .values("user_id")
        .annotate(number=Count("pk"))
        .values("number")
    )
    people = people_looked_after(by).annotate(
        is_locked=Exists(locking_attempts().filter(username=OuterRef("username"))),
        sessions=Subquery(sessions, output_field=IntegerField()),
    )
    if not words:
        return people.filter(is_locked=True)[:SHOWN]
    found = Q(username__icontains=words) | Q(first_name__icontains=words)
    return people.filter(found | Q(last_name__icontains=words))[:SHOWN]
