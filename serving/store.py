"""Finished pages as files, which a web server in front may serve by itself.

``pages/<host>/<path>/index.html`` and ``.gz`` are what is served; ``last.gz`` beside them is the
version before, for the case that a new one can't be made. Files are written under another name
and renamed, so nobody ever reads half of one. Whatever goes wrong on the disk, a page is then
not kept, and the reader gets it all the same.
"""

import fcntl
import gzip
import logging
import os
import shutil
import sqlite3
import time
import uuid
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from serving.index import Index
from serving.key import LAST, PACKED, PLAIN, Key
from serving.slots import EVERYTHING, Slots

logger = logging.getLogger(__name__)

TROUBLE = (OSError, sqlite3.Error)
SPARE = 0.9  # of the allowed size is left when it was reached
TURNS = 256


class Store:
    """The page store of one node, shared by its processes and threads."""

    def __init__(self, root: Path, max_bytes: int, *, release: str | None = None) -> None:
        """``release`` names the program that makes the pages; another one makes them anew.

        Without it the store is taken as it is found: by who only looks at it.
        """
        self.root, self.max_bytes = root, max_bytes
        self.pages = root / "pages"
        for folder in (self.pages, root / "turns", root / "new"):
            folder.mkdir(parents=True, exist_ok=True)
        for number in range(TURNS):  # now, so that a full disk can't be in the way later
            (root / "turns" / str(number)).touch()
        with self.locked():
            self._begin_anew_after_a_crash()
            self.slots = Slots(root / "slots")
            self.index = self._open_index()
        self.release = self._named_release() if release is None else release
        if self._named_release() != self.release:
            (root / "release").write_text(self.release)
            self.clear()

    def _begin_anew_after_a_crash(self) -> None:
        """Files and index are not forced to the disk, so after a restart of the machine they
        may disagree: then everything is made anew.
        """
        boot = Path("/proc/sys/kernel/random/boot_id")
        now = boot.read_text() if boot.exists() else ""
        mark = self.root / "boot"
        if mark.exists() and mark.read_text() == now:
            return
        self._empty()
        mark.write_text(now)

    def _open_index(self) -> Index:
        path = self.root / "index.sqlite3"
        try:
            return Index(path)
        except sqlite3.Error:
            logger.exception("page store: the index can't be opened, everything is dropped")
            self.slots.move([EVERYTHING])
            self._empty()
            return Index(path)

    def _empty(self) -> None:
        """Pages and index go together: without it nobody knows what a page shows."""
        shutil.rmtree(self.pages, ignore_errors=True)
        self.pages.mkdir(exist_ok=True)
        for file in self.root.glob("index.sqlite3*"):
            file.unlink(missing_ok=True)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """One at a time on this node; a process that is killed lets go."""
        with open(self.root / "lock", "w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def folder(self, key: Key) -> Path:
        return self.pages / key.folder

    def begin(self) -> bytes:
        """To be called before the first look at anything that the page will show."""
        return self.slots.snapshot()

    def put(self, key: Key, body: bytes, things: set[str], since: bytes) -> bool:
        """Keep a page, unless something it shows has changed since ``begin`` or the disk won't."""
        packed = gzip.compress(body, 6, mtime=0)
        try:
            with self.new_files(body, packed) as (plain, gz), self.locked():
                if self.is_gone() or self._named_release() != self.release:
                    return False
                if self.slots.have_moved(since, things):
                    return False
                folder = self.folder(key)
                folder.mkdir(parents=True, exist_ok=True)
                # In this order a killed process leaves a line without a file and never a file
                # that nothing knows of.
                self.index.add(key.folder, len(body) + len(packed), {*things, EVERYTHING})
                os.replace(gz, folder / PACKED)
                os.replace(plain, folder / PLAIN)
                (folder / LAST).unlink(missing_ok=True)
                self.make_room()
                return True
        except TROUBLE as trouble:
            logger.warning("page store: not kept: %s", trouble)
            return False

    @contextmanager
    def new_files(self, *contents: bytes) -> Iterator[list[Path]]:
        name = uuid.uuid4().hex
        files = [self.root / "new" / f"{name}-{number}" for number in range(len(contents))]
        try:
            for file, content in zip(files, contents, strict=True):
                file.write_bytes(content)
            yield files
        finally:
            for file in files:
                with suppress(OSError):
                    file.unlink(missing_ok=True)

    def is_gone(self) -> bool:
        """Whether somebody removed the folder while this process had it open."""
        return os.stat(self.root / "slots").st_ino != self.slots.inode

    def _named_release(self) -> str:
        """That of the process started last: an older one may finish, but keeps nothing any more."""
        try:
            return (self.root / "release").read_text()
        except FileNotFoundError:
            return ""

    def drop(self, things: Iterable[str]) -> int:
        """Take the pages out of service that show one of these; returns how many.

        A thing with ``!`` is gone for good: what showed it is not even kept as last version.
        """
        named = set(things)
        for_good = {thing[1:] for thing in named if thing.startswith("!")}
        named = {thing.removeprefix("!") for thing in named}
        with self.locked():
            self.slots.move(named)
            try:
                folders = self.index.showing(named)
                gone = self.index.showing(for_good)
            except sqlite3.Error:
                return self._begin_anew()
            return self._take_out(folders - gone, gone)

    def clear(self, *, for_good: bool = False) -> int:
        """Take every page out of service."""
        with self.locked():
            self.slots.move([EVERYTHING])
            try:
                folders = self.index.all()
            except sqlite3.Error:
                return self._begin_anew()
            return self._take_out(set() if for_good else folders, folders if for_good else set())

    def _begin_anew(self) -> int:
        """Returns 0: only the index knew how many pages there were."""
        logger.exception("page store: the index can't be read, everything is dropped")
        self.slots.move([EVERYTHING])
        self._empty()
        with suppress(sqlite3.Error):  # on a full disk; until there is room nothing is kept
            self.index = Index(self.index.path)
        return 0

    def _take_out(self, aside: set[str], gone: set[str]) -> int:
        """Files first: that works on a full disk too, and the index may follow later."""
        count = sum([self._set_aside(self.pages / folder) for folder in aside])
        count += sum([self._remove(self.pages / folder) for folder in gone])
        with suppress(sqlite3.Error):
            self.index.set_aside(aside)
            self.index.forget(gone)
        return count

    @staticmethod
    def _set_aside(folder: Path) -> bool:
        try:
            (folder / PLAIN).unlink()
        except FileNotFoundError:
            return False
        with suppress(FileNotFoundError):
            os.replace(folder / PACKED, folder / LAST)
        return True

    def _remove(self, folder: Path) -> bool:
        was_kept = (folder / PLAIN).exists()
        for name in (PLAIN, PACKED, LAST):
            (folder / name).unlink(missing_ok=True)
        with suppress(OSError):  # until one is not empty
            while folder != self.pages:
                folder.rmdir()
                folder = folder.parent
        return was_kept

    def make_room(self) -> None:
        """Forget the pages that were made first, when the store is larger than it may be."""
        size = self.index.bytes
        if size <= self.max_bytes:
            return
        leaving = set()
        for folder, bytes_ in self.index.oldest():
            if size <= self.max_bytes * SPARE:
                break
            leaving.add(folder)
            size -= bytes_
        self._take_out(set(), leaving)

    def last_version(self, key: Key) -> bytes | None:
        """The page as it was before it was dropped, packed."""
        try:
            return (self.folder(key) / LAST).read_bytes()
        except OSError:
            return None

    def forget_last(self, key: Key) -> None:
        """The address shows no page any more."""
        if not (self.folder(key) / LAST).exists():
            return
        with suppress(*TROUBLE), self.locked():
            if not (self.folder(key) / PLAIN).exists():
                self._remove(self.folder(key))
                self.index.forget([key.folder])

    @contextmanager
    def turn(self, key: Key, patience: float) -> Iterator[bool]:
        """One maker a page on this node; yields False when another one takes too long."""
        try:
            file = open(self.root / "turns" / str(hash_of(key) % TURNS), "w")  # noqa: SIM115
        except OSError:
            yield False
            return
        with file:
            yield take(file.fileno(), patience)


def hash_of(key: Key) -> int:
    return zlib.crc32(key.folder.encode())


def take(descriptor: int, patience: float) -> bool:
    until = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                return False
            time.sleep(0.01)
        else:
            return True
