"""Parts of a page that look the same the next time it is made, or on other pages of its site.

Whoever keeps finished pages (the app serving) keeps such parts too, with what they show, and takes
them out of use by the same changes. The templates and reads that make them don't know whether
anybody does.
"""

from collections.abc import Callable, Hashable, Iterator, Set
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol

Key = tuple[Hashable, ...]


class Keeper(Protocol):
    def has(self, key: Key) -> bool: ...

    def part(self, key: Key, things: Set[str], make: Callable[[], str]) -> str: ...


_keeper: ContextVar[Keeper | None] = ContextVar("keeper", default=None)


def kept(key: Key, things: Set[str], make: Callable[[], str]) -> str:
    """The part as it was made before, or made now.

    ``key`` names all that it differs by. ``things`` are those it shows of what was read before it
    (see pages.shown); what ``make`` reads is noted by itself.
    """
    keeper = _keeper.get()
    return keeper.part(key, things, make) if keeper else make()


def is_kept(key: Key) -> bool:
    """Whether the part needn't be made; for reads that several parts share."""
    keeper = _keeper.get()
    return keeper is not None and keeper.has(key)


@contextmanager
def kept_by(keeper: Keeper | None) -> Iterator[None]:
    """Parts that are made inside are kept by that one."""
    token = _keeper.set(keeper)
    try:
        yield
    finally:
        _keeper.reset(token)
