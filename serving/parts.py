"""Parts of pages in the memory of a process (see pages.parts), up to a number of bytes.

A page that is dropped for one changed line is made anew from parts that nothing has changed. They
are checked by the counters that all processes of a node share: a part whose things have moved since
the page began in which it was made is made again.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Set
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from pages.parts import Key
from pages.shown import collecting, shows
from serving.slots import Slots, counters

T = TypeVar("T")
MAX_BYTES = 24_000_000
ROW = 100  # bytes of a thing's name and its counter, about
OBJECT = 10_000  # of a row of a list, with its article, column and picture


@dataclass(frozen=True)
class Part:
    value: Any
    things: frozenset[str]
    watched: frozenset[int]
    counters: bytes

    @property
    def size(self) -> int:
        own = len(self.value) * 2 if isinstance(self.value, str) else OBJECT
        return own + len(self.things) * ROW


class Parts:
    """What was asked for longest ago goes first."""

    def __init__(self, slots: Slots, max_bytes: int = MAX_BYTES) -> None:
        self.slots, self.max_bytes, self.bytes = slots, max_bytes, 0
        self._parts: OrderedDict[Key, Part] = OrderedDict()
        self._lock = threading.Lock()

    def since(self, begun: bytes) -> "PartsOfOnePage":
        return PartsOfOnePage(self, begun)

    def find(self, key: Key) -> Part | None:
        with self._lock:
            part = self._parts.get(key)
            if part is None:
                return None
            if self.slots.counters(part.watched) != part.counters:
                self._remove(key)
                return None
            self._parts.move_to_end(key)
            return part

    def keep(self, key: Key, part: Part) -> None:
        with self._lock:
            self._remove(key)
            self._parts[key] = part
            self.bytes += part.size
            while self.bytes > self.max_bytes:
                self._remove(next(iter(self._parts)))

    def _remove(self, key: Key) -> None:
        part = self._parts.pop(key, None)
        if part is not None:
            self.bytes -= part.size


@dataclass(frozen=True)
class Hole:
    """Where a part stands that can be made again by itself; its html as the page has it."""

    key: Key
    things: Set[str]
    make: Callable[[], Any]
    html: str


@dataclass
class PartsOfOnePage:
    """``begun``: the counters before the page's first look at anything (Store.begin).

    ``things``: what the parts show that can be made again by themselves; of others, the page does.
    """

    parts: Parts
    begun: bytes
    holes: list[Hole] = field(default_factory=list)
    things: set[str] = field(default_factory=set)
    depth: int = 0

    def has(self, key: Key) -> bool:
        return self.parts.find(key) is not None

    def part(self, key: Key, things: Set[str], make: Callable[[], T], *, later: bool = False) -> T:
        known = self.parts.find(key)
        if known is None:
            self.depth += 1
            try:
                with collecting() as read:
                    value = make()
            finally:
                self.depth -= 1
            known = self.made(value, frozenset(things | read))
            self.parts.keep(key, known)
        if later and known.value and not self.depth:
            self.holes.append(Hole(key, things, make, known.value))
            self.things |= known.things
        else:
            shows(*known.things)
        return cast(T, known.value)

    def made(self, value: object, things: frozenset[str]) -> Part:
        watched = self.parts.slots.of(things)
        return Part(value, things, watched, counters(self.begun, watched))
