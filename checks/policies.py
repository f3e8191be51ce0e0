"""Who may let a finding pass."""

from typing import Any

from checks.findings import Finding
from checks.models import Level
from news.models import ArticlePage
from sites.models import StaffRole
from sites.queries import holds_role

RELEASERS = (StaffRole.CHIEF, StaffRole.ADMIN)


def may_check(user: Any, page: ArticlePage) -> bool:
    """Whoever may work on the article sees what is found in it."""
    rights = page.permissions_for_user(user)
    return rights.can_edit() or rights.can_publish()


def may_release_blocked(user: Any, page: ArticlePage) -> bool:
    """Whether a person may let pass what is forbidden: 终审 and 站点管理员 of that union."""
    return user.is_superuser or holds_role(user, page.organisation_id, RELEASERS)


def may_release(finding: Finding, *, blocked_too: bool) -> bool:
    if finding.is_final:
        return False
    return finding.level == Level.WARN or (finding.level == Level.BLOCK and blocked_too)
