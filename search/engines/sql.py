"""The part of the question that SQLite and PostgreSQL share.

The words are looked up in the index that Wagtail's database backend keeps; one statement then
ranks a page of hits and counts scopes and facets over all of them. Wagtail's own queries give
neither weights of our own nor several counts at once.
"""
# ruff: noqa: S608 - every value is a parameter; the pieces put together are constants

from abc import ABC, abstractmethod
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection

from search.engines.base import (
    DATE,
    FACETS,
    MOST_VALUES,
    SCOPES,
    SITE,
    Answer,
    Question,
    is_everywhere,
)
from search.models import SearchDocument
from search.query import Clause
from sites.models import Organisation

COLUMNS = "article_id, organisation_id, branch, tier, kind, genre, year, published_at"
FACET_COLUMNS = {"organisation": "organisation_id"}
INTEGERS = {"organisation", "year"}


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


class DatabaseEngine(ABC):
    name = "database"
    contains = ""  # the function that finds a string in a string
    columns = COLUMNS  # of a hit, beside its score

    @abstractmethod
    def add_hits(self, statement: Statement, question: Question) -> None:
        """Add the select of all documents that meet the query, with their ``score``."""

    @abstractmethod
    def titles(self, typed: str, here: Organisation, count: int) -> list[int]: ...

    def is_ready(self) -> bool:
        return True  # there is no other to ask

    def ask(self, question: Question) -> Answer:
        statement = Statement().add(
            f"WITH hit AS MATERIALIZED (SELECT {self.columns}, score FROM ("
        )
        self.add_hits(statement, question)
        statement.add(") found)")
        self.add_page(statement, question)
        if not question.is_page_only:
            self.add_numbers(statement, question)
        return read_answer(statement.rows(), question)

    def add_numbers(self, statement: Statement, question: Question) -> None:
        """How many hits there are in each scope, and of each value of the facets."""
        for scope in SCOPES:
            statement.add("UNION ALL SELECT %s, '', count(*), 0 FROM hit WHERE", f"scope:{scope}")
            self.add_conditions(statement, question, scope)
        for facet in FACETS:
            self.add_facet(statement, question, facet)

    def add_page(self, statement: Statement, question: Question) -> None:
        order = "published_at DESC" if question.sort == DATE else "score DESC"
        statement.add(
            "SELECT * FROM (SELECT 'hit' AS what, CAST(article_id AS TEXT) AS value, 0 AS number,"
            " score FROM hit WHERE"
        )
        self.add_conditions(statement, question, question.scope)
        statement.add(
            f"ORDER BY {order}, article_id DESC LIMIT %s OFFSET %s) page",
            question.size,
            question.start,
        )

    def add_facet(self, statement: Statement, question: Question, facet: str) -> None:
        """The values of a facet among the hits that the other facets leave."""
        column = FACET_COLUMNS.get(facet, facet)
        statement.add(
            f"UNION ALL SELECT * FROM (SELECT %s, CAST({column} AS TEXT), count(*) AS number, 0"
            " FROM hit WHERE",
            f"facet:{facet}",
        )
        self.add_conditions(statement, question, question.scope, leave_out=facet)
        statement.add(
            f"GROUP BY {column} ORDER BY count(*) DESC, {column} DESC LIMIT %s) {facet}_values",
            MOST_VALUES,
        )

    def add_conditions(
        self, statement: Statement, question: Question, scope: str, *, leave_out: str = ""
    ) -> None:
        add_scope(statement, question.here, scope)
        for facet, value in question.filters.items():
            if facet != leave_out:
                column = FACET_COLUMNS.get(facet, facet)
                statement.add(f"AND {column} = %s", int(value) if facet in INTEGERS else value)

    def add_checks(self, statement: Statement, question: Question) -> None:
        """What the words alone don't tell: literals that must, or must not, be in the text."""
        query = question.query
        checked = [clause for clause in query.clauses if clause.checked and not query.any_clause]
        for clause in checked:
            statement.add("AND (")
            self.add_literals(statement, clause)
            statement.add(")")
        for clause in query.excluded:
            statement.add("AND NOT (")
            self.add_literals(statement, clause)
            statement.add(")")

    def add_literals(self, statement: Statement, clause: Clause) -> None:
        tests = [f"{self.contains}(d.folded, %s) > 0" for _ in clause.literals]
        statement.add(" OR ".join(tests), *clause.literals)


def add_scope(statement: Statement, here: Organisation, scope: str) -> None:
    """Own articles by the union's place in the tree, placed ones by the lists that show them."""
    if is_everywhere(here, scope):
        statement.add("1 = 1")
        return
    placed = "article_id IN (SELECT article_id FROM news_entry WHERE is_own = %s AND"
    if scope == SITE or not here.numchild:
        statement.add(f"(organisation_id = %s OR {placed} organisation_id = %s))",
                      here.pk, False, here.pk)  # fmt: skip
    elif here.depth == 2:
        statement.add(f"(substr(branch, 1, %s) = %s OR {placed} region_path = %s))",
                      len(here.path), here.path, False, here.path)  # fmt: skip
    else:
        below = "organisation_id IN (SELECT id FROM sites_organisation WHERE substr(path, 1, %s)"
        statement.add(f"(substr(branch, 1, %s) = %s OR {placed} {below} = %s)))",
                      len(here.path), here.path, False, len(here.path), here.path)  # fmt: skip


def read_answer(rows: list[tuple[Any, ...]], question: Question) -> Answer:
    ids: list[int] = []
    scopes: dict[str, int] = {}
    facets: dict[str, list[tuple[str, int]]] = {facet: [] for facet in FACETS}
    for what, value, number, _score in rows:
        group, _, name = what.partition(":")
        if group == "hit":
            ids.append(int(value))
        elif group == "scope":
            scopes[name] = number
        elif value:
            facets[name].append((value, number))
    return Answer(ids, scopes.get(question.scope, 0), scopes, facets)


def document_type() -> int:
    return ContentType.objects.get_for_model(SearchDocument).pk
