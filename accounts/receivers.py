"""What follows from signing in, from a wrong code, and from disabling an account."""

from typing import Any

from allauth.mfa import signals as mfa
from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_login_failed
from django.db.models.signals import post_save

from accounts.middleware import PASSED
from accounts.models import StaffSession
from audit.actions import record


def connect() -> None:
    mfa.authenticator_used.connect(second_factor_passed, dispatch_uid="accounts.used")
    mfa.authenticator_added.connect(second_factor_set_up, dispatch_uid="accounts.added")
    mfa.authenticator_removed.connect(second_factor_removed, dispatch_uid="accounts.removed")
    mfa.authentication_failed.connect(second_factor_failed, dispatch_uid="accounts.failed")
    post_save.connect(
        end_sessions_of_disabled, sender=get_user_model(), dispatch_uid="accounts.disabled"
    )


def second_factor_passed(sender: Any, request: Any, **kwargs: Any) -> None:
    request.session[PASSED] = True


def second_factor_set_up(sender: Any, user: Any, authenticator: Any, **kwargs: Any) -> None:
    record("account.second_factor_on", subject=user, user=user, after={"kind": authenticator.type})


def second_factor_removed(sender: Any, user: Any, authenticator: Any, **kwargs: Any) -> None:
    record("account.second_factor_off", subject=user, user=user, after={"kind": authenticator.type})


def second_factor_failed(sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
    """A wrong code counts like a wrong password; a locked account begins again with the password."""
    credentials = {"username": user.get_username()}
    user_login_failed.send(sender=__name__, request=request, credentials=credentials)
    if getattr(request, "axes_locked_out", False):
        request.session.flush()


def end_sessions_of_disabled(sender: Any, instance: Any, **kwargs: Any) -> None:
    if not instance.is_active:
        StaffSession.objects.filter(user_id=instance.pk).delete()
