from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from search.query import Query
from sites.models import Organisation

SITE, BELOW, NETWORK = "site", "below", "network"
SCOPES = (SITE, BELOW, NETWORK)
FACETS = ("tier", "organisation", "kind", "genre", "year")
MOST_VALUES = 20  # of a facet
SOLID = 5  # hits in a sample from which a facet's value is offered
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


class QuestionRefused(EngineAway):
    """It answers, but not to this question: others may be put to it."""


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
    is_page_only: bool = False  # without the numbers of scopes and facets


@dataclass(frozen=True)
class Answer:
    """The articles of one page in order, and how many there are by scope and facet value.

    Of very many hits the numbers may be estimated: those of the scopes in ``estimated``, and
    those of the facets where ``is_estimated``.
    """

    article_ids: list[int]
    total: int = 0
    scopes: dict[str, int] = field(default_factory=dict)
    facets: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    estimated: frozenset[str] = frozenset()
    is_estimated: bool = False

    @property
    def said(self) -> dict[str, str]:
        """The totals as readers see them."""
        return {scope: about(n, scope in self.estimated) for scope, n in self.scopes.items()}


def is_everywhere(here: Organisation, scope: str) -> bool:
    """Whether the scope, seen from this union, leaves nothing out."""
    return scope == NETWORK or (scope == BELOW and here.depth == 1)


def about(number: int, is_estimated: bool) -> str:
    return f"≈{number}" if is_estimated else str(number)


def in_two_digits(number: int) -> int:
    """41,237 is 41,000: an estimate says no more than it knows."""
    return int(round(number, 2 - len(str(number))))


class Engine(Protocol):
    name: str

    def is_ready(self) -> bool:
        """Whether its index holds everything. Raises EngineAway."""
        ...

    def ask(self, question: Question) -> Answer: ...

    def titles(self, typed: str, here: Organisation, count: int) -> list[int]:
        """Articles whose title goes on from what was typed, for suggestions."""
        ...
