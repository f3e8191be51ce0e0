"""Bringing a backup back: onto an empty machine, or in place of what is there."""

import json
import tarfile
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone
from wagtail import hooks

from operations.backups import engines
from operations.backups.archive import (
    FORMAT,
    MANIFEST,
    MEDIA,
    POSTGRESQL_DATABASE,
    SETTINGS,
    SQLITE_DATABASE,
    BackupError,
    verify,
)
from operations.backups.media import put, stored_names

Tell = Callable[[str], None]


def restore(
    path: Path,
    *,
    env_file: Path,
    overwrite: bool = False,
    tell: Tell = lambda name: None,
) -> tuple[dict[str, Any], Path | None]:
    """Restore a backup and return its manifest, and where its settings were written.

    The whole archive is checked before anything is touched. A database with tables in it, or
    stored files, are refused unless ``overwrite``: then the old database is set aside under a name
    with today's date, and comes back if restoring fails. Apps hear of it by the hook
    ``installation_restored``.
    """
    for _name in verify(path):
        pass
    manifest = read_manifest(path)
    require_fit(manifest)
    require_room(overwrite)
    aside = f"{engines.SET_ASIDE}{timezone.localtime():%Y%m%d_%H%M%S}"
    must_move = not engines.is_empty()
    if must_move:
        engines.set_aside(aside)
    try:
        load_database(path)
        call_command("migrate", verbosity=0)
    except Exception:
        if must_move:
            engines.take_back(aside)
        raise
    load_media(path, tell)
    written = write_settings(path, env_file)
    for act in hooks.get_hooks("installation_restored"):
        act()
    return manifest, written


def read_manifest(path: Path) -> dict[str, Any]:
    with tarfile.open(path, "r:") as tar:
        try:
            stream = tar.extractfile(MANIFEST)
        except KeyError as error:
            raise BackupError(f"{path} 不是这个系统的备份。") from error
        return json.loads(stream.read())  # type: ignore[union-attr]


def require_fit(manifest: dict[str, Any]) -> None:
    """The same engine, and no newer release than this one."""
    engine = engines.connection.vendor
    if manifest["format"] != FORMAT:
        raise BackupError(f"备份的格式是 {manifest['format']}，这个版本只认 {FORMAT}。")
    if manifest["engine"] != engine:
        raise BackupError(
            f"备份来自 {manifest['engine']}，现在的数据库是 {engine}：把 DATABASE_URL 设成同一种再恢复。"
        )
    known = MigrationLoader(None).disk_migrations
    names, apps = {f"{app}.{name}" for app, name in known}, {app for app, _name in known}
    newer = [
        name
        for name in manifest["migrations"]
        if name not in names and name.partition(".")[0] in apps
    ]
    if newer:
        raise BackupError(f"备份来自更新的版本（有 {newer[0]}），先升级程序再恢复。")


def require_room(overwrite: bool) -> None:
    if overwrite:
        return
    if not engines.is_empty():
        raise BackupError("数据库里已经有数据。确实要换掉，加上 --overwrite：原来的会改名留着。")
    if next(stored_names(), None):
        raise BackupError("上传文件的文件夹不是空的。确实要写进去，加上 --overwrite。")


def load_database(path: Path) -> None:
    with tempfile.TemporaryDirectory() as work, tarfile.open(path, "r:") as tar:
        for name in (SQLITE_DATABASE, POSTGRESQL_DATABASE):
            if name in tar.getnames():
                Path(work).chmod(0o700)
                tar.extract(name, work, filter="data")
                engines.load(Path(work) / name)
                return
    raise BackupError(f"{path} 里没有数据库。")


def load_media(path: Path, tell: Tell) -> None:
    with tarfile.open(path, "r:") as tar:
        for member in tar:
            if member.name.startswith(MEDIA):
                put(member.name.removeprefix(MEDIA), tar.extractfile(member))  # type: ignore[arg-type]
                tell(member.name)


def write_settings(path: Path, env_file: Path) -> Path | None:
    """The environment of the backup; beside the file that is there already, never in its place.

    Where the user of the services may not write, beside the backup; None if not even there.
    """
    with tarfile.open(path, "r:") as tar:
        data = tar.extractfile(SETTINGS).read()  # type: ignore[union-attr]
    for place in (env_file, path.with_suffix(".env")):
        with suppress(OSError):
            target = place.with_name("restored.env") if place.exists() else place
            target.touch(mode=0o600)
            target.write_bytes(data)
            return target
    return None
