"""Giving an upper union the right to see or help a lower one, and taking it back."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.staff.errors import StaffError
from audit.actions import record
from sites.gate import Scope
from sites.models import Organisation, OrganisationQuerySet, Oversight, StaffRole
from sites.queries import unions_in_role


def runs_the_network(by: Any) -> bool:
    return by.is_active and Scope.of(by).is_network


def unions_opened_by(by: Any) -> OrganisationQuerySet:
    """The unions into which a person may let those above: the administered ones; operators: all."""
    if runs_the_network(by):
        return Organisation.objects.all()
    return unions_in_role(by, [StaffRole.ADMIN])


def rights_shown(by: Any) -> QuerySet[Oversight]:
    """The rights over these unions, and those that these unions have; ended ones too, the last
    given first.
    """
    rows = Oversight.objects.select_related("upper", "lower", "granted_by").order_by("-pk")
    if runs_the_network(by):
        return rows
    own = unions_opened_by(by)
    over = Oversight.objects.over(own).values("pk")
    return rows.filter(Q(pk__in=over) | Q(upper__in=own.values("pk")))


def may_end(by: Any, right: Oversight) -> bool:
    """A lower union ends what names it; what is over all below, operators end."""
    if right.ended_at is not None:
        return False
    if right.lower_id is None:
        return runs_the_network(by)
    return unions_opened_by(by).filter(pk=right.lower_id).exists()


@transaction.atomic
def give_oversight(
    upper: Organisation,
    *,
    lower: Organisation | None,
    level: str,
    first_date: date,
    last_date: date | None,
    reason: str,
    by: Any,
) -> Oversight:
    """Let the desk and the administrators of ``upper`` see or help ``lower``, or all below.

    The lower union's administrator gives it, never the upper one's; for all below: operators.
    """
    if lower is None:
        if not runs_the_network(by):
            raise PermissionDenied
    elif not unions_opened_by(by).filter(pk=lower.pk).exists():
        raise PermissionDenied
    elif lower.pk == upper.pk or not lower.path.startswith(upper.path):
        raise StaffError(_("只能给组织树上的上级工会。"))
    if level not in Oversight.Level.values:
        raise PermissionDenied
    if last_date is not None and last_date < max(first_date, timezone.localdate()):
        raise StaffError(_("最后一天不能早于第一天，也不能已经过去。"))
    right = Oversight.objects.create(
        upper=upper,
        lower=lower,
        level=level,
        first_date=first_date,
        last_date=last_date,
        reason=reason,
        granted_by=by,
    )
    after = {
        "upper": upper.name, "lower": lower.name if lower else "*", "level": level,
        "first_date": first_date, "last_date": last_date, "reason": reason,
    }  # fmt: skip
    record("oversight.give", subject=right, user=by, after=after)
    return right


@transaction.atomic
def end_oversight(right_id: int, *, by: Any) -> Oversight:
    """Takes effect at once."""
    right = Oversight.objects.select_for_update(of=("self",)).get(pk=right_id)
    if right.ended_at is not None:
        return right
    if not may_end(by, right):
        raise PermissionDenied
    right.ended_at = timezone.now()
    right.save(update_fields=["ended_at"])
    record("oversight.end", subject=right, user=by)
    return right
