"""PostgreSQL and words that stand in very many texts: neither ranked nor counted to the last hit.

Unpacking a text takes microseconds, which is seconds for a million of them. So a page is chosen
from the newest hits, those with the words in the title first, and the numbers come from a sample
of the documents. A scope in which little is listed is looked at whole. A chosen facet, or literals
that few documents meet, leave too few in a sample, and are done exactly.
"""
# ruff: noqa: S608 - every value is a parameter; the pieces put together are constants

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db import connection

from search.engines.base import (
    DATE,
    NETWORK,
    SCOPES,
    SITE,
    SOLID,
    Answer,
    Question,
    in_two_digits,
    is_everywhere,
)
from search.engines.postgresql_hits import COLUMNS, add_numbers, read_answer
from search.engines.sql import Statement, add_checks, document_type
from sites.models import Organisation

if TYPE_CHECKING:
    from search.engines.postgresql import PostgresEngine

MANY = 50_000  # hits from which not every one is looked at
WHOLE = 2_000  # articles of a scope up to which every one is looked at
SAMPLE = 2_000  # documents that numbers are estimated from
OFTEN = 0.025  # the share of documents that meet literals from which the newest are soon found
LOOKED_AT = 500  # of the newest hits, and of those whose title has the words
ENTRY = (
    "JOIN wagtailsearch_indexentry e ON e.content_type_id = %s AND e.object_id = d.article_id::text"
)
FROM = f"FROM search_searchdocument d {ENTRY}"
FROM_SOME = f"FROM search_searchdocument d TABLESAMPLE SYSTEM (%s) REPEATABLE (1) {ENTRY}"


class CommonWords:
    """A question whose words stand in very many texts. ``words``: the query as a ``tsquery``."""

    def __init__(
        self, engine: "PostgresEngine", question: Question, words: str, any_word: str
    ) -> None:
        self.engine, self.question = engine, question
        self.words, self.any_word = words, any_word

    def are_there(self) -> bool:
        """Whether the planner expects so many hits: it knows how common the commonest words are."""
        question, query = self.question, self.question.query
        if question.filters:
            return False
        plan: Any = Statement().add(
            "EXPLAIN (FORMAT JSON) SELECT 1 FROM wagtailsearch_indexentry e"
            " WHERE (e.title || e.body) @@ %s::tsquery",
            self.words,
        ).rows()[0][0]  # fmt: skip
        if int(plan[0]["Plan"]["Plan Rows"]) <= MANY:
            return False
        if query.excluded or any(clause.checked for clause in query.clauses):
            return 0 < OFTEN * documents() <= self.guess.scopes[NETWORK]
        return True

    def answer(self) -> Answer:
        """The asked scope exactly where all its hits can be looked at."""
        question, asked = self.question, self.question.scope
        newest = self.newest(LOOKED_AT)
        if question.is_page_only:
            return Answer(self.page(newest))
        guess = self.guess
        scopes, exact = dict(guess.scopes), set()
        for scope in SCOPES:
            if not is_everywhere(question.here, scope):
                scopes[scope], is_exact = self.count(scope)
                exact |= {scope} if is_exact else set()
        if len(newest) < LOOKED_AT:
            found = self.engine.ask_within(question, these(newest))
            ids, facets, scopes[asked] = found.article_ids, found.facets, len(newest)
            exact.add(asked)
        else:
            ids, facets = self.page(newest), guess.facets
            scopes[asked] = max(scopes[asked], LOOKED_AT, question.start + len(ids))
        scopes[NETWORK] = max(scopes.values())
        return Answer(
            ids,
            scopes[asked],
            scopes,
            facets,
            estimated=frozenset(SCOPES) - exact,
            is_estimated=asked not in exact,
        )

    @cached_property
    def guess(self) -> Answer:
        """The numbers of all hits, from those among some of the documents.

        These are looked up one by one: the other way round, all hits would be.
        """
        share = min(1.0, SAMPLE / max(documents(), 1))
        least = SOLID if share < 1 else 1
        statement = Statement().add(
            f"WITH hit AS MATERIALIZED (SELECT {COLUMNS} {FROM_SOME} WHERE",
            100 * share,
            document_type(),
        )
        self.add_words(statement)
        statement.add(") SELECT 'hit', '0', 0, 0 WHERE false")
        add_numbers(statement, self.question)
        sampled = read_answer(statement.rows(), self.question)
        return Answer(
            [],
            0,
            {scope: in_two_digits(round(count / share)) for scope, count in sampled.scopes.items()},
            {
                facet: [
                    (value, in_two_digits(round(count / share)))
                    for value, count in values
                    if count >= least
                ]
                for facet, values in sampled.facets.items()
            },
        )

    def count(self, scope: str) -> tuple[int, bool]:
        """The hits of a narrow scope, and whether all that is listed there was looked at."""
        articles = listed(self.question.here, scope)
        size = Statement().add("SELECT count(*) FROM (").put(articles).add(") listed").rows()[0][0]
        every = max(1, -(-size // WHOLE))
        statement = Statement().add("SELECT count(*) FROM (").put(articles)
        statement.add(
            ") listed JOIN search_searchdocument d ON d.article_id = listed.article_id"
            f" {ENTRY} WHERE listed.article_id %% %s = 0 AND",
            document_type(),
            every,
        )
        self.add_words(statement)
        count = int(statement.rows()[0][0])
        return (count, True) if every == 1 else (in_two_digits(count * every), False)

    def newest(self, most: int, *, only: str = "") -> list[int]:
        """The numbers of the newest hits in the asked scope."""
        statement = Statement().add(f"SELECT d.article_id {FROM} WHERE", document_type())
        if only:
            statement.add("e.title @@ %s::tsquery AND", only)
        self.add_words(statement)
        here, scope = self.question.here, self.question.scope
        if not is_everywhere(here, scope):
            statement.add("AND d.article_id IN (").put(listed(here, scope)).add(")")
        statement.add("ORDER BY d.published_at DESC, d.article_id DESC LIMIT %s", most)
        return [row[0] for row in statement.rows()]

    def page(self, newest: list[int]) -> list[int]:
        """The best of the newest hits, and of the newest whose title has one of the words.

        Behind these come the others by their dates, so that every page continues the one before.
        """
        question = self.question
        start, end = question.start, question.start + question.size
        if question.sort == DATE:
            return (newest if end <= len(newest) else self.newest(end))[start:end]
        chosen = {*newest, *self.newest(LOOKED_AT, only=self.any_word)}
        if end <= len(chosen):
            return self.engine.page_within(question, these(chosen))
        best = self.engine.page_within(replace(question, start=0, size=len(chosen)), these(chosen))
        later = [article for article in self.newest(end) if article not in chosen]
        return [*best, *later][start:end]

    def add_words(self, statement: Statement) -> None:
        statement.add("(e.title || e.body) @@ %s::tsquery", self.words)
        add_checks(statement, self.question.query, contains="strpos")


def these(article_ids: Iterable[int]) -> Statement:
    return Statement().add("SELECT unnest(%s::bigint[]) AS article_id", sorted(article_ids))


def listed(here: Organisation, scope: str) -> Statement:
    """What stands in the lists of a scope; to begin with, where it is far less than all hits."""
    lines = "SELECT DISTINCT article_id FROM news_entry WHERE organisation_id"
    if scope == SITE:
        return Statement().add(f"{lines} = %s", here.pk)
    below = "(SELECT id FROM sites_organisation WHERE substr(path, 1, %s) = %s)"
    return Statement().add(f"{lines} IN {below}", len(here.path), here.path)


def documents() -> int:
    """How many there are, as PostgreSQL last counted."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT reltuples FROM pg_class WHERE oid = 'search_searchdocument'::regclass"
        )
        return int(cursor.fetchone()[0])
