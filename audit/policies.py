"""Who may read the audit log. Nobody may change it."""

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

READ_PERMISSION = "audit.view_auditentry"


def may_read_log(user: AbstractBaseUser | AnonymousUser) -> bool:
    return user.is_active and user.has_perm(READ_PERMISSION)  # type: ignore[union-attr]
