"""What a person is reminded of: fronts and columns of their own unions that are near the limit."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from news.duty.figures import LONG_AGO, ColumnFigure, State, UnionFigure, left_in_words, state_of
from news.duty.limits import Limit, Subject
from news.duty.queries import columns_worst_first, union_figures, worst_first
from news.duty.rows import dressed_columns
from sites.models import OrganisationQuerySet
from sites.queries import unions_in_role
from sites.staff import WRITERS

MOST_LINES = 8
MOST_UNIONS = 4
BAD = {State.RED, State.WARNING}


@dataclass(frozen=True)
class DutyLine:
    """A front page or a column near its limit; a front page has no column."""

    title: str
    left: int
    state: State
    column_id: int | None = None

    @property
    def words(self) -> str:
        return left_in_words(self.left)


@dataclass(frozen=True)
class UnionLines:
    """The worst lines of a union, and how many there are in all."""

    figure: UnionFigure
    lines: list[DutyLine]
    count: int

    @property
    def url(self) -> str:
        return reverse("duty_columns") + f"?union={self.figure.union.pk}"


def near_the_limit(
    unions: OrganisationQuerySet, *, since: date | None = None, today: date | None = None
) -> list[UnionLines]:
    """What is near or beyond its limit in these unions: the worst of them, the worst first.

    With ``since`` only what has become so after that day. Unions with nothing to say are left out;
    one more than ``MOST_UNIONS`` tells that there are others. The number of queries is fixed.
    """
    figures = union_figures(unions, today=today)
    found = []
    for figure in worst_first(figures.values()):
        front, columns = front_line(figure, since), bad_columns(figure, since)
        if front or columns:
            found.append((figure, front, columns))
    found = found[: MOST_UNIONS + 1]
    shown = [column for _figure, _front, columns in found for column in columns[:MOST_LINES]]
    titles = {row.column.row.page_id: row.title for row in dressed_columns(shown, figures)}
    return [
        UnionLines(
            figure, [*front, *lines_of(columns[:MOST_LINES], titles)], len(front) + len(columns)
        )
        for figure, front, columns in found
    ]


def bad_columns(figure: UnionFigure, since: date | None) -> list[ColumnFigure]:
    return [
        column
        for column in columns_worst_first([figure])
        if column.is_bad and is_new(column.left, column.limit, figure, since)
    ]


def lines_of(columns: list[ColumnFigure], titles: dict[int, str]) -> list[DutyLine]:
    return [
        DutyLine(titles[column.row.page_id], column.left or 0, column.state, column.row.page_id)
        for column in columns
        if column.row.page_id in titles
    ]


def front_line(figure: UnionFigure, since: date | None) -> list[DutyLine]:
    left, limit = figure.front_left, figure.limits.of(Subject.FRONT)
    if left is None or figure.front_state not in BAD or not is_new(left, limit, figure, since):
        return []
    return [DutyLine(_("首页"), left, figure.front_state)]


def is_new(left: int | None, limit: Limit | None, figure: UnionFigure, since: date | None) -> bool:
    """Whether it stood better on the day of the last reminder."""
    if since is None or left is None:
        return True
    then = left + (figure.today.day - since).days
    return left > LONG_AGO and state_of(then, limit) != state_of(left, limit)


@dataclass(frozen=True)
class DigestLine:
    title: str
    union: str
    at: date | None


@dataclass(frozen=True)
class DigestPart:
    """A part of the daily mail (hook ``add_to_digest``); ``path`` leads to all of it."""

    label: str
    at_label: str
    path: str
    count: int
    lines: list[DigestLine]


def add_to_digest(user: Any, last: datetime | None) -> Iterable[DigestPart]:
    """What has come near its limit, or gone beyond, since the last mail; for those who write."""
    since = timezone.localdate(last) if last else None
    unions = unions_in_role(user, WRITERS).open()
    for row in near_the_limit(unions, since=since)[:MOST_UNIONS]:
        union, day = row.figure.union, row.figure.today.day
        lines = [
            DigestLine(f"{line.title}（{line.words}）", union.short_name, limit_day(line, day))
            for line in row.lines
        ]
        label = _("更新期限：%(union)s") % {"union": union.short_name}
        yield DigestPart(label, _("期限"), row.url, row.count, lines)


def limit_day(line: DutyLine, today: date) -> date | None:
    return today + timedelta(days=line.left) if line.left > LONG_AGO else None
