"""Parts of a page that look the same the next time it is made, or on other pages of its site.

Whoever keeps finished pages (the app serving) keeps such parts too, with what they show, and takes
them out of use by the same changes. The templates and reads that make them don't know whether
anybody does. A part is HTML, or what HTML is made from: keys or rows, which nobody may change.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from typing import Protocol, TypeVar

from pages.shown import collecting, shows

T = TypeVar("T")
Key = tuple[Hashable, ...]


class Keeper(Protocol):
    def has(self, key: Key) -> bool: ...

    def part(self, key: Key, things: Set[str], make: Callable[[], T], *, later: bool) -> T: ...


_keeper: ContextVar[Keeper | None] = ContextVar("keeper", default=None)


def kept(key: Key, things: Set[str], make: Callable[[], T], *, later: bool = False) -> T:
    """The part as it was made before, or made now.

    ``key`` names all that it differs by. ``things`` are those it shows of what was read before it
    (see pages.shown); what ``make`` reads is noted by itself. ``later``: it stands in the page as
    it is, and ``make`` may be called again when the page is finished, to put another in its place.
    """
    keeper = _keeper.get()
    return keeper.part(key, things, make, later=later) if keeper else make()


def is_kept(key: Key) -> bool:
    """Whether the part needn't be made; for reads that several parts share."""
    keeper = _keeper.get()
    return keeper is not None and keeper.has(key)


def kept_rows(
    word: str,
    how: Key,
    keys: Sequence[int],
    read: Callable[[Sequence[int]], Mapping[int, T]],
    shown: Callable[[T], Iterable[str]],
) -> list[T]:
    """The rows of these keys that there are, in this order; those not kept are read together.

    ``word``: under which a row's own changes are known; ``how`` they are read; ``shown``: what a
    row shows, with the rows that came with it.
    """
    lacking = [key for key in keys if not is_kept((word, *how, key))]
    with collecting():  # each row notes its own below
        found = dict(read(lacking)) if lacking else {}

    def one(key: int) -> T | None:
        row = found.get(key) or read([key]).get(key)
        if row is not None:
            shows(*shown(row))
        return row

    rows = (kept((word, *how, key), {f"{word}:{key}"}, partial(one, key)) for key in keys)
    return [row for row in rows if row is not None]


@contextmanager
def kept_by(keeper: Keeper | None) -> Iterator[None]:
    """Parts that are made inside are kept by that one."""
    token = _keeper.set(keeper)
    try:
        yield
    finally:
        _keeper.reset(token)
