"""Taking a backup while the sites go on."""

import json
import os
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import IO, Any, cast

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from news.models import ArticlePage
from operations.backups import engines
from operations.backups.archive import FORMAT, MANIFEST, MEDIA, SETTINGS, BackupError, Writer
from operations.backups.media import stored_names
from operations.models import Mark
from sites.models import Organisation

# Of the environment, what belongs to the installation: see the table in the README.
ENVIRONMENT = (
    "DJANGO_SETTINGS_MODULE", "SECRET_KEY", "SECRET_KEY_FALLBACKS", "ADMIN_HOST", "PUBLIC_DOMAIN",
    "ALLOWED_HOSTS", "DATABASE_URL", "REDIS_URL", "ELASTICSEARCH_URL", "ELASTICSEARCH_PREFIX",
    "AUDIT_KEYS", "AUDIT_KEPT_DAYS", "TRUSTED_PROXIES", "REQUIRE_SECOND_FACTOR", "IDLE_MINUTES",
    "LOCKOUT_MINUTES", "MEDIA_URL", "MEDIA_ROOT", "PAGE_STORE", "PAGE_STORE_MB", "PAGE_MEMORY_MB",
    "S3_BUCKET", "S3_ENDPOINT_URL", "S3_ACCESS_KEY",
    "S3_SECRET_KEY", "S3_CUSTOM_DOMAIN", "EMAIL_URL", "DEFAULT_FROM_EMAIL", "CSRF_TRUSTED_ORIGINS",
    "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS", "METRICS_TOKEN", "LOG_FORMAT", "LOG_REQUESTS",
    "DEBUG", "PUBLIC_PORT", "WAGTAILADMIN_BASE_URL", "DIGEST_HOUR", "DIGEST_EVERY_HOURS",
    "CHECK_LINKS", "DEMO_PASSWORD",
)  # fmt: skip

Tell = Callable[[str], None]


def back_up(folder: Path, *, media: bool = True, tell: Tell = lambda name: None) -> Path:
    """Write one backup into the folder and return its file; ``tell`` hears of each stored file.

    The database comes first: a file that is uploaded meanwhile is one too many in the backup, never
    one too few. The file appears under its name only when it is whole.
    """
    folder.mkdir(parents=True, exist_ok=True)
    now = timezone.localtime()
    target = folder / f"portal-{now:%Y%m%d-%H%M%S}.tar"
    part = target.with_suffix(".part")
    try:
        part.touch(mode=0o600)
        with tempfile.TemporaryDirectory(dir=folder) as work, Writer(part) as archive:
            database = Path(work) / engines.member_name()
            engines.dump(database)
            archive.add(MANIFEST, json.dumps(manifest(now), ensure_ascii=False, indent=1).encode())
            archive.add_file(database.name, database)
            archive.add(SETTINGS, environment().encode())
            if media:
                add_media(archive, tell)
        os.replace(part, target)
    except OSError as error:
        raise BackupError(f"写不进 {folder}：{error}") from error
    finally:
        part.unlink(missing_ok=True)
    Mark.leave(Mark.Part.BACKUP, target.name)
    return target


def manifest(now: datetime) -> dict[str, Any]:
    applied = MigrationRecorder(connection).applied_migrations()
    return {
        "format": FORMAT,
        "at": now.isoformat(),
        "engine": connection.vendor,
        "migrations": sorted(f"{app}.{name}" for app, name in applied),
        "unions": Organisation.objects.count(),
        "articles": ArticlePage.objects.count(),
    }


def environment() -> str:
    """The settings as lines of an environment file. Values are quoted where they need it."""
    known = {name: os.environ[name] for name in ENVIRONMENT if name in os.environ}
    known.setdefault("SECRET_KEY", settings.SECRET_KEY)
    return "".join(f"{name}={quoted(value)}\n" for name, value in known.items())


def quoted(value: str) -> str:
    """As the reader of .env takes it: raw between single quotes."""
    plain = all(char.isalnum() or char in "-_./:,@+=%" for char in value)
    return value if plain else f"'{value}'"


def add_media(archive: Writer, tell: Tell) -> None:
    for name in stored_names():
        try:
            with default_storage.open(name) as stream:
                archive.add_stream(MEDIA + name, cast(IO[bytes], stream), stream.size)
        except FileNotFoundError:
            continue  # deleted since the folder was listed
        tell(name)


def prune(folder: Path, keep: int) -> list[Path]:
    """Remove all backups of this folder but the newest; returns the removed ones."""
    old = sorted(folder.glob("portal-????????-??????.tar"))[:-keep]
    for path in old:
        path.unlink()
    return old
