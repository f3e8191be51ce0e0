"""What a page shows, noted while it is being made.

Whoever keeps finished pages (the app serving) opens a notebook around the making of one; the
reads below write into it what they have looked at, without knowing who asks. A thing is named by
a short word and its key: ``page:12``, ``column:7``. The names stand in serving/watched.py, beside
the changes in the database that each of them stands for.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_notebook: ContextVar[set[str] | None] = ContextVar("shown", default=None)


def shows(*things: str) -> None:
    """The page being made depends on these; nothing happens while nobody collects."""
    notebook = _notebook.get()
    if notebook is not None:
        notebook.update(things)


def is_collecting() -> bool:
    return _notebook.get() is not None


def shown_so_far() -> frozenset[str]:
    return frozenset(_notebook.get() or ())


@contextmanager
def collecting() -> Iterator[set[str]]:
    """All that is noted inside, in the set that is given."""
    notebook: set[str] = set()
    token = _notebook.set(notebook)
    try:
        yield notebook
    finally:
        _notebook.reset(token)
