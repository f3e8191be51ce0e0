"""The steps of 三审三校, which are Wagtail's workflow tasks."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Task

from sites.models import StaffRole


class Step(models.TextChoices):
    FIRST = "FIRST", _("一审一校")
    SECOND = "SECOND", _("二审二校")
    FINAL = "FINAL", _("终审终校")


# Who signs a step, by role in the article's own union.
STEP_ROLES: dict[str, tuple[StaffRole, ...]] = {
    Step.FIRST: (StaffRole.REVIEWER,),
    Step.SECOND: (StaffRole.DESK,),
    Step.FINAL: (StaffRole.CHIEF,),
}
# By the number of steps that a rule asks for.
STEPS_OF: dict[int, tuple[Step, ...]] = {
    1: (Step.FINAL,),
    2: (Step.FIRST, Step.FINAL),
    3: (Step.FIRST, Step.SECOND, Step.FINAL),
}


class ReviewTask(Task):
    """One step, the same for all unions: who may sign follows from the article's union.

    Signing has a screen of its own, where the reviewer sees what changed since the step before.
    Wagtail's own buttons to approve or reject are therefore offered to nobody.
    """

    step = models.CharField(_("审次"), max_length=10, choices=Step, unique=True)

    class Meta:
        verbose_name = _("审核环节")
        verbose_name_plural = _("审核环节")

    def start(self, workflow_state: Any, user: Any = None) -> Any:
        """Begin at the first step that this version has no valid signature for."""
        from review.actions import arrive

        step = arrive(workflow_state, self.step, by=user)
        if step == self.step:
            return super().start(workflow_state, user=user)
        return ReviewTask.objects.get(step=step).start(workflow_state, user=user)

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        """Only who may sign the step may mend the text while it is under review."""
        from review.policies import may_sign

        review = obj.review_rounds.open().first()
        return review is None or not may_sign(user, review)

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, str, bool]]:
        return []

    @classmethod
    def get_description(cls) -> str:
        return str(_("由本单位对应岗位的人员在审稿页面签字。"))
