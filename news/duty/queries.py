"""The figures of the board: read live, three queries for all columns of any number of unions.

The newest line of a column is two steps into the index of its list, one among the pinned and one
among the others; see docs/decisions/0054-duty-watch.md for what that costs at 3,000 unions.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Length, Substr
from django.utils import timezone

from news.duty.figures import (
    ColumnFigure,
    ColumnRow,
    State,
    Today,
    UnionFigure,
    column_figure,
)
from news.duty.limits import Limits
from news.models import ColumnPage, Entry, TopicPage
from news.models.entry import PIN_OFFSET, rank_of
from sites.models import Organisation

STEP = ColumnPage.steplen
ORDER = list(State)


def column_rows(unions: QuerySet[Organisation]) -> list[ColumnRow]:
    """The live columns of these unions with the time of their newest line; three queries.

    What stands in a sub-column counts for the columns above it too, and so do topics.
    """
    lines = Entry.objects.filter(column=OuterRef("pk")).newest_first().values("rank")
    found = (
        columns_of(unions)
        .annotate(
            newest=Subquery(lines.filter(rank__lt=PIN_OFFSET)[:1]),
            pinned=Subquery(lines.filter(rank__gte=PIN_OFFSET)[:1]),
        )
        .values_list(
            "pk", "organisation_id", "path", "code", "kind", "duty_days", "newest", "pinned"
        )
    )
    facts = {row[2]: row for row in found}
    newest = {path: newest_of(row[-2], row[-1]) for path, row in facts.items()}
    for path, topic_at in topics_below(unions):
        newest[path] = max(newest.get(path) or 0, topic_at)
    for path in sorted(newest, reverse=True):  # the lower ones first
        above, at = path[:-STEP], newest[path]
        if at is not None and above in facts:
            newest[above] = max(newest[above] or 0, at)
    made = dict(
        columns_of(unions)
        .filter(~Exists(Entry.objects.filter(column=OuterRef("pk"))))
        .values_list("pk", "first_published_at")
    )
    return [
        ColumnRow(*row[:6], made_at=microseconds(made.get(row[0])), newest_at=newest[path])
        for path, row in facts.items()
    ]


def columns_of(unions: QuerySet[Organisation]) -> QuerySet[ColumnPage]:
    """The live columns, as a plain queryset: that of translated models takes as long as all else."""
    return QuerySet(ColumnPage).filter(
        live=True,
        organisation__in=unions.order_by().values("pk"),
        content_type=ContentType.objects.get_for_model(ColumnPage),
    )


def newest_of(rank: int | None, pinned: int | None) -> int | None:
    """The later of two lines by their ranks, as microseconds since 1970."""
    if pinned is None:
        return rank
    return max(rank or 0, pinned - PIN_OFFSET)


def topics_below(unions: QuerySet[Organisation]) -> Iterable[tuple[str, int]]:
    """The paths of columns that hold topics, each with the time of its newest topic."""
    rows = (
        TopicPage.objects.live()
        .filter(
            organisation__in=unions.order_by().values("pk"),
            content_type=ContentType.objects.get_for_model(TopicPage),
        )
        .order_by()
        .annotate(above=Substr("path", 1, Length("path") - STEP))
        .values("above")
        .annotate(at=Max("first_published_at"))
        .values_list("above", "at")
    )
    return [(path, microseconds(at)) for path, at in rows]


def microseconds(at: datetime | None) -> int:
    return rank_of(at, is_pinned=False) if at else 0


def union_figures(
    unions: QuerySet[Organisation], *, today: date | None = None
) -> dict[int, UnionFigure]:
    """How each of these unions stands, by key and in tree order; five queries."""
    limits, day = Limits.current(), Today(today or timezone.localdate())
    named = unions.only("name", "short_name", "tier", "path", "depth", "numchild", "status", "slug")
    found = {union.pk: UnionFigure(union, limits, day) for union in named}
    for row in column_rows(unions):
        found[row.union_id].add(column_figure(row, limits, day))
    return found


def worst_first(figures: Iterable[UnionFigure]) -> list[UnionFigure]:
    """Those that fail as a whole, then by what is over, soon over, and how long already."""

    def key(figure: UnionFigure) -> tuple[Any, ...]:
        over = figure.red + figure.blank
        order = [ORDER.index(figure.state), -len(figure.vetoes), -over, -figure.warning]
        return (*order, figure.least, figure.union.path)

    return sorted(figures, key=key)


def columns_worst_first(figures: Iterable[UnionFigure]) -> list[ColumnFigure]:
    """All their columns: the longest over first, blank ones among them, the free ones last."""

    def key(column: ColumnFigure) -> tuple[Any, ...]:
        return column.left is None, column.left or 0, column.row.path

    return sorted((column for one in figures for column in one.columns), key=key)
