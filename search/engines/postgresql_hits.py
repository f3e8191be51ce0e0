"""PostgreSQL: what is asked of ``hit`` (all hits, materialized), and reading the answer."""
# ruff: noqa: S608 - every value is a parameter; the pieces put together are constants

from typing import Any

from search.engines.base import (
    FACETS,
    MOST_VALUES,
    SCOPES,
    SITE,
    Answer,
    Question,
    is_everywhere,
)
from search.engines.sql import Statement, placed_in
from sites.models import Organisation

COLUMNS = "article_id, organisation_id, branch, tier, kind, genre, year, published_at"
FACET_COLUMNS = {"organisation": "organisation_id"}
INTEGERS = {"organisation", "year"}


def add_numbers(statement: Statement, question: Question) -> None:
    """How many hits there are in each scope, and of each value of the facets."""
    for scope in SCOPES:
        statement.add("UNION ALL SELECT %s, '', count(*), 0 FROM hit WHERE", f"scope:{scope}")
        add_conditions(statement, question, scope)
    for facet in FACETS:
        add_facet(statement, question, facet)


def add_newest(statement: Statement, question: Question) -> None:
    """A page in the order of dates."""
    statement.add(
        "SELECT * FROM (SELECT 'hit' AS what, CAST(article_id AS TEXT) AS value, 0 AS number,"
        " 0 AS score FROM hit WHERE"
    )
    add_conditions(statement, question, question.scope)
    statement.add(
        "ORDER BY published_at DESC, article_id DESC LIMIT %s OFFSET %s) page",
        question.size,
        question.start,
    )


def add_facet(statement: Statement, question: Question, facet: str) -> None:
    """The values of a facet among the hits that the other facets leave."""
    column = FACET_COLUMNS.get(facet, facet)
    statement.add(
        f"UNION ALL SELECT * FROM (SELECT %s, CAST({column} AS TEXT), count(*) AS number, 0"
        " FROM hit WHERE",
        f"facet:{facet}",
    )
    add_conditions(statement, question, question.scope, leave_out=facet)
    statement.add(
        f"GROUP BY {column} ORDER BY count(*) DESC, {column} DESC LIMIT %s) {facet}_values",
        MOST_VALUES,
    )


def add_conditions(
    statement: Statement, question: Question, scope: str, *, leave_out: str = ""
) -> None:
    add_scope(statement, question.here, scope)
    for facet, value in question.filters.items():
        if facet != leave_out:
            column = FACET_COLUMNS.get(facet, facet)
            statement.add(f"AND {column} = %s", int(value) if facet in INTEGERS else value)


def add_scope(statement: Statement, here: Organisation, scope: str) -> None:
    """Own articles by the union's place in the tree, placed ones by the lists that show them."""
    if is_everywhere(here, scope):
        statement.add("1 = 1")
    elif scope == SITE or not here.numchild:
        statement.add("(organisation_id = %s OR article_id IN (", here.pk)
        statement.put(placed_in(here, scope)).add("))")
    else:
        statement.add("(substr(branch, 1, %s) = %s OR article_id IN (", len(here.path), here.path)
        statement.put(placed_in(here, scope)).add("))")


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
