"""Asking the index: one module for each engine, all with the same question and answer."""

from django.conf import settings
from django.db import connection

from search.engines.base import FACETS, SCOPES, Answer, Engine, EngineAway, Question


def database_engine() -> Engine:
    """The full-text search of the database in use; always there."""
    if connection.vendor == "postgresql":
        from search.engines.postgresql import PostgresEngine

        return PostgresEngine()
    from search.engines.sqlite import SQLiteEngine

    return SQLiteEngine()


def engines() -> list[Engine]:
    """The engine for the public, and after it the one that answers while that is away."""
    if "elasticsearch" not in settings.WAGTAILSEARCH_BACKENDS:
        return [database_engine()]
    from search.engines.elastic import ElasticEngine

    return [ElasticEngine(), database_engine()]


__all__ = [
    "FACETS",
    "SCOPES",
    "Answer",
    "Engine",
    "EngineAway",
    "Question",
    "database_engine",
    "engines",
]
