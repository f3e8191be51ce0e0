"""The database tells what has changed, in the transaction of the change.

Signals would not do: lists are written in bulk, trees are moved and pins are taken off by single
statements, and scripts may write without us. So each watched table has triggers that write a row
for each node that keeps pages (see serving.models.Change); without nodes they write nothing.

They are put in place anew after each ``migrate``. SQLite can't rename a table that a trigger
of another one reads, so there they are taken away before it; what changed meanwhile is not known,
so that after a migration every page is made anew.
"""

from collections.abc import Container, Iterator
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from serving.watched import Watch, watches

PREFIX = "serving_on_"
CHANGES, NODES = "serving_change", "serving_node"
EVERYTHING = f"INSERT INTO {CHANGES} (node_id, thing) SELECT id, 'sites' FROM {NODES}"


def before_migrating(using: str = DEFAULT_DB_ALIAS, plan: Any = (), **kwargs: Any) -> None:
    connection = connections[using]
    if plan and connection.vendor == "sqlite":
        remove(connection)


def after_migrating(using: str = DEFAULT_DB_ALIAS, plan: Any = (), **kwargs: Any) -> None:
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    needed = {watch.table for watch in watches()}
    if not {CHANGES, NODES} <= tables or not needed <= tables:
        return
    put_in_place(connection)
    if plan:
        with connection.cursor() as cursor:
            cursor.execute(EVERYTHING)


def put_in_place(connection: BaseDatabaseWrapper) -> None:
    """Those of this release and no others, without a moment in which a change goes unheard."""
    if connection.vendor == "sqlite":
        with transaction.atomic(using=connection.alias):
            remove(connection)
            install(connection)
        return
    install(connection)
    needed = {name for watch in watches() for name in names(watch, connection)}
    remove(connection, but=needed)


def install(connection: BaseDatabaseWrapper) -> None:
    make = of_sqlite if connection.vendor == "sqlite" else of_postgresql
    with connection.cursor() as cursor:
        for watch in watches():
            for statement in make(watch):
                cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper, *, but: Container[str] = ()) -> None:
    with connection.cursor() as cursor:
        for name, table in found(connection):
            if name in but:
                continue
            on = "" if connection.vendor == "sqlite" else f" ON {table}"
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """The triggers that should be there and aren't: pages would go stale unnoticed."""
    there = {name for name, _table in found(connection)}
    return [name for watch in watches() for name in names(watch, connection) if name not in there]


def found(connection: BaseDatabaseWrapper) -> list[tuple[str, str]]:
    listed = (
        "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname, tgrelid::regclass::text FROM pg_trigger"
        " WHERE tgenabled <> 'D' AND NOT tgisinternal"
    )
    with connection.cursor() as cursor:
        cursor.execute(listed)
        return [(name, table) for name, table in cursor.fetchall() if name.startswith(PREFIX)]


def names(watch: Watch, connection: BaseDatabaseWrapper) -> list[str]:
    if connection.vendor != "sqlite":
        return [f"{PREFIX}{watch.name}"]
    return [f"{PREFIX}{watch.name}_{event.lower()}" for event in watch.on.split()]


def note(watch: Watch, rows: tuple[str, ...]) -> str:
    """The statement that writes down what a change touches; nothing twice."""
    things = " UNION ".join(
        f"SELECT thing FROM ({thing.format(row=row)}) AS t{number}{row.lower()}"
        for row in rows
        for number, thing in enumerate(watch.things)
    )
    return (
        f"INSERT INTO {CHANGES} (node_id, thing) SELECT n.id, t.thing"
        f" FROM {NODES} n CROSS JOIN ({things}) AS t WHERE t.thing IS NOT NULL"
    )


def differs(watch: Watch, sign: str) -> str:
    either = " OR ".join(f'OLD."{column}" {sign} NEW."{column}"' for column in watch.fields)
    return f"({either}) AND ({watch.condition})"


ROWS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}


def of_sqlite(watch: Watch) -> Iterator[str]:
    for event in watch.on.split():
        when = f"WHEN {differs(watch, 'IS NOT')} " if event == "UPDATE" else ""
        yield (
            f"CREATE TRIGGER {PREFIX}{watch.name}_{event.lower()} AFTER {event} ON {watch.table} "
            f"{when}BEGIN {note(watch, ROWS[event])}; END"
        )


def of_postgresql(watch: Watch) -> Iterator[str]:
    """The condition stands in the function: in the trigger it would forbid changing columns."""
    events = watch.on.split()
    parts = {
        event: f"IF TG_OP = '{event}' THEN {note(watch, ROWS[event])}; END IF;" for event in events
    }
    if "UPDATE" in parts:
        changed = differs(watch, "IS DISTINCT FROM")
        parts["UPDATE"] = (
            f"IF TG_OP = 'UPDATE' THEN IF {changed} THEN {note(watch, ROWS['UPDATE'])};"
            " END IF; END IF;"
        )
    name = f"{PREFIX}{watch.name}"
    yield (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"{' '.join(parts.values())} RETURN NULL; END $$"
    )
    yield (
        f"CREATE OR REPLACE TRIGGER {name} AFTER {' OR '.join(events)} ON {watch.table} "
        f"FOR EACH ROW EXECUTE FUNCTION {name}()"
    )
