"""Which kept page shows which things: a small SQLite file beside the pages.

It belongs to the files and to nothing else; whoever holds the store's lock may change it.
"""

import hashlib
import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path

TABLES = """
CREATE TABLE IF NOT EXISTS page (
  id INTEGER PRIMARY KEY AUTOINCREMENT, folder TEXT UNIQUE NOT NULL,
  bytes INTEGER NOT NULL, is_kept INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS shown (
  thing INTEGER NOT NULL, page INTEGER NOT NULL, PRIMARY KEY (thing, page)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS total (id INTEGER PRIMARY KEY CHECK (id = 1), bytes INTEGER NOT NULL);
INSERT OR IGNORE INTO total VALUES (1, 0);
CREATE TRIGGER IF NOT EXISTS more AFTER INSERT ON page
  BEGIN UPDATE total SET bytes = bytes + NEW.bytes; END;
CREATE TRIGGER IF NOT EXISTS less AFTER DELETE ON page
  BEGIN UPDATE total SET bytes = bytes - OLD.bytes; END;
CREATE TRIGGER IF NOT EXISTS other AFTER UPDATE OF bytes ON page
  BEGIN UPDATE total SET bytes = bytes + NEW.bytes - OLD.bytes; END;
"""
PART = 500


def hashed(thing: str) -> int:
    """Eight bytes of a thing's name: short rows, and two names hardly ever fall together."""
    digest = hashlib.blake2b(thing.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


class Index:
    """One connection a thread, to the file that lies there now."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        self._db.executescript(TABLES)

    @property
    def _db(self) -> sqlite3.Connection:
        db, inode = getattr(self._local, "open", (None, 0))
        now = self._inode()
        if db is None or now != inode:  # another process may have begun a new file
            db = sqlite3.connect(self.path, timeout=5, isolation_level=None)
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = OFF")  # a crash of the machine clears the store
            self._local.open = db, now or self._inode()
        return db

    def _inode(self) -> int:
        try:
            return os.stat(self.path).st_ino
        except FileNotFoundError:
            return 0

    def add(self, folder: str, size: int, things: Iterable[str]) -> None:
        """What the page showed before does not matter any more: it gets a new number."""
        db = self._db
        db.execute("BEGIN IMMEDIATE")
        try:
            db.execute("DELETE FROM page WHERE folder = ?", (folder,))
            page = db.execute(
                "INSERT INTO page (folder, bytes, is_kept) VALUES (?, ?, 1)", (folder, size)
            ).lastrowid
            rows = [(hashed(thing), page) for thing in things]
            db.executemany("INSERT OR IGNORE INTO shown VALUES (?, ?)", rows)
            db.execute("COMMIT")
        except sqlite3.Error:
            db.rollback()
            raise

    def showing(self, things: Iterable[str]) -> set[str]:
        """The folders of the pages that show one of these."""
        keys = [hashed(thing) for thing in things]
        folders: set[str] = set()
        for start in range(0, len(keys), PART):
            part = keys[start : start + PART]
            marks = ",".join("?" * len(part))
            found = f"SELECT page FROM shown WHERE thing IN ({marks})"  # noqa: S608 - question marks
            rows = self._db.execute(f"SELECT folder FROM page WHERE id IN ({found})", part)  # noqa: S608
            folders.update(folder for (folder,) in rows)
        return folders

    def all(self) -> set[str]:
        return {folder for (folder,) in self._db.execute("SELECT folder FROM page")}

    def oldest(self) -> Iterator[tuple[str, int]]:
        yield from self._db.execute("SELECT folder, bytes FROM page ORDER BY id").fetchall()

    def forget(self, folders: Iterable[str]) -> None:
        self._each("DELETE FROM page WHERE folder = ?", folders)

    def set_aside(self, folders: Iterable[str]) -> None:
        """Not served any more, but still on the disk."""
        self._each("UPDATE page SET is_kept = 0 WHERE folder = ?", folders)

    def _each(self, statement: str, folders: Iterable[str]) -> None:
        db = self._db
        db.execute("BEGIN IMMEDIATE")
        try:
            db.executemany(statement, [(folder,) for folder in folders])
            db.execute("COMMIT")
        except sqlite3.Error:
            db.rollback()
            raise

    def prune(self) -> None:
        """Forget what pages showed that are there no more."""
        self._db.execute("DELETE FROM shown WHERE page NOT IN (SELECT id FROM page)")

    @property
    def bytes(self) -> int:
        return self._db.execute("SELECT bytes FROM total").fetchone()[0]

    def count(self) -> int:
        return self._db.execute("SELECT count(*) FROM page WHERE is_kept").fetchone()[0]
