"""SQLite: FTS5 with its BM25, over the index of Wagtail's backend."""
# ruff: noqa: S608 - every value is a parameter; the pieces put together are constants

from typing import Any

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
    Question,
    is_everywhere,
)
from search.engines.sql import DatabaseEngine, Statement, document_type
from search.query import Choice, Query
from search.segment import index_words
from sites.models import Organisation

FTS = "wagtailsearch_indexentry_fts"
ENTRIES = "wagtailsearch_indexentry"
# CROSS JOIN makes SQLite begin with the words; by itself it may ask for them row by row. The
# indexes hold what is read of a row (migration 0003), which it doesn't take by itself either.
JOINED = (
    f"FROM {FTS} CROSS JOIN {ENTRIES} e INDEXED BY search_entry_facts ON e.id = {FTS}.rowid"
    " CROSS JOIN search_searchdocument d INDEXED BY search_document_facts"
    " ON d.article_id = CAST(e.object_id AS INTEGER)"
)


MANY = 5_000  # hits from which only the newest are scored
NEWEST = 2_000


def newest_since(question: Question) -> Any:
    """The date of the last of the newest hits, of very many; None where all are to be scored."""
    query = question.query
    is_narrowed = question.filters or query.excluded or any(c.checked for c in query.clauses)
    if is_narrowed or not is_everywhere(question.here, question.scope):
        return None
    words = match_expression(query)
    count = Statement().add(f"SELECT count(*) FROM {FTS} WHERE {FTS} MATCH %s", words)
    if count.rows()[0][0] <= MANY:
        return None
    last = Statement().add(
        f"SELECT d.published_at {JOINED} WHERE {FTS} MATCH %s AND e.content_type_id = %s"
        " ORDER BY d.published_at DESC LIMIT 1 OFFSET %s",
        words,
        document_type(),
        NEWEST - 1,
    )
    return next((row[0] for row in last.rows()), None)


def quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'


def all_of(choice: Choice) -> str:
    return "(" + " AND ".join(quoted(word) for word in choice.words) + ")"


def match_expression(query: Query) -> str:
    """The query in the language of FTS5."""
    clauses = [
        "(" + " OR ".join(all_of(choice) for choice in clause.choices) + ")"
        for clause in query.clauses
    ]
    return (" OR " if query.any_clause else " AND ").join(clauses)


class SQLiteEngine(DatabaseEngine):
    contains = "instr"

    def add_hits(self, statement: Statement, question: Question) -> None:
        """Only what may stand on the page is scored: BM25 is half of a common word's time."""
        query = question.query
        statement.add(
            "SELECT d.article_id, d.organisation_id, d.branch, d.tier, d.kind, d.genre, d.year,"
            " d.published_at,"
        )
        if question.sort == DATE:
            statement.add("0 AS score")
        else:
            statement.add("CASE WHEN")
            self.add_conditions(statement, question, question.scope)
            if since := newest_since(question):
                statement.add("AND d.published_at >= %s", since)
            statement.add("THEN")
            self.add_score(statement, question)
            statement.add("ELSE 0 END AS score")
        statement.add(
            f"{JOINED} WHERE {FTS} MATCH %s AND e.content_type_id = %s",
            match_expression(query),
            document_type(),
        )
        self.add_checks(statement, question)

    def add_score(self, statement: Statement, question: Question) -> None:
        query = question.query
        # Chinese has no capitals, and making all titles small takes a tenth of a common word's time.
        title = "lower(d.title)" if query.core.upper() != query.core else "d.title"
        # The index has the columns autocomplete, body, title. BM25 is negative, best first.
        statement.add(
            f"-bm25({FTS}, 0.0, 1.0, {TITLE_WEIGHT})"
            f" * (1 + {LITERAL_BONUS} * (instr({title}, %s) > 0))"
            f" * (1 + {LOCAL_BONUS} * (d.organisation_id = %s))"
            f" * (1 + {HOW_BONUS * query.asks_how} * (d.kind IN {HOW_KINDS}))"
            f" * ({AGELESS_SHARE} + {1 - AGELESS_SHARE} / (1 + max(0, julianday(%s)"
            f" - julianday(d.published_at)) / {AGE_DAYS}.0))",
            query.core,
            question.here.pk,
            timezone.now().isoformat(),
        )

    def titles(self, typed: str, here: Organisation, count: int) -> list[int]:
        words = index_words(typed)
        if not words:
            return []
        tests = [quoted(word) for word in words[:-1]] + [quoted(words[-1]) + "*"]
        rows = Statement().add(
            f"SELECT d.article_id {JOINED} WHERE {FTS} MATCH %s AND e.content_type_id = %s"
            " AND instr(lower(d.title), %s) > 0"
            " ORDER BY d.organisation_id = %s DESC, d.published_at DESC LIMIT %s",
            "title : (" + " AND ".join(tests) + ")",
            document_type(),
            typed,
            here.pk,
            count,
        )
        return [row[0] for row in rows.rows()]
