"""PostgreSQL: its full-text search, over the index of Wagtail's backend."""
# ruff: noqa: S608 - every value is a parameter; the pieces put together are constants

from django.utils import timezone

from search.engines.base import (
    AGE_DAYS,
    AGELESS_SHARE,
    HOW_BONUS,
    HOW_KINDS,
    LITERAL_BONUS,
    LOCAL_BONUS,
    TITLE_WEIGHT,
    Question,
)
from search.engines.sql import DatabaseEngine, Statement, document_type
from search.query import Choice, Query
from search.segment import index_words
from sites.models import Organisation

ENTRIES = "wagtailsearch_indexentry"
JOINED = (
    f"FROM {ENTRIES} e JOIN search_searchdocument d ON d.article_id = CAST(e.object_id AS bigint)"
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


class PostgresEngine(DatabaseEngine):
    contains = "strpos"

    def add_hits(self, statement: Statement, question: Question) -> None:
        query = question.query
        statement.add(
            "SELECT d.article_id, d.organisation_id, d.branch, d.tier, d.kind, d.genre, d.year,"
            f" d.published_at, ({TITLE_WEIGHT} * ts_rank(e.title, %s::tsquery, 2)"
            " + ts_rank(e.body, %s::tsquery, 1))"
            f" * (1 + {LITERAL_BONUS} * (strpos(lower(d.title), %s) > 0)::int)"
            f" * (1 + {LOCAL_BONUS} * (d.organisation_id = %s)::int)"
            f" * (1 + {HOW_BONUS * query.asks_how} * (d.kind IN {HOW_KINDS})::int)"
            f" * ({AGELESS_SHARE} + {1 - AGELESS_SHARE} / (1 + greatest(0, extract(epoch FROM"
            f" %s::timestamptz - d.published_at)) / {AGE_DAYS * 86400}.0)) AS score"
            f" {JOINED} WHERE (e.title || e.body) @@ %s::tsquery AND e.content_type_id = %s",
            any_word(query),
            any_word(query),
            query.core,
            question.here.pk,
            timezone.now(),
            match_expression(query),
            document_type(),
        )
        self.add_checks(statement, question)

    def titles(self, typed: str, here: Organisation, count: int) -> list[int]:
        words = index_words(typed)
        if not words:
            return []
        tests = [quoted(word) for word in words[:-1]] + [quoted(words[-1]) + ":*"]
        rows = Statement().add(
            f"SELECT d.article_id {JOINED} WHERE e.title @@ %s::tsquery AND e.content_type_id = %s"
            " AND strpos(lower(d.title), %s) > 0"
            " ORDER BY d.organisation_id = %s DESC, d.published_at DESC LIMIT %s",
            " & ".join(tests),
            document_type(),
            typed,
            here.pk,
            count,
        )
        return [row[0] for row in rows.rows()]
