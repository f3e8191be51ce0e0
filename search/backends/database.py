"""Wagtail's full-text search in the database, in Chinese: SQLite or PostgreSQL, as it comes."""

from typing import Any

from django.db import connection


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802 - Wagtail's name
    """The backend of the database in use, as Wagtail's own module of this name chooses it."""
    if connection.vendor == "postgresql":
        from search.backends.postgresql import ChinesePostgresBackend

        return ChinesePostgresBackend({"SEARCH_CONFIG": "simple", **params})
    from search.backends.sqlite import ChineseSQLiteBackend

    return ChineseSQLiteBackend(params)
