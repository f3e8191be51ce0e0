"""The links of a search page: scopes, facets, orders and pages, each with its address."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from news.models import ColumnKind, Genre
from search.engines import Answer
from search.engines.base import BELOW, NETWORK, RELEVANCE, SCOPES, about
from search.forms import FACET_LABELS, SCOPE_LABELS, SORT_LABELS
from search.queries import LAST_PAGE, Search
from sites.models import Organisation, Tier

NEAR = 2  # page numbers shown on each side of the present one


@dataclass(frozen=True)
class Link:
    label: Any
    url: str
    is_current: bool = False
    count: str = ""


@dataclass(frozen=True)
class Facet:
    label: Any
    values: list[Link]

    @property
    def chosen(self) -> Link | None:
        return next((link for link in self.values if link.is_current), None)


class SearchLinks:
    """Addresses of this search with something changed; all begin at its first page."""

    def __init__(self, path: str, search: Search, answer: Answer) -> None:
        self.path = path
        self.search = search
        self.answer = answer

    def url(self, **changes: Any) -> str:
        search = self.search
        values: dict[str, Any] = {
            "q": search.typed,
            "scope": "" if search.scope == NETWORK else search.scope,
            "sort": "" if search.sort == RELEVANCE else search.sort,
            **search.filters,
        } | changes
        return f"{self.path}?{urlencode({name: value for name, value in values.items() if value})}"

    def scopes(self) -> list[Link]:
        """The scope "below" only where there are unions below."""
        here = self.search.here
        offered = [name for name in SCOPES if name != BELOW or (here.numchild and here.depth > 1)]
        return [
            Link(
                SCOPE_LABELS[name],
                self.url(scope="" if name == NETWORK else name),
                name == self.search.scope,
                self.answer.said[name],
            )
            for name in offered
        ]

    def sorts(self) -> list[Link]:
        return [
            Link(label, self.url(sort="" if name == RELEVANCE else name), name == self.search.sort)
            for name, label in SORT_LABELS.items()
        ]

    def facets(self) -> list[Facet]:
        """Facets with more than one value, and those of which one is chosen."""
        facets = []
        for name, label in FACET_LABELS.items():
            values = list(self.values(name))
            if len(values) > 1 or any(link.is_current for link in values):
                facets.append(Facet(label, values))
        return facets

    def values(self, facet: str) -> Iterable[Link]:
        chosen = self.search.filters.get(facet)
        counts = dict(self.answer.facets[facet])
        if chosen:
            counts.setdefault(chosen, 0)
        labels = facet_labels(facet, counts)
        for value, count in counts.items():
            if value in labels:
                is_chosen = value == chosen
                url = self.url(**{facet: "" if is_chosen else value})
                yield Link(labels[value], url, is_chosen, about(count, self.answer.is_estimated))

    @property
    def is_behind_the_last(self) -> bool:
        return self.search.page > self.page_count()

    def last_page(self) -> str:
        return self.page_url(self.page_count())

    def page_count(self) -> int:
        return min(LAST_PAGE, max(1, -(-self.answer.total // self.search.size)))

    def pages(self) -> list[Link | None]:
        """The first and last page, those near this one, and None where some are left out."""
        here, last = self.search.page, self.page_count()
        near = range(max(1, here - NEAR), min(last, here + NEAR) + 1)
        shown: list[Link | None] = []
        before = 0
        for number in sorted({1, last, *near}):
            if number - before > 1:
                shown.append(None)
            shown.append(Link(number, self.page_url(number), number == here))
            before = number
        return shown

    def page_url(self, number: int) -> str:
        return self.url(page=number if number > 1 else "")

    def next_page(self) -> str:
        here = self.search.page
        return self.page_url(here + 1) if here < self.page_count() else ""

    def previous_page(self) -> str:
        here = min(self.search.page, self.page_count() + 1)
        return self.page_url(here - 1) if here > 1 else ""


def facet_labels(facet: str, values: Iterable[str]) -> dict[str, Any]:
    match facet:
        case "tier":
            return dict(Tier.choices)
        case "kind":
            return dict(ColumnKind.choices)
        case "genre":
            return dict(Genre.choices)
        case "organisation":
            unions = Organisation.objects.filter(pk__in=list(values))
            return {str(union.pk): union.short_name for union in unions}
        case _:
            return {value: value for value in values}
