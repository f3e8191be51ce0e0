"""The uploaded files, wherever they lie: the local folder or an object store."""

from collections.abc import Iterator
from typing import IO

from django.core.files.base import File
from django.core.files.storage import default_storage


def stored_names(folder: str = "") -> Iterator[str]:
    """All files of the storage, folder by folder, in a fixed order."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in sorted(files):
        yield f"{folder}{name}"
    for name in sorted(folder for folder in folders if folder):
        yield from stored_names(f"{folder}{name}/")


def put(name: str, stream: IO[bytes]) -> None:
    """Store a file under exactly this name, in place of what is there."""
    if default_storage.exists(name):
        default_storage.delete(name)
    saved = default_storage.save(name, File(stream))
    if saved != name:
        raise OSError(f"{name} was stored as {saved}")
