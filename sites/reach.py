"""How far a person reaches below the own unions, by oversight rights.

Read once for each person and request, and kept on the account as Wagtail keeps rights: the cost is
one query for desks and administrators, whatever the number of unions and roles, and none for others.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from sites.models import Organisation, Oversight, StaffGroup, StaffRole, StandIn

OVERSEERS = (StaffRole.DESK, StaffRole.ADMIN)


def own_posts(user: Any) -> QuerySet[StaffGroup]:
    """The posts that a person fills today: the own ones, and those they stand in for."""
    own = StaffGroup.objects.filter(group__user=user).values("pk")
    deputised = StandIn.objects.in_force().filter(deputy=user).values("post")
    return StaffGroup.objects.filter(pk__in=own.union(deputised))


def own_roles(user: Any) -> frozenset[str]:
    """The roles of these posts, in whatever unions; one query for all who ask in a request."""
    if not hasattr(user, "_own_roles"):
        rows = own_posts(user).order_by().values_list("role", flat=True).distinct()
        user._own_roles = frozenset(rows)
    return user._own_roles


@dataclass(frozen=True)
class Reach:
    """Unions named one by one, and branches of the tree: all below these paths."""

    unions: tuple[int, ...] = ()
    branches: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.unions or self.branches)

    @property
    def organisations(self) -> QuerySet[Organisation]:
        found = Q(pk__in=self.unions)
        for path in self.branches:
            found |= Q(path__startswith=path) & ~Q(path=path)
        return Organisation.objects.filter(found)


def outermost(paths: set[str]) -> tuple[str, ...]:
    """Without the branches that hang on another one."""
    kept: list[str] = []
    for path in sorted(paths):
        if not (kept and path.startswith(kept[-1])):
            kept.append(path)
    return tuple(kept)


def reaches(user: Any) -> dict[str, Reach]:
    """By level; who may help may see as well."""
    if not hasattr(user, "_oversight_reach"):
        user._oversight_reach = read_reaches(user)
    return user._oversight_reach


def read_reaches(user: Any) -> dict[str, Reach]:
    if not own_roles(user) & set(OVERSEERS):
        return {level: Reach() for level in Oversight.Level.values}
    heads = own_posts(user).filter(role__in=OVERSEERS).values("organisation")
    rows = list(
        Oversight.objects.in_force()
        .filter(upper__in=heads)
        .values_list("level", "upper__path", "lower", "lower__path")
    )
    levels = {
        Oversight.Level.SEE: {Oversight.Level.SEE, Oversight.Level.HELP},
        Oversight.Level.HELP: {Oversight.Level.HELP},
    }
    return {
        level: Reach(
            unions=tuple(
                sorted(
                    {
                        lower
                        for name, upper, lower, path in rows
                        if name in names and lower and path.startswith(upper)
                    }
                )
            ),
            branches=outermost(
                {upper for name, upper, lower, _p in rows if name in names and not lower}
            ),
        )
        for level, names in levels.items()
    }


def helped_ids(user: Any) -> frozenset[int]:
    """The keys of the unions that a person helps from above; no query where there are none."""
    if not hasattr(user, "_helped_ids"):
        reach = reaches(user)[Oversight.Level.HELP]
        keys = reach.organisations.order_by().values_list("pk", flat=True) if reach else ()
        user._helped_ids = frozenset(keys)
    return user._helped_ids
