"""Who may sign what."""

from typing import Any

from django.utils.translation import gettext as _

from review.models import STEP_ROLES, ReviewRound, Step
from sites.gate import Scope
from sites.models import StaffGroup, StaffRole, StandIn
from sites.queries import holds_role, unions_seen

# Who sets the union's own rules.
RULERS = (StaffRole.ADMIN, StaffRole.CHIEF)
# Who hands an article in, and takes it back.
SUBMITTERS = (StaffRole.EDITOR, StaffRole.DESK, StaffRole.ADMIN)


def why_not(user: Any, review: ReviewRound, step: str) -> str:
    """Why a person can't sign that step of a round; empty if they can.

    Separation of duties: nobody reviews what they wrote or handed in, nobody signs two steps.
    A superuser who holds no role in the union signs nothing.
    """
    if not user.is_active or not holds_role(user, review.organisation_id, STEP_ROLES.get(step, ())):
        return _("这一审由本单位的%(roles)s签字。") % {"roles": roles_of(step)}
    own = {review.submitted_by_id, review.article.owner_id}
    if user.pk in own or review.writers.filter(pk=user.pk).exists():
        return _("自己写的、自己送审的稿件不能自己审。")
    if review.signatures.valid().filter(signer=user).exists():
        return _("您已经签过这篇稿件的另一审，一个人不能签两审。")
    return ""


def roles_of(step: str) -> str:
    return "、".join(str(role.label) for role in STEP_ROLES.get(step, ()))


def may_sign(user: Any, review: ReviewRound, step: str = "") -> bool:
    step = step or review.step
    return step in review.steps and not why_not(user, review, step)


def absent_signer(user: Any, organisation_id: int, step: str) -> Any | None:
    """For whom a person signs that step; None where they hold its role themselves."""
    posts = StaffGroup.objects.filter(
        organisation=organisation_id, role__in=STEP_ROLES.get(step, ())
    )
    if posts.filter(group__user=user).exists():
        return None
    rows = StandIn.objects.in_force().filter(deputy=user, post__in=posts)
    stand_in = rows.select_related("absent").order_by("pk").first()
    return stand_in.absent if stand_in else None


def rounds_read(user: Any) -> Any:
    """The rounds of the unions whose drafts a person may read; all for who works for the network."""
    if Scope.of(user).is_network:
        return ReviewRound.objects.all()
    return ReviewRound.objects.filter(organisation__in=unions_seen(user).values("pk"))


def may_submit(user: Any, organisation_id: int) -> bool:
    return holds_role(user, organisation_id, SUBMITTERS)


def late_step(user: Any, review: ReviewRound) -> Step | None:
    """The step that a person may sign afterwards in an urgent round that is not complete."""
    if review.state != ReviewRound.State.PASSED or not review.is_urgent or review.completed_at:
        return None
    done = set(review.signatures.valid().values_list("step", flat=True))
    for code in review.steps:
        if code not in done and not why_not(user, review, code):
            return Step(code)
    return None
