"""PostgreSQL: its full-text search, over the index of Wagtail's backend."""
# ruff: noqa: S608 - every value is a parameter; the pieces put together are constants

from django.db import connection, transaction
from django.utils import timezone

from search.engines.base import (
    AGE_DAYS,
    AGELESS_SHARE,
    DATE,
    HOW_BONUS,
    HOW_KINDS,
    LITERAL_BONUS,
    LOCAL_BONUS,
    TITLE_WEIGHT,
    Answer,
    Question,
)
from search.engines.common_words import CommonWords
from search.engines.postgresql_hits import add_conditions, add_newest, add_numbers, read_answer
from search.engines.sql import Statement, add_checks, document_type
from search.query import Choice, Query
from search.segment import index_words
from sites.models import Organisation

LOOKED_AT = 1_000  # hits whose texts are ranked
TEXT_GUESS = 0.1  # what a text is taken to add before it is looked at
ENTRIES = "wagtailsearch_indexentry"
ALL = f"FROM {ENTRIES} e JOIN search_searchdocument d ON d.article_id = CAST(e.object_id AS bigint)"
CHOSEN = (
    "FROM chosen JOIN search_searchdocument d ON d.article_id = chosen.article_id"
    f" JOIN {ENTRIES} e ON e.object_id = d.article_id::text"
)


def quoted(word: str) -> str:
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"


def all_of(choice: Choice) -> str:
    return "(" + " & ".join(quoted(word) for word in choice.words) + ")"


def match_expression(query: Query) -> str:
    """The query as PostgreSQL writes a ``tsquery``."""
    clauses = [
        "(" + " | ".join(all_of(choice) for choice in clause.choices) + ")"
        for clause in query.clauses
    ]
    return (" | " if query.any_clause else " & ").join(clauses)


def any_word(query: Query) -> str:
    """Every word of the query, one of which is enough: what titles are ranked by."""
    words = {word for clause in query.clauses for choice in clause.choices for word in choice.words}
    return " | ".join(quoted(word) for word in sorted(words))


class PostgresEngine:
    """Ranks in two steps: a common word stands in very many texts, and ``ts_rank`` unpacks each.

    All hits are scored by their titles; of the best, the texts are looked at too.
    """

    name = "database"

    def is_ready(self) -> bool:
        return True  # there is no other to ask

    def ask(self, question: Question) -> Answer:
        """The words are looked up in their index, however common they are.

        The planner doesn't know that a condition on a text unpacks it, and would rather read all
        rows; for the same reason the content type must not lead it to them ("+ 0" below).
        """
        words = match_expression(question.query)
        common = CommonWords(self, question, words, any_word(question.query))
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "SET LOCAL jit = off; SET LOCAL enable_seqscan = off; SET LOCAL work_mem = '64MB'"
            )
            return common.answer() if common.are_there() else self.ask_all(question)

    def ask_all(self, question: Question) -> Answer:
        statement = self.hits(question)
        self.add_page(statement, question)
        if not question.is_page_only:
            add_numbers(statement, question)
        return read_answer(statement.rows(), question)

    def ask_within(self, question: Question, articles: Statement) -> Answer:
        """The answer as if these articles were all there are."""
        statement = self.hits(question, articles)
        self.add_page(statement, question)
        add_numbers(statement, question)
        return read_answer(statement.rows(), question)

    def page_within(self, question: Question, articles: Statement) -> list[int]:
        """A page of hits among these articles."""
        statement = self.hits(question, articles)
        self.add_page(statement, question)
        return [int(row[1]) for row in statement.rows()]

    def hits(self, question: Question, articles: Statement | None = None) -> Statement:
        """Begins with ``hit``: all documents, or those of these articles, that meet the query."""
        joined, kind = (CHOSEN, "e.content_type_id") if articles else (ALL, "e.content_type_id + 0")
        statement = Statement().add("WITH")
        if articles:
            statement.add("chosen AS MATERIALIZED (").put(articles).add("),")
        query = question.query
        statement.add(
            f"hit AS MATERIALIZED (SELECT *, weight * ({TITLE_WEIGHT} * title_rank + {TEXT_GUESS})"
            " AS score FROM ("
            "SELECT d.article_id, d.organisation_id, d.branch, d.tier, d.kind, d.genre, d.year,"
            " d.published_at, ts_rank(e.title, %s::tsquery, 2) AS title_rank,"
            f" (1 + {LITERAL_BONUS} * (strpos(lower(d.title), %s) > 0)::int)"
            f" * (1 + {LOCAL_BONUS} * (d.organisation_id = %s)::int)"
            f" * (1 + {HOW_BONUS * query.asks_how} * (d.kind IN {HOW_KINDS})::int)"
            f" * ({AGELESS_SHARE} + {1 - AGELESS_SHARE} / (1 + greatest(0, extract(epoch FROM"
            f" %s::timestamptz - d.published_at)) / {AGE_DAYS * 86400}.0)) AS weight"
            f" {joined} WHERE (e.title || e.body) @@ %s::tsquery AND {kind} = %s",
            any_word(query),
            query.core,
            question.here.pk,
            timezone.now(),
            match_expression(query),
            document_type(),
        )
        add_checks(statement, query, contains="strpos")
        return statement.add(") weighed)")

    def add_page(self, statement: Statement, question: Question) -> None:
        if question.sort == DATE:
            add_newest(statement, question)
            return
        statement.add(
            "SELECT * FROM (SELECT 'hit' AS what, CAST(best.article_id AS TEXT) AS value, 0 AS number,"
            f" best.score + best.weight * (ts_rank(e.body, %s::tsquery, 1) - {TEXT_GUESS}) AS score"
            " FROM (SELECT article_id, score, weight FROM hit WHERE",
            any_word(question.query),
        )
        add_conditions(statement, question, question.scope)
        statement.add(
            "ORDER BY score DESC, article_id DESC LIMIT %s) best"
            f" JOIN {ENTRIES} e ON e.content_type_id = %s AND e.object_id = best.article_id::text"
            " ORDER BY score DESC, best.article_id DESC LIMIT %s OFFSET %s) page",
            max(LOOKED_AT, question.start + question.size),
            document_type(),
            question.size,
            question.start,
        )

    def titles(self, typed: str, here: Organisation, count: int) -> list[int]:
        words = index_words(typed)
        if not words:
            return []
        tests = [quoted(word) for word in words[:-1]] + [quoted(words[-1]) + ":*"]
        rows = Statement().add(
            f"SELECT d.article_id {ALL} WHERE e.title @@ %s::tsquery AND e.content_type_id = %s"
            " AND strpos(lower(d.title), %s) > 0"
            " ORDER BY d.organisation_id = %s DESC, d.published_at DESC LIMIT %s",
            " & ".join(tests),
            document_type(),
            typed,
            here.pk,
            count,
        )
        return [row[0] for row in rows.rows()]
