"""What SQLite and PostgreSQL share.

The words are looked up in the index that Wagtail's database backend keeps. Wagtail's own queries
give neither weights of our own nor several counts at once, so each engine has statements of its own.
"""
# ruff: noqa: S608 - every value is a parameter; the pieces put together are constants

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection

from search.engines.base import SITE
from search.models import SearchDocument
from search.query import Clause, Query
from sites.models import Organisation


class Statement:
    """SQL put together piece by piece, each with its parameters."""

    def __init__(self) -> None:
        self.sql: list[str] = []
        self.parameters: list[Any] = []

    def add(self, sql: str, *parameters: Any) -> "Statement":
        self.sql.append(sql)
        self.parameters += parameters
        return self

    def put(self, other: "Statement") -> "Statement":
        self.sql += other.sql
        self.parameters += other.parameters
        return self

    def rows(self) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute("\n".join(self.sql), self.parameters)
            return cursor.fetchall()


def add_checks(statement: Statement, query: Query, *, contains: str) -> None:
    """What the words alone don't tell: literals that must, or must not, be in the text.

    ``contains``: the engine's function that finds a string in a string.
    """
    checked = [clause for clause in query.clauses if clause.checked and not query.any_clause]
    for negation, clauses in (("", checked), ("NOT ", query.excluded)):
        for clause in clauses:
            statement.add(f"AND {negation}(")
            add_literals(statement, clause, contains)
            statement.add(")")


def add_literals(statement: Statement, clause: Clause, contains: str) -> None:
    tests = [f"{contains}(d.folded, %s) > 0" for _ in clause.literals]
    statement.add(" OR ".join(tests), *clause.literals)


def placed_in(here: Organisation, scope: str) -> Statement:
    """Articles of other unions that stand in the lists of a scope."""
    placed = Statement().add("SELECT article_id FROM news_entry WHERE is_own = %s AND", False)
    if scope == SITE or not here.numchild:
        return placed.add("organisation_id = %s", here.pk)
    if here.depth == 2:
        return placed.add("region_path = %s", here.path)
    below = "(SELECT id FROM sites_organisation WHERE substr(path, 1, %s) = %s)"
    return placed.add(f"organisation_id IN {below}", len(here.path), here.path)


def document_type() -> int:
    return ContentType.objects.get_for_model(SearchDocument).pk
