"""Finding: from what was typed to a page of hits."""

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from django.db.models import Q

from pages.models import BasePage
from search import corrections
from search.documents import closed_paths
from search.engines import Answer, Engine, EngineAway, Question, engines
from search.engines.base import NETWORK, RELEVANCE, QuestionRefused
from search.models import BestBet, Synonym
from search.query import MAX_LENGTH, Query, Synonyms, parse
from search.text import squeeze
from sites.models import Organisation

PAUSE = 10  # seconds for which an engine that was away is not asked again
PAGE_SIZE = 10
LAST_PAGE = 100

T = TypeVar("T")
logger = logging.getLogger(__name__)

_away_until: dict[str, float] = {}


@dataclass(frozen=True)
class Search:
    """What a reader asks for."""

    typed: str
    here: Organisation
    scope: str = NETWORK
    filters: Mapping[str, str] = field(default_factory=dict)
    sort: str = RELEVANCE
    page: int = 1
    size: int = PAGE_SIZE


@dataclass(frozen=True)
class Found:
    """What was found, and how."""

    query: Query
    answer: Answer
    engine: str
    is_fallback: bool = False
    corrected: str = ""  # searched in place of what was typed, which gave nothing
    hint: str = ""  # another query worth trying
    is_relaxed: bool = False  # no article has all of it; these have a part
    partly: tuple[int, ...] = ()  # articles after the few that have all of it: they have a part

    @property
    def is_as_typed(self) -> bool:
        """Whether what was typed gave something, and not what was searched in its place."""
        return bool(self.answer.total) and not (self.corrected or self.is_relaxed)


def find(search: Search) -> Found | None:
    """None for a search that asks for nothing."""
    folded = squeeze(search.typed)[:MAX_LENGTH]
    synonyms = {**corrections.spoken_words(folded), **load_synonyms()}
    query = parse(search.typed, synonyms)
    if query.is_empty:
        return None
    found = ask(search, query)
    if found.answer.scopes[NETWORK] == 0 and not search.filters:
        return try_otherwise(search, found, synonyms)
    if search.page == 1 and not query.excluded:
        found = replace(found, hint=corrections.hint(query.text))
    return with_partly(search, found)


def try_otherwise(search: Search, found: Found, synonyms: Synonyms) -> Found:
    """For a query that found nothing: words of the same sound, then a part of the words."""
    better = corrections.corrected(found.query.text)
    if better:
        again = ask(search, parse(better, synonyms))
        if again.answer.scopes[NETWORK]:
            return replace(again, corrected=better)
    if len(found.query.clauses) > 1:
        partly = ask(search, found.query.relaxed())
        if partly.answer.scopes[NETWORK]:
            return replace(partly, is_relaxed=True)
    return found


def with_partly(search: Search, found: Found) -> Found:
    """Fill a page that has few hits with articles that have a part of the words.

    They come after the hits and count nowhere: who narrows a search wants it narrow.
    """
    is_plain = search.page == 1 and search.sort == RELEVANCE and not search.filters
    has_phrase = any(clause.checked and len(clause.choices) == 1 for clause in found.query.clauses)
    is_short = 0 < found.answer.total < search.size
    if not (is_short and is_plain) or has_phrase or len(found.query.clauses) < 2:
        return found
    wider = replace(search, size=search.size + found.answer.total)
    known = set(found.answer.article_ids)
    part = ask(wider, found.query.relaxed(), is_page_only=True)
    ids = [pk for pk in part.answer.article_ids if pk not in known]
    return replace(found, partly=tuple(ids[: search.size - found.answer.total]))


def ask(search: Search, query: Query, *, is_page_only: bool = False) -> Found:
    """Put the query to the first engine that is ready. The database always is."""
    question = Question(
        query=query,
        here=search.here,
        scope=search.scope,
        filters=search.filters,
        sort=search.sort,
        start=(search.page - 1) * search.size,
        size=search.size,
        is_page_only=is_page_only,
    )
    answer, engine, is_fallback = ask_first(lambda engine: engine.ask(question))
    return Found(query, answer, engine.name, is_fallback=is_fallback)


def ask_first(put: Callable[[Engine], T]) -> tuple[T, Engine, bool]:
    """What the first engine that is ready answers, that engine, and whether one was away.

    One whose index is still being filled isn't away: the reader misses nothing.
    """
    was_away = False
    for engine in engines():
        if _away_until.get(engine.name, 0) > time.monotonic():
            was_away = True
            continue
        try:
            if engine.is_ready():
                return put(engine), engine, was_away
        except QuestionRefused:
            logger.exception("search: %s refuses a question", engine.name)
        except EngineAway:
            was_away = True
            _away_until[engine.name] = time.monotonic() + PAUSE
    raise EngineAway("no engine answers")


def load_synonyms() -> dict[str, list[str]]:
    """For each word the group it stands in; a word of two groups has both."""
    table: dict[str, list[str]] = {}
    for row in Synonym.objects.all():
        words = row.as_list()
        for word in words:
            known = table.get(word, [word])
            table[word] = [*known, *(other for other in words if other not in known)]
    return table


def best_bets(typed: str, here: Organisation) -> list[BestBet]:
    """The answers that operators pinned to exactly this query, for this union."""
    folded = squeeze(typed)
    if not folded:
        return []
    bets = (
        BestBet.objects.filter(is_active=True)
        .filter(
            Q(organisation__isnull=True) | Q(organisation__path__in=[*here.upper_paths, here.path])
        )
        .select_related("page__organisation")
    )
    answering = [bet for bet in bets if bet.answers(folded) and bet.address]
    closed = closed_paths() if answering else ()
    return [bet for bet in answering if not bet.page or is_readable(bet.page, closed)]


def is_readable(page: BasePage, closed: tuple[str, ...]) -> bool:
    """Whether everybody may read the page, on a site that is open."""
    union = page.organisation
    is_open = union is None or union.status != Organisation.Status.PREPARING
    return page.live and is_open and not page.path.startswith(closed)
