"""Who may read the audit log. Nobody may change it."""

from typing import Any

READ_PERMISSION = "audit.view_auditentry"


def may_read_log(user: Any) -> bool:
    return user.is_active and user.has_perm(READ_PERMISSION)
