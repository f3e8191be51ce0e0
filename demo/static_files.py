"""Collecting the static files, but only when one of them is new."""

import os
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command

from config import bundles


def collect_static_files() -> None:
    if static_files_are_older():
        call_command("collectstatic", interactive=False, verbosity=0)


def static_files_are_older() -> bool:
    """Whether the collected files are missing or older than a source file or an installed package."""
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if not manifest.exists():
        return True
    collected = manifest.stat().st_mtime
    stamps = settings.BASE_DIR.glob(".venv/.installed-*")
    if any(file.stat().st_mtime > collected for file in (*stamps, Path(bundles.__file__))):
        return True
    return any(
        os.stat(storage.path(name)).st_mtime > collected
        for finder in finders.get_finders()
        for name, storage in finder.list([])
        if storage.location and str(storage.location).startswith(str(settings.BASE_DIR / "static"))
    )
