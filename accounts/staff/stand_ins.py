"""Standing in (代理): a post of somebody who is away, given to a colleague for a period."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.staff.actions import known_roles, locked, require_administrator, require_other
from accounts.staff.errors import StaffError
from accounts.staff.policies import administered_unions
from accounts.staff.queries import colleagues, roles_in
from audit.actions import record
from sites.models import Organisation, StaffGroup, StandIn


@transaction.atomic
def let_stand_in(
    absent: Any,
    *,
    deputy: Any,
    organisation: Organisation,
    roles: Iterable[str],
    first_date: date,
    last_date: date,
    reason: str,
    by: Any,
) -> list[StandIn]:
    """Give a colleague posts of an absent person from one day to another, both included.

    Only posts that the absent person holds themselves, and never to who arranges it.
    """
    require_administrator(by, organisation)
    require_other(by, deputy)
    absent = locked(absent, by)
    wanted = known_roles(roles)
    if not wanted or not set(wanted) <= set(roles_in(absent, organisation)):
        raise StaffError(_("只能代理这个人自己在本会的岗位。"))
    if not colleagues(organisation, but=absent).filter(pk=deputy.pk).exists():
        raise StaffError(_("代理的人要是本会在岗的人员。"))
    if last_date < max(first_date, timezone.localdate()):
        raise StaffError(_("最后一天不能早于第一天，也不能已经过去。"))
    posts = StaffGroup.objects.filter(organisation=organisation, role__in=wanted).order_by("pk")
    rows = [
        StandIn.objects.create(
            post=post,
            absent=absent,
            deputy=deputy,
            first_date=first_date,
            last_date=last_date,
            reason=reason,
            granted_by=by,
        )
        for post in posts
    ]
    after = {
        "union": organisation.name, "roles": wanted, "deputy": deputy.get_username(),
        "first_date": first_date, "last_date": last_date, "reason": reason,
    }  # fmt: skip
    record("staff.stand_in", subject=absent, user=by, after=after)
    return rows


@transaction.atomic
def end_stand_in(stand_in_id: int, *, by: Any) -> StandIn:
    """End it now, or take back one that has not begun. The deputy loses the rights at once."""
    row = StandIn.objects.select_for_update(of=("self",)).get(pk=stand_in_id)
    if not stand_ins_managed(by).filter(pk=row.pk).exists():
        raise PermissionDenied
    if row.ended_at is None:
        row.ended_at = timezone.now()
        row.save(update_fields=["ended_at"])
        after = {"post": str(row.post), "deputy": row.deputy.get_username()}
        record("staff.end_stand_in", subject=row.absent, user=by, after=after)
    return row


def stand_ins_managed(by: Any) -> Any:
    """Those in the unions of an administrator; all for a security officer."""
    return StandIn.objects.filter(post__organisation__in=administered_unions(by).values("pk"))


def stand_ins_of(person: Any, by: Any) -> QuerySet[StandIn]:
    """Where this person is absent or stands in, as far as it is the business of ``by``."""
    rows = stand_ins_managed(by).coming_or_in_force()
    mine = rows.filter(absent=person) | rows.filter(deputy=person)
    return mine.select_related("post__organisation", "absent", "deputy")
