"""Putting the page store in front of the application of a web process."""

import hashlib
import logging
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.conf import settings

from serving.follower import Follower
from serving.front import Front
from serving.render import Application
from serving.store import TROUBLE, Store

logger = logging.getLogger(__name__)

MEGABYTE = 1_000_000
# What decides how a page looks, beside the database.
SUFFIXES = {".html", ".py", ".mo"}
SETTINGS = ("SECURE_CSP", "MEDIA_URL", "STATIC_URL", "LANGUAGES", "PUBLIC_PORT", "TEMPLATES")
NO_SOURCES = {"tests", "demo", "deploy", "docs", "var", "static", "requirements"}


@cache
def open_store(*, to_serve: bool = False) -> Store | None:
    """The store of this machine, or None where it has none.

    ``to_serve``: by a process that will make pages; those of another release are dropped.
    """
    if not settings.PAGE_STORE:
        return None
    size = settings.PAGE_STORE_MB * MEGABYTE
    return Store(Path(settings.PAGE_STORE), size, release=release() if to_serve else None)


def keep_pages(django: Application) -> Application:
    """The application with the store before it; without one that can be used, as it is."""
    try:
        store = open_store(to_serve=True)
    except TROUBLE as error:
        logger.error("page store: %s can't be used: %s", settings.PAGE_STORE, error)
        return django
    if store is None:
        return django
    front = Front(django, store, settings.PAGE_MEMORY_MB * MEGABYTE)
    Follower(front).start()
    return front


def release() -> str:
    """A name for the state of the program: another one makes other pages."""
    state = hashlib.blake2b(digest_size=16)
    for file in sorted(source_files(settings.BASE_DIR)):
        stat = file.stat()
        state.update(f"{file}:{stat.st_size}:{stat.st_mtime_ns}\n".encode())
    for name in SETTINGS:
        state.update(f"{name}={getattr(settings, name)!r}\n".encode())
    return state.hexdigest()


def source_files(root: Path) -> Iterator[Path]:
    yield from Path(settings.STATIC_ROOT).glob("staticfiles.json")
    yield from root.glob("requirements/base.txt")  # Wagtail's templates count as ours
    for folder in root.iterdir():
        if folder.is_dir() and folder.name not in NO_SOURCES and not folder.name.startswith("."):
            yield from (file for file in folder.rglob("*") if file.suffix in SUFFIXES)
