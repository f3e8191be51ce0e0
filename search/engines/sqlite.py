"""SQLite: FTS5 with its BM25, over the index of Wagtail's backend.

One statement reads the facts of all hits, which are counted here; a second one scores those that
may stand on the page.
"""
# ruff: noqa: S608 - every value is a parameter; the pieces put together are constants

import json
from collections.abc import Sequence
from operator import or_

from django.utils import timezone

from search.engines.base import (
    AGE_DAYS,
    AGELESS_SHARE,
    DATE,
    FACETS,
    HOW_BONUS,
    HOW_KINDS,
    LITERAL_BONUS,
    LOCAL_BONUS,
    SCOPES,
    SITE,
    TITLE_WEIGHT,
    Answer,
    Question,
    is_everywhere,
)
from search.engines.columns import Columns, Mask, all_of, most_frequent, those
from search.engines.sql import Statement, add_checks, placed_in
from search.query import Choice, Query
from search.segment import index_words
from sites.models import Organisation

FTS = "wagtailsearch_indexentry_fts"
# CROSS JOIN makes SQLite begin with the words; by itself it may ask for them row by row.
HITS = f"{FTS} CROSS JOIN search_facts f ON f.id = {FTS}.rowid"
TEXTS = "CROSS JOIN search_searchdocument d ON d.article_id = f.article_id"
# In the order of Columns. No value has a comma, and none is NULL.
FACTS = (
    "f.id",
    "f.article_id",
    "f.organisation_id",
    "f.tier",
    "f.kind",
    "f.genre",
    "f.year",
    "f.published_at",
)
MANY = 5_000  # hits that may stand on the page, of which only the newest are scored
NEWEST = 2_000


def quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'


def together(choice: Choice) -> str:
    return "(" + " AND ".join(quoted(word) for word in choice.words) + ")"


def match_expression(query: Query) -> str:
    """The query in the language of FTS5."""
    clauses = [
        "(" + " OR ".join(together(choice) for choice in clause.choices) + ")"
        for clause in query.clauses
    ]
    return (" OR " if query.any_clause else " AND ").join(clauses)


class SQLiteEngine:
    name = "database"

    def is_ready(self) -> bool:
        return True  # there is no other to ask

    def ask(self, question: Question) -> Answer:
        hits = read_hits(question.query)
        narrowed = Narrowed(question, hits)
        ids = page_of(question, hits, those(range(len(hits)), narrowed.where()))
        if question.is_page_only:
            return Answer(ids)
        scopes = {scope: len(those(hits.entry, narrowed.where(scope))) for scope in SCOPES}
        facets = {
            facet: most_frequent(those(getattr(hits, facet), narrowed.where(leave_out=facet)))
            for facet in FACETS
        }
        return Answer(ids, scopes[question.scope], scopes, facets)

    def titles(self, typed: str, here: Organisation, count: int) -> list[int]:
        words = index_words(typed)
        if not words:
            return []
        tests = [quoted(word) for word in words[:-1]] + [quoted(words[-1]) + "*"]
        rows = Statement().add(
            f"SELECT f.article_id FROM {HITS} WHERE {FTS} MATCH %s"
            " AND instr(lower(f.title), %s) > 0"
            " ORDER BY f.organisation_id = %s DESC, f.published_at DESC LIMIT %s",
            "title : (" + " AND ".join(tests) + ")",
            typed,
            here.pk,
            count,
        )
        return [row[0] for row in rows.rows()]


def read_hits(query: Query) -> Columns:
    """All documents that meet the query."""
    columns = ", ".join(f"group_concat({fact})" for fact in FACTS)
    has_literals = query.excluded or any(clause.checked for clause in query.clauses)
    statement = Statement().add(
        f"SELECT {columns} FROM {HITS} {TEXTS if has_literals else ''} WHERE {FTS} MATCH %s",
        match_expression(query),
    )
    add_checks(statement, query, contains="instr")
    return Columns(*([] if column is None else column.split(",") for column in statement.rows()[0]))


class Narrowed:
    """Which hits are left by the scopes and by the chosen values of facets."""

    def __init__(self, question: Question, hits: Columns) -> None:
        self.asked = question.scope
        self.scopes = {scope: in_scope(hits, question.here, scope) for scope in SCOPES}
        self.chosen = {facet: hits.equal(facet, value) for facet, value in question.filters.items()}

    def where(self, scope: str = "", *, leave_out: str = "") -> Mask | None:
        """By default in the asked scope. ``leave_out``: the facet whose own choice doesn't count."""
        chosen = [mask for facet, mask in self.chosen.items() if facet != leave_out]
        return all_of([self.scopes[scope or self.asked], *chosen])


def in_scope(hits: Columns, here: Organisation, scope: str) -> Mask | None:
    """Own articles by their union, placed ones by the lists that show them."""
    if is_everywhere(here, scope):
        return None
    is_one = scope == SITE or not here.numchild
    unions = [here.pk] if is_one else Organisation.objects.within(here).values_list("pk", flat=True)
    own = {str(pk) for pk in unions}
    placed = {str(row[0]) for row in placed_in(here, scope).rows()}
    is_own = list(map(own.__contains__, hits.organisation))
    return list(map(or_, is_own, map(placed.__contains__, hits.article))) if placed else is_own


def page_of(question: Question, hits: Columns, places: Sequence[int]) -> list[int]:
    """The articles of the asked page. Of very many hits the newest come first, best ones on top."""
    end = question.start + question.size
    if question.sort == DATE:
        best = [int(hits.article[place]) for place in hits.newest(places, end)]
        return best[question.start :]
    if len(places) <= MANY:
        return scored(question, hits, places)[question.start : end]
    newest = hits.newest(places, max(end, NEWEST))
    best = scored(question, hits, newest[:NEWEST])
    later = [int(hits.article[place]) for place in newest[NEWEST:]]
    return [*best, *later][question.start : end]


def scored(question: Question, hits: Columns, places: Sequence[int]) -> list[int]:
    """These articles, the best first."""
    query = question.query
    # Chinese has no capitals, and making all titles small takes a tenth of a common word's time.
    title = "lower(f.title)" if query.core.upper() != query.core else "f.title"
    # The index has the columns autocomplete, body, title. BM25 is negative, best first. The plus
    # has SQLite go through the words once, and not for each row.
    statement = Statement().add(
        f"SELECT f.article_id, -bm25({FTS}, 0.0, 1.0, {TITLE_WEIGHT})"
        f" * (1 + {LITERAL_BONUS} * (instr({title}, %s) > 0))"
        f" * (1 + {LOCAL_BONUS} * (f.organisation_id = %s))"
        f" * (1 + {HOW_BONUS * query.asks_how} * (f.kind IN {HOW_KINDS}))"
        f" * ({AGELESS_SHARE} + {1 - AGELESS_SHARE} / (1 + max(0, julianday(%s)"
        f" - julianday(f.published_at)) / {AGE_DAYS}.0)) AS score"
        f" FROM {HITS} WHERE {FTS} MATCH %s AND +{FTS}.rowid IN (SELECT value FROM json_each(%s))"
        " ORDER BY score DESC, f.article_id DESC",
        query.core,
        question.here.pk,
        timezone.now().isoformat(),
        match_expression(query),
        json.dumps([int(hits.entry[place]) for place in places]),
    )
    return [article for article, _score in statement.rows()]
