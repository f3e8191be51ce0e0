"""On SQLite: what is read of every hit, in a narrow table under the number of its index entry.

A common word has as many hits as there are articles. Looked up where they are kept, behind the
entry and behind the text, their facts take longer than the search for the word. So triggers keep
them here; as those of the page store (serving.triggers), they are taken away before a migration
and put in place after it, when the table is filled anew.
"""
# ruff: noqa: S608 - the pieces put together are constants

from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "search_facts"
ENTRIES, DOCUMENTS, KINDS = (
    "wagtailsearch_indexentry",
    "search_searchdocument",
    "django_content_type",
)
NAMES = "article_id, organisation_id, tier, kind, genre, year, published_at, title"
IS_DOCUMENT = (
    f"content_type_id = (SELECT id FROM {KINDS}"
    " WHERE app_label = 'search' AND model = 'searchdocument')"
)
FILL = (
    f"INSERT INTO {TABLE}"
    f" SELECT e.id, {', '.join(f'd.{name}' for name in NAMES.split(', '))}"
    f" FROM {ENTRIES} e JOIN {DOCUMENTS} d ON d.article_id = CAST(e.object_id AS INTEGER)"
    f" WHERE e.{IS_DOCUMENT}"
)
# Not with OR REPLACE: a trigger's own is overruled by the statement that fires it.
FORGET = (
    f"DELETE FROM {TABLE} WHERE id = (SELECT id FROM {ENTRIES} WHERE {IS_DOCUMENT}"
    " AND object_id = CAST({row}.article_id AS TEXT))"
)
WRITE = f"{FORGET.format(row='NEW')}; {FILL} AND e.object_id = CAST(NEW.article_id AS TEXT)"
TRIGGERS = {
    "search_facts_of_entry": f"INSERT ON {ENTRIES} BEGIN {FILL} AND e.id = NEW.id; END",
    "search_facts_without_entry": (
        f"DELETE ON {ENTRIES} BEGIN DELETE FROM {TABLE} WHERE id = OLD.id; END"
    ),
    "search_facts_of_document": f"INSERT ON {DOCUMENTS} BEGIN {WRITE}; END",
    "search_facts_changed": f"UPDATE ON {DOCUMENTS} BEGIN {WRITE}; END",
    "search_facts_without_document": (
        f"DELETE ON {DOCUMENTS} BEGIN {FORGET.format(row='OLD')}; END"
    ),
}


CREATED = {
    TABLE: f"CREATE TABLE {TABLE} (id INTEGER PRIMARY KEY, {NAMES})",
    **{name: f"CREATE TRIGGER {name} AFTER {what}" for name, what in TRIGGERS.items()},
}


def before_migrating(using: str = DEFAULT_DB_ALIAS, plan: Any = (), **kwargs: Any) -> None:
    connection = connections[using]
    if plan and connection.vendor == "sqlite":
        remove_triggers(connection)


def after_migrating(using: str = DEFAULT_DB_ALIAS, plan: Any = (), **kwargs: Any) -> None:
    connection = connections[using]
    if connection.vendor != "sqlite":
        return
    is_complete = {ENTRIES, DOCUMENTS, KINDS} <= set(connection.introspection.table_names())
    if is_complete and (plan or missing(connection)):
        put_in_place(connection)


def put_in_place(connection: BaseDatabaseWrapper) -> None:
    """The table and its triggers of this release, filled with what there is."""
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        remove_triggers(connection)
        cursor.execute(f"DROP TABLE IF EXISTS {TABLE}")
        for statement in CREATED.values():
            cursor.execute(statement)
        cursor.execute(FILL)


def remove_triggers(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        for name in TRIGGERS:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}")


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """What should be there and isn't, or is of another release: articles would not be found."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'trigger')")
        there = dict(cursor.fetchall())
    return [name for name, statement in CREATED.items() if there.get(name) != statement]


def differ(connection: BaseDatabaseWrapper) -> bool:
    """Whether the table isn't what it would be if it were filled now."""
    if missing(connection):
        return True
    known, now = f"SELECT * FROM {TABLE}", FILL[FILL.index("SELECT") :]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT EXISTS ({known} EXCEPT {now}) OR EXISTS ({now} EXCEPT {known})")
        return bool(cursor.fetchone()[0])
