"""The database itself refuses to change or remove audit entries, whoever asks it.

Put in place after each ``migrate``, so that they return when somebody dropped them. Tests that
empty their tables switch them off (AUDIT_TRIGGERS).
"""

from typing import Any

from django.apps import apps as installed_apps
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from audit.actions import MIN_KEPT_DAYS
from audit.chain import CONTENT

TABLE = "audit_auditentry"
MARKS = "audit_auditmark"
REFUSAL = "audit entries are never changed or removed"
COLUMNS = ", ".join(f'"{name}"' for name in ("id", *CONTENT, "stamp"))
PRUNED = f"(SELECT number FROM {MARKS} WHERE kind = 'ANCHOR')"
NAMES = ("audit_keep_content", "audit_keep_seal", "audit_keep_row")
OF_SQLITE, OF_POSTGRESQL = ("audit_keep_place",), ("audit_keep_table",)

REFUSE = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
# INSERT OR REPLACE removes a row without asking the trigger for DELETE: hence keep_place.
SQLITE = (
    f"""CREATE TRIGGER IF NOT EXISTS audit_keep_content BEFORE UPDATE OF {COLUMNS} ON {TABLE}
    {REFUSE}""",
    f"""CREATE TRIGGER IF NOT EXISTS audit_keep_seal BEFORE UPDATE OF number, hash ON {TABLE}
    WHEN OLD.number IS NOT NULL OR EXISTS (SELECT 1 FROM {TABLE} WHERE number = NEW.number)
    {REFUSE}""",
    f"""CREATE TRIGGER IF NOT EXISTS audit_keep_row BEFORE DELETE ON {TABLE}
    WHEN OLD.number IS NULL OR OLD.number > coalesce({PRUNED}, 0)
      OR OLD.at > datetime('now', '-{MIN_KEPT_DAYS} days')
    {REFUSE}""",
    f"""CREATE TRIGGER IF NOT EXISTS audit_keep_place BEFORE INSERT ON {TABLE}
    WHEN NEW.number IS NOT NULL OR EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id)
    {REFUSE}""",
)

POSTGRESQL = f"""
CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$;
CREATE OR REPLACE FUNCTION audit_refuse_young() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.number IS NULL OR OLD.number > coalesce({PRUNED}, 0)
    OR OLD.at > now() - interval '{MIN_KEPT_DAYS} days'
  THEN RAISE EXCEPTION '{REFUSAL}'; END IF;
  RETURN OLD;
END $$;
CREATE OR REPLACE TRIGGER audit_keep_content BEFORE UPDATE OF {COLUMNS} ON {TABLE}
FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE OR REPLACE TRIGGER audit_keep_seal BEFORE UPDATE OF number, hash ON {TABLE}
FOR EACH ROW WHEN (OLD.number IS NOT NULL) EXECUTE FUNCTION audit_refuse();
CREATE OR REPLACE TRIGGER audit_keep_row BEFORE DELETE ON {TABLE}
FOR EACH ROW EXECUTE FUNCTION audit_refuse_young();
CREATE OR REPLACE TRIGGER audit_keep_table BEFORE TRUNCATE ON {TABLE}
FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()
"""


def prepare_tables(
    sender: Any = None, using: str = DEFAULT_DB_ALIAS, apps: Any = installed_apps, **kwargs: Any
) -> None:
    """After ``migrate`` and ``flush``: the two marks of the chain, and the triggers."""
    connection = connections[using]
    if not {TABLE, MARKS} <= set(connection.introspection.table_names()):
        return
    mark = apps.get_model("audit", "AuditMark")
    if not mark.objects.using(using).exists():
        mark.objects.using(using).bulk_create([mark(kind="ANCHOR"), mark(kind="HEAD")])
    if settings.AUDIT_TRIGGERS:
        install(connection)


def install(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for statement in SQLITE:
                cursor.execute(statement)
        else:
            cursor.execute(POSTGRESQL)


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """The triggers that should be there and aren't."""
    is_sqlite = connection.vendor == "sqlite"
    names = NAMES + (OF_SQLITE if is_sqlite else OF_POSTGRESQL)
    listed = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if is_sqlite
        else "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D' AND NOT tgisinternal"
    )
    with connection.cursor() as cursor:
        cursor.execute(listed)
        found = {name for (name,) in cursor.fetchall()}
    return [name for name in names if name not in found]
