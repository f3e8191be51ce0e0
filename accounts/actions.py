"""Ending sessions, opening locks, and giving a person a new start with the second factor."""

from typing import Any

from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from wagtail.models import APIToken

from accounts.models import StaffSession
from accounts.policies import is_security_officer, may_look_after
from audit.actions import record


def shut_out(person: Any, *, but: str | None = None) -> int:
    """End a person's sessions, save the one with that key, and all their tokens for programs.

    Who has stolen a session may have made a token of it. Returns how many ended.
    """
    sessions = StaffSession.objects.filter(user_id=person.pk).exclude(session_key=but)
    tokens = APIToken.objects.filter(user_id=person.pk, revoked_at__isnull=True)
    return sessions.delete()[0] + tokens.update(revoked_at=timezone.now())


@transaction.atomic
def end_own_sessions(user: Any, *, but: str | None) -> int:
    """Sign a person out everywhere except in the session with that key; returns how many ended."""
    count = shut_out(user, but=but)
    record("account.end_sessions", subject=user, user=user, after={"count": count})
    return count


@transaction.atomic
def end_sessions(person: Any, *, by: Any) -> int:
    """Sign somebody out everywhere, at once."""
    require_care(by, person)
    count = shut_out(person)
    record("account.end_sessions", subject=person, user=by, after={"count": count})
    return count


@transaction.atomic
def unlock(person: Any, *, by: Any) -> int:
    """Forget the failed attempts on an account, whatever address they came from."""
    require_care(by, person)
    count, _by_model = AccessAttempt.objects.filter(username=person.get_username()).delete()
    record("account.unlock", subject=person, user=by)
    return count


@transaction.atomic
def reset_second_factor(person: Any, *, by: Any) -> None:
    """For a lost telephone: the next sign-in asks to set the second factor up again.

    Security officers only, and not for themselves: who can reset it could otherwise do without.
    """
    require_care(by, person)
    if not (is_security_officer(by) and by.pk != person.pk):
        raise PermissionDenied
    Authenticator.objects.filter(user=person).delete()
    shut_out(person)
    record("account.reset_second_factor", subject=person, user=by)


def require_care(by: Any, person: Any) -> None:
    if not may_look_after(by, person):
        raise PermissionDenied
