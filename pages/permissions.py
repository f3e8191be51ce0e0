"""What a person may do with a page, where an app above has a say in how it goes public."""

from typing import Any

from wagtail import hooks
from wagtail.models import PagePermissionTester, Workflow


def goes_by_review(page: Any, user: Any) -> bool:
    """Whether the page, or one that the person writes below it, goes public by others' hands.

    Hook ``goes_by_review``, (page, user) -> bool.
    """
    return any(asked(page, user) for asked in hooks.get_hooks("goes_by_review"))


def find_workflow(page: Any) -> Workflow | None:
    """The workflow of a page, or of what is written below it: hook ``find_workflow``, page -> one."""
    for find in hooks.get_hooks("find_workflow"):
        if (workflow := find(page)) is not None:
            return workflow
    return None


class PagePermissions(PagePermissionTester):
    """Wagtail's answers, but for pages that go by review: no button publishes them.

    For articles not even a superuser's. Taking down, unscheduling and privacy stay with who may publish.
    What the policy gives by the page's union is added to what rights on pages give.
    """

    def __init__(self, user: Any, page: Any) -> None:
        super().__init__(user, page)
        by_union = getattr(self.permission_policy, "actions_by_union", None)
        if by_union is not None and hasattr(self, "permissions"):
            self.permissions |= by_union(user, page)

    def can_publish(self) -> bool:
        return super().can_publish() and not goes_by_review(self.page, self.user)

    def can_publish_subpage(self) -> bool:
        return super().can_publish_subpage() and not goes_by_review(self.page, self.user)

    def can_unschedule(self) -> bool:
        return super().can_publish()

    def can_set_view_restrictions(self) -> bool:
        return super().can_publish()

    def can_submit_for_moderation(self) -> bool:
        return goes_by_review(self.page, self.user) and super().can_submit_for_moderation()
