"""One desk: what waits for a person, over all unions they serve, whichever app it comes from.

An app names its kinds by the hook ``register_waiting``, a list of Kind; what is due within how
many hours is due soon is asked by ``waiting_soon_hours``.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Count, Q, QuerySet, Value
from django.utils import timezone
from wagtail import hooks

from sites.models import Organisation, StaffRole
from sites.queries import OrganisationQuerySet
from sites.reach import own_posts

MOST_URGENT = 5
SOON_HOURS = 24


@dataclass(frozen=True)
class Moment:
    """For whom, and at what time, something waits. What is due before ``soon`` is due soon."""

    user: AbstractBaseUser
    now: datetime = field(default_factory=timezone.now)
    soon: datetime | None = None

    @classmethod
    def of(cls, user: AbstractBaseUser) -> "Moment":
        now = timezone.now()
        hours = [asked() for asked in hooks.get_hooks("waiting_soon_hours")] or [SOON_HOURS]
        return cls(user, now, now + timedelta(hours=max(hours)))

    @cached_property
    def posts(self) -> list[tuple[str, int]]:
        """Roles and unions that the person fills; read once for all kinds of things."""
        return list(own_posts(self.user).order_by().values_list("role", "organisation"))

    def unions_in(self, roles: Iterable[StaffRole]) -> OrganisationQuerySet:
        """The unions in which the person holds one of these roles."""
        wanted = set(roles)
        return Organisation.objects.filter(
            pk__in={union for role, union in self.posts if role in wanted}
        )


@dataclass(frozen=True)
class Line:
    """One thing that waits: what it is, at which union, until or since when."""

    key: int
    title: str
    union: str
    at: date | datetime | None


@dataclass(frozen=True)
class Kind:
    """A kind of thing that waits. URL names lead to its list and, by key, to one of its rows.

    ``order`` is its place among the kinds; ``has_deadline`` says that a line's time is a deadline.
    """

    name: str
    label: Any
    at_label: Any
    list_url: str
    row_url: str
    rows: Callable[[Moment], QuerySet]
    line: Callable[[Any], Line]
    is_new: Callable[[Moment, datetime], Q]
    is_urgent: bool = False
    order: int = 100
    list_query: str = ""
    has_deadline: bool = False


@dataclass(frozen=True)
class Waiting:
    """What of one kind waits; ``lines`` are the most urgent."""

    kind: Kind
    count: int
    lines: list[Line]


def kinds() -> list[Kind]:
    """Of all apps, in the order of urgency, which is that of the panel and of the digest."""
    named = (kind for register in hooks.get_hooks("register_waiting") for kind in register())
    return sorted(named, key=lambda kind: kind.order)


def since(*fields: str) -> Callable[[Moment, datetime], Q]:
    """New are rows of which one of these times is later than the last digest."""

    def is_new(moment: Moment, last: datetime) -> Q:
        return Q(*((f"{field}__gt", last) for field in fields), _connector=Q.OR)

    return is_new


def count_waiting(
    moment: Moment, *, last: datetime | None = None, among: Sequence[Kind] | None = None
) -> dict[str, int]:
    """How many things of each kind wait for the person, or only new ones; one query, one for the
    person's posts, and what a kind has to read before it can tell.

    ``among`` some kinds only, for a counter that is on every screen.
    """
    all_kinds = kinds() if among is None else among
    parts = [
        (kind.rows(moment).filter(kind.is_new(moment, last)) if last else kind.rows(moment))
        .order_by()
        .annotate(waits_as=Value(kind.name))
        .values("waits_as")
        .annotate(number=Count("pk"))
        .values_list("waits_as", "number")
        for kind in all_kinds
    ]
    found = dict(parts[0].union(*parts[1:], all=True)) if parts else {}
    return {kind.name: found.get(kind.name, 0) for kind in all_kinds}


def waiting_for(user: AbstractBaseUser, *, last: datetime | None = None) -> list[Waiting]:
    """What waits for the person, the most urgent kind first; three queries and one a kind.

    With ``last`` only what is new since then.
    """
    moment = Moment.of(user)
    counts = count_waiting(moment, last=last)
    found = []
    for kind in kinds():
        if counts[kind.name]:
            rows = kind.rows(moment)
            rows = rows.filter(kind.is_new(moment, last)) if last else rows
            lines = [kind.line(row) for row in rows[:MOST_URGENT]]
            found.append(Waiting(kind, counts[kind.name], lines))
    return found


@dataclass(frozen=True)
class Due:
    """One line with a deadline, whatever its kind."""

    line: Line
    kind: Kind
    at: datetime
    is_late: bool
    is_day: bool  # told without an hour


def by_due_time(waiting: list[Waiting], now: datetime) -> list[Due]:
    """All lines that have a deadline, what is due first on top. A day is due at its end."""
    found = []
    for row in waiting:
        for line in row.lines:
            if row.kind.has_deadline and line.at is not None:
                at = end_of(line.at)
                is_day = not isinstance(line.at, datetime)
                found.append(Due(line, row.kind, at, at < now, is_day))
    return sorted(found, key=lambda due: due.at)


def end_of(at: date | datetime) -> datetime:
    if isinstance(at, datetime):
        return at
    return timezone.make_aware(datetime.combine(at + timedelta(days=1), datetime.min.time()))
