"""The monthly bulletin (信息采用情况通报) of a union for itself and all below it."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import groupby

from sites.models import Organisation, Tier
from syndication.ledger import counts
from syndication.ledger.figures import Figures, Month
from syndication.ledger.points import Adopted, PointTable
from syndication.models import Outlet, TopicCall

AUTHORS_SHOWN = 30
# Names in a byline are parted by punctuation, or by a blank after a whole Chinese name.
NAME_END = re.compile(r"[、，,;；/]|(?<=[\u4e00-\u9fff]{2})\s+")


@dataclass(frozen=True)
class AuthorRow:
    name: str
    union: Organisation
    count: int
    points: Decimal
    rank: int = 0


@dataclass(frozen=True)
class OutletRow:
    outlet: Outlet
    articles: int
    briefs: int
    points: Decimal
    fee: Decimal


class Bulletin:
    """A month of one union's subtree. Every part is counted once, when it is first asked for."""

    def __init__(self, head: Organisation, month: Month) -> None:
        self.head, self.month = head, month
        self.table = PointTable()

    @cached_property
    def unions(self) -> list[Organisation]:
        return list(Organisation.objects.within(self.head).open())

    @cached_property
    def adopted(self) -> list[Adopted]:
        span = self.month.span
        return [
            *counts.adopted_in_network(self.head, span, self.table),
            *counts.adopted_elsewhere(self.head, span),
        ]

    @cached_property
    def figures(self) -> dict[int, Figures]:
        """By the key of the union, in tree order."""
        found = {union.pk: Figures(union) for union in self.unions}
        self.count_acts(found)
        self.count_points(found)
        return found

    def count_acts(self, found: dict[int, Figures]) -> None:
        head, span = self.head, self.month.span
        own, relayed = counts.handed_in(head, span)
        late, declined = counts.late_and_declined(head, span)
        back, published = counts.returned(head, span), counts.published(head, span)
        active = counts.active_months(head, [month.span for month in self.month.year_to_here])
        for key, row in found.items():
            row.handed_in, row.relayed = own.get(key, 0), relayed.get(key, 0)
            row.late, row.declined = late.get(key, 0), declined.get(key, 0)
            row.returned, row.published = back.get(key, 0), published.get(key, 0)
            row.zero_months = self.month.number - active.get(key, 0)

    def count_points(self, found: dict[int, Figures]) -> None:
        for part in self.adopted:
            row = found.get(part.union_id)
            if row is None:  # a union that was closed since
                continue
            outlet = self.table.by_id.get(part.outlet_id) if part.outlet_id else None
            if outlet and outlet.kind == Outlet.Kind.NETWORK:
                row.adopted[outlet.tier] = row.adopted.get(outlet.tier, 0) + part.count
            else:
                row.elsewhere += part.count
            row.points += self.table.points(part)
            row.fee += self.table.fee(part)
        add_up(found.values())

    @cached_property
    def cities(self) -> list[Figures]:
        """Cities by the points of all their unions."""
        return ranked([row for row in self.below if row.union.tier == Tier.CITY])

    @cached_property
    def counties(self) -> list[Figures]:
        return ranked([row for row in self.below if row.union.tier == Tier.COUNTY])

    @property
    def below(self) -> list[Figures]:
        return [row for row in self.figures.values() if row.union.pk != self.head.pk]

    @cached_property
    def authors(self) -> list[AuthorRow]:
        """The first names of the bylines, by points."""
        number: dict[tuple[str, int], int] = defaultdict(int)
        points: dict[tuple[str, int], Decimal] = defaultdict(Decimal)
        for part in self.adopted:
            key = first_author(part.author), part.union_id
            if key[0] and part.union_id in self.figures:
                number[key] += part.count
                points[key] += self.table.points(part)
        rows = [
            AuthorRow(name, self.figures[union].union, number[name, union], points[name, union])
            for name, union in number
        ]
        rows.sort(key=lambda row: (-row.points, -row.count, row.union.path, row.name))
        places = places_of([row.points for row in rows])
        return [
            AuthorRow(row.name, row.union, row.count, row.points, place)
            for row, place in zip(rows, places, strict=True)
        ][:AUTHORS_SHOWN]

    @cached_property
    def outlets(self) -> list[OutletRow]:
        """What was adopted at each outlet, in the outlets' order; those with nothing too."""
        parts: dict[int | None, list[Adopted]] = defaultdict(list)
        for part in self.adopted:
            parts[part.outlet_id].append(part)
        return [
            OutletRow(
                outlet,
                sum(part.count for part in parts[outlet.pk] if not part.is_brief),
                sum(part.count for part in parts[outlet.pk] if part.is_brief),
                sum((self.table.points(part) for part in parts[outlet.pk]), Decimal(0)),
                sum((self.table.fee(part) for part in parts[outlet.pk]), Decimal(0)),
            )
            for outlet in self.table.outlets
            if outlet.is_active or parts[outlet.pk]
        ]

    @cached_property
    def with_none(self) -> list[Figures]:
        """Units that handed in nothing, the longest silence of the year first."""
        rows = [row for row in self.below if not row.handed_in]
        return sorted(rows, key=lambda row: (-row.zero_months, row.union.path))

    @cached_property
    def late(self) -> list[Figures]:
        return sorted((row for row in self.below if row.late), key=lambda row: -row.late)

    @cached_property
    def calls(self) -> list[TopicCall]:
        """The head's calls for the month after."""
        following = self.month.shifted(1)
        first, end = following.first_day, following.shifted(1).first_day
        calls = TopicCall.objects.filter(
            organisation=self.head, withdrawn_at__isnull=True, first_date__lt=end
        )
        return list(calls.filter(last_date__gte=first).order_by("last_date", "pk"))

    @cached_property
    def sums(self) -> dict[str, int | Decimal]:
        rows = self.figures.values()
        return {
            "handed_in": sum(row.handed_in for row in rows),
            "adoptions": sum(row.adoptions for row in rows),
            "points": sum((row.points for row in rows), Decimal(0)),
            "fee": sum((row.fee for row in rows), Decimal(0)),
            "published": sum(row.published for row in rows),
        }


def first_author(byline: str) -> str:
    """The first name of a byline, without the blank that some put into a name of two characters."""
    return NAME_END.split(byline.strip(), maxsplit=1)[0].strip()


def add_up(rows: Iterable[Figures]) -> None:
    """Give each union the points of itself and of all below it."""
    by_path = {row.union.path: row for row in rows}
    for row in list(by_path.values()):
        for path in (*row.union.upper_paths, row.union.path):
            if path in by_path:
                by_path[path].total += row.points


def ranked(rows: list[Figures]) -> list[Figures]:
    """By points, then by what was handed in; the same points share a place."""
    rows = sorted(rows, key=lambda row: (-row.total, -row.handed_in, row.union.path))
    for row, place in zip(rows, places_of([row.total for row in rows]), strict=True):
        row.rank = place
    return rows


def places_of(points: list[Decimal]) -> list[int]:
    """1, 2, 2, 4 for descending points of which the second and the third are the same."""
    places: list[int] = []
    for _points, group in groupby(points):
        size = len(list(group))
        places += [len(places) + 1] * size
    return places


@dataclass(frozen=True)
class Rank:
    """A place among the unions of the same tier below ``head``, of how many."""

    head: Organisation
    place: int
    of: int


def rank_of_union(bulletin: Bulletin, union: Organisation) -> Rank | None:
    """The place of a union in an upper union's bulletin; nothing of the others."""
    rows = bulletin.cities if union.tier == Tier.CITY else bulletin.counties
    own = next((row for row in rows if row.union.pk == union.pk), None)
    return Rank(bulletin.head, own.rank, len(rows)) if own else None
