"""A whole database into one file, and back: by each engine's own means."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

from django.db import connection

from operations.backups.archive import POSTGRESQL_DATABASE, SQLITE_DATABASE, BackupError

SET_ASIDE = "before_restore_"  # how the name of a database begins that had to make room


def member_name() -> str:
    return SQLITE_DATABASE if connection.vendor == "sqlite" else POSTGRESQL_DATABASE


def dump(target: Path) -> None:
    """The state of the database at one moment, while people go on working."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(target)) as copy:
            connection.connection.backup(copy)
    else:
        run(
            "pg_dump",
            "--format=custom",
            "--no-owner",
            "--no-privileges",
            f"--exclude-schema={SET_ASIDE}*",
            f"--file={target}",
        )


def load(source: Path) -> None:
    """Fill an empty database; whole, or not at all."""
    if connection.vendor == "sqlite":
        name = Path(str(connection.settings_dict["NAME"]))
        connection.close()
        part = name.with_name(name.name + ".part")
        shutil.copyfile(source, part)
        for left in ("-wal", "-shm"):
            name.with_name(name.name + left).unlink(missing_ok=True)
        os.replace(part, name)
    else:
        connection.close()
        run(
            "pg_restore",
            "--single-transaction",
            "--exit-on-error",
            "--no-owner",
            "--no-privileges",
            "--dbname",
            connection.settings_dict["NAME"],
            str(source),
        )


def is_empty() -> bool:
    return not connection.introspection.table_names()


def set_aside(name: str) -> None:
    """Keep the present database under another name, out of the way of the one to be restored."""
    if connection.vendor == "sqlite":
        present = Path(str(connection.settings_dict["NAME"]))
        with closing(sqlite3.connect(present.with_name(name + ".sqlite3"))) as copy:
            connection.ensure_connection()
            connection.connection.backup(copy)
        connection.close()
        present.unlink()
        return
    with connection.cursor() as cursor:
        cursor.execute(f'ALTER SCHEMA public RENAME TO "{name}"')
        cursor.execute("CREATE SCHEMA public")


def take_back(name: str) -> None:
    """Undo ``set_aside`` after a restore that failed."""
    if connection.vendor == "sqlite":
        connection.close()
        present = Path(str(connection.settings_dict["NAME"]))
        os.replace(present.with_name(name + ".sqlite3"), present)
        return
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute(f'ALTER SCHEMA "{name}" RENAME TO public')


def run(program: str, *args: str) -> None:
    """One of PostgreSQL's programs, with the connection of the settings; no password on the line."""
    path = find(program)
    config: dict[str, Any] = connection.settings_dict
    names = {"HOST": "PGHOST", "PORT": "PGPORT", "USER": "PGUSER", "PASSWORD": "PGPASSWORD"}
    wanted = {names[key]: str(config[key]) for key in names if config.get(key)}
    done = subprocess.run(  # noqa: S603 - a fixed program and our own arguments
        [path, *args],
        env={**os.environ, **wanted, "PGDATABASE": str(config["NAME"])},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BackupError(f"{program} 失败：{done.stderr.strip()[-500:]}")


def find(program: str) -> str:
    """PostgreSQL's program, the newest on the machine: an older one refuses a newer server."""
    installed = sorted(
        Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), key=lambda path: int(path.parts[4])
    )
    found = str(installed[-1]) if installed else shutil.which(program)
    if found is None:
        raise BackupError(f"这台机器上没有 {program}：apt-get install postgresql-client。")
    return found
