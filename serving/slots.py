"""Counters that all processes of a node share, so that a page made too early is not kept.

Somebody begins to make a page; then what it shows is changed and the page is dropped; then the
page, which still has the old text, is finished. It must not be put in the store. So each
thing has a counter (things with the same hash share one) that grows when the thing is dropped,
and a page is kept only if no counter of its things has moved since its making began.

A small file mapped into memory: reading costs nothing, and writing works on a full disk too.
"""

import mmap
import os
import struct
import zlib
from collections.abc import Iterable
from pathlib import Path

COUNT = 16_384
EVERYTHING = "sites"  # moves with every clearing, and counts for each page
SIZE = COUNT * 4


def slot_of(thing: str) -> int:
    return zlib.crc32(thing.encode()) % COUNT * 4


def counters(slots: bytes | mmap.mmap, watched: frozenset[int]) -> bytes:
    """Those at the given places, one behind the other; the same set always in the same order."""
    return b"".join([slots[at : at + 4] for at in watched])


class Slots:
    """Whoever calls ``move`` or compares before storing holds the store's lock."""

    def __init__(self, path: Path) -> None:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            if os.fstat(descriptor).st_size != SIZE:
                os.truncate(descriptor, 0)
                os.write(descriptor, bytes(SIZE))  # written, not a hole: a full disk can't bite
            self.inode = os.fstat(descriptor).st_ino
            self._map = mmap.mmap(descriptor, SIZE)
        finally:
            os.close(descriptor)

    def snapshot(self) -> bytes:
        return self._map[:]

    def value(self, thing: str) -> int:
        return struct.unpack_from("I", self._map, slot_of(thing))[0]

    def move(self, things: Iterable[str]) -> None:
        for at in {slot_of(thing) for thing in things}:
            (count,) = struct.unpack_from("I", self._map, at)
            struct.pack_into("I", self._map, at, (count + 1) % 2**32)

    def have_moved(self, since: bytes, things: Iterable[str]) -> bool:
        watched = self.of(things)
        return self.counters(watched) != counters(since, watched)

    @staticmethod
    def of(things: Iterable[str]) -> frozenset[int]:
        """The places of their counters, with the one that counts for each page."""
        return frozenset(slot_of(thing) for thing in [*things, EVERYTHING])

    def counters(self, watched: frozenset[int]) -> bytes:
        return counters(self._map, watched)
