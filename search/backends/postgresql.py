"""Wagtail's backend for PostgreSQL: cut texts, and its index written in few statements."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from modelsearch.backends.database.postgres.postgres import (
    ObjectIndexer,
    PostgresIndex,
    PostgresSearchBackend,
)
from modelsearch.utils import get_content_type_pk
from wagtail.search import index

from search.backends.cutting import Cut, cut_query

WEIGHTS = "ABCD"
VECTOR = " || ".join(f"setweight(to_tsvector('simple', %s), '{weight}')" for weight in WEIGHTS)
ROW = f"(%s, %s, {VECTOR}, {VECTOR}, {VECTOR}, 1, '', '')"
COLUMNS = ("title", "autocomplete", "body")
UPDATES = ", ".join(f"{name} = EXCLUDED.{name}" for name in (*COLUMNS, "title_norm"))


class ChinesePostgresIndex(PostgresIndex):
    def add_items(self, model: Any, objs: Sequence[Any]) -> None:
        """What Wagtail's does, without an expression of Django's for each text of each row.

        The plain texts stay empty: only its fuzzy search reads them, which the portal doesn't use.
        """
        content_type = get_content_type_pk(model)
        indexers = [ObjectIndexer(Cut(obj), self.backend) for obj in objs]
        if not indexers:
            return
        parameters: list[Any] = []
        for indexer in indexers:
            parameters += [content_type, indexer.id, *texts_of(indexer)]
        rows = ", ".join([ROW] * len(indexers))
        with self.write_connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO wagtailsearch_indexentry (content_type_id, object_id, title,"  # noqa: S608 - constants
                f" autocomplete, body, title_norm, title_text, body_text) VALUES {rows}"
                f" ON CONFLICT (content_type_id, object_id) DO UPDATE SET {UPDATES}",
                parameters,
            )

    def _refresh_title_norms(self, full: bool = False) -> None:
        """Only after a rebuild: this reads every title, which is too much for each change."""
        if full:
            super()._refresh_title_norms(full)


def texts_of(indexer: ObjectIndexer) -> Iterator[str]:
    """The object's texts for each column and weight."""
    texts: dict[tuple[str, str], list[str]] = defaultdict(list)
    for search_field in indexer.search_fields:
        for field, weight, text in indexer.prepare_field(indexer.obj, search_field):
            texts[column_of(field), weight].append(text)
    for column in COLUMNS:
        for weight in WEIGHTS:
            yield " ".join(texts[column, weight])


def column_of(field: Any) -> str:
    if isinstance(field, index.AutocompleteField):
        return "autocomplete"
    return "title" if field.field_name == "title" else "body"


class ChinesePostgresBackend(PostgresSearchBackend):
    index_class = ChinesePostgresIndex

    def _search(self, compiler: Any, query: Any, queryset: Any, **options: Any) -> Any:
        return super()._search(compiler, cut_query(query), queryset, **options)
