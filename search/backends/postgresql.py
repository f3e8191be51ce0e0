from typing import Any

from modelsearch.backends.database.postgres.postgres import PostgresIndex, PostgresSearchBackend

from search.backends.cutting import Cut, cut_query


class ChinesePostgresIndex(PostgresIndex):
    def add_items(self, model: Any, objs: Any) -> None:
        super().add_items(model, [Cut(obj) for obj in objs])

    def _refresh_title_norms(self, full: bool = False) -> None:
        """Only after a rebuild: this reads every title, which is too much for each change."""
        if full:
            super()._refresh_title_norms(full)


class ChinesePostgresBackend(PostgresSearchBackend):
    index_class = ChinesePostgresIndex

    def _search(self, compiler: Any, query: Any, queryset: Any, **options: Any) -> Any:
        return super()._search(compiler, cut_query(query), queryset, **options)
