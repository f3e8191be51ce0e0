from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from search.query import Query
from sites.models import Organisation

SITE, BELOW, NETWORK = "site", "below", "network"
SCOPES = (SITE, BELOW, NETWORK)
FACETS = ("tier", "organisation", "kind", "genre", "year")
MOST_VALUES = 20  # of a facet
RELEVANCE, DATE = "relevance", "date"

# How strongly a match in the title counts beside one in the text, and the literal query in it.
TITLE_WEIGHT = 6.0
LITERAL_BONUS = 0.6
# A hit keeps this share of its score however old it is, and half of the rest after a year.
AGELESS_SHARE = 0.7
AGE_DAYS = 365
# Of equal hits those of the reader's own union come first.
LOCAL_BONUS = 0.1
# Who asks how something is done gets guides, forms and explanations before the news of it.
HOW_BONUS = 0.5
HOW_KINDS = ("SERVICE", "DOWNLOAD", "POLICY")


class EngineAway(Exception):
    """The engine does not answer; another one has to."""


@dataclass(frozen=True)
class Question:
    """A query put to the index by a reader of one union's site."""

    query: Query
    here: Organisation
    scope: str = NETWORK
    filters: Mapping[str, str] = field(default_factory=dict)
    sort: str = RELEVANCE
    start: int = 0
    size: int = 20


@dataclass(frozen=True)
class Answer:
    """The articles of one page in order, and how many there are by scope and facet value.

    With a limit, totals that reach it mean "at least", and the facets of so many are estimated.
    """

    article_ids: list[int]
    total: int
    scopes: dict[str, int]
    facets: dict[str, list[tuple[str, int]]]
    limit: int | None = None

    @property
    def is_estimated(self) -> bool:
        """Whether the facets are of so many hits that they are estimated."""
        return self.limit is not None and self.total >= self.limit

    def shown(self, count: int) -> str:
        """A total as readers see it: ``10000+`` where counting stopped."""
        return f"{count}+" if self.limit is not None and count >= self.limit else str(count)

    @property
    def shown_total(self) -> str:
        return self.shown(self.total)


class Engine(Protocol):
    name: str

    def ask(self, question: Question) -> Answer: ...

    def titles(self, typed: str, here: Organisation, count: int) -> list[int]:
        """Articles whose title goes on from what was typed, for suggestions."""
        ...
