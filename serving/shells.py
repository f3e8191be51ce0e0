"""Fronts with holes: what stands between their parts, which seldom changes.

A front shows hundreds of things, and nearly each change is one of an article in one of its parts.
It is then put together from its shell and its parts, of which only that one is made again, without
a request through the whole application. A shell is out of use as soon as anything has changed
that the page shows outside of its holes.
"""

import logging
import threading
from collections import OrderedDict
from dataclasses import dataclass, replace

from django.core.signals import request_finished, request_started
from django.utils import translation

from pages.parts import kept_by
from serving.key import Key
from serving.parts import Hole, Parts, PartsOfOnePage
from serving.render import Application, Place, Rendering, render
from serving.slots import counters

logger = logging.getLogger(__name__)

MOST = 200  # fronts; with what their parts are made from, each some hundred kilobytes


@dataclass(frozen=True)
class Shell:
    pieces: tuple[bytes, ...]  # one more than holes
    holes: tuple[Hole, ...]
    rendering: Rendering  # things: those outside of the holes
    watched: frozenset[int]
    counters: bytes

    def filled(self, page: PartsOfOnePage) -> bytes | None:
        """The page as it is now; None where a part has nothing to show any more."""
        parts = [page.part(hole.key, hole.things, hole.make, later=True) for hole in self.holes]
        if not all(parts):
            return None
        pairs = zip(self.pieces, [*(part.encode() for part in parts), b""], strict=True)
        return b"".join(piece for pair in pairs for piece in pair)


class Shells:
    """Of the fronts that were asked for last."""

    def __init__(self, parts: Parts, most: int = MOST) -> None:
        self.parts, self.most = parts, most
        self._shells: OrderedDict[Key, Shell] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._shells)

    def render(self, application: Application, key: Key, place: Place, since: bytes) -> Rendering:
        """The page, put together again or made by the application."""
        return self.again(key, place, since) or self.anew(application, key, place, since)

    def again(self, key: Key, place: Place, since: bytes) -> Rendering | None:
        shell = self.find(key)
        if shell is None:
            return None
        page = self.parts.since(since)
        request_started.send(sender=Shells, environ=place.environ(key.path))
        try:
            with kept_by(page), translation.override(key.language):
                body = shell.filled(page)
        except Exception:  # whatever a template may raise: the application answers in its own way
            logger.exception("page store: %s%s can't be put together", key.host, key.path)
            body = None
        finally:
            request_finished.send(sender=Shells)
        if body is None:
            self.forget(key)
            return None
        things = shell.rendering.things | page.things
        return replace(shell.rendering, body=body, things=things)

    def anew(self, application: Application, key: Key, place: Place, since: bytes) -> Rendering:
        page = self.parts.since(since)
        with kept_by(page):
            rendering = render(application, place, key.path)
        if rendering.may_be_kept and page.holes:
            self.keep(key, rendering, page)
        return replace(rendering, things=rendering.things | page.things)

    def find(self, key: Key) -> Shell | None:
        with self._lock:
            shell = self._shells.get(key)
            if shell is None:
                return None
            if self.parts.slots.counters(shell.watched) != shell.counters:
                del self._shells[key]
                return None
            self._shells.move_to_end(key)
            return shell

    def keep(self, key: Key, rendering: Rendering, page: PartsOfOnePage) -> None:
        """Unless a part doesn't stand in the page just once, and so has no place of its own."""
        pieces = cut(rendering.body, [hole.html.encode() for hole in page.holes])
        if pieces is None:
            return
        watched = self.parts.slots.of(rendering.things)
        shell = Shell(
            pieces,
            tuple(page.holes),
            replace(rendering, body=b""),
            watched,
            counters(page.begun, watched),
        )
        with self._lock:
            self._shells[key] = shell
            while len(self._shells) > self.most:
                self._shells.popitem(last=False)

    def forget(self, key: Key) -> None:
        with self._lock:
            self._shells.pop(key, None)


def cut(body: bytes, parts: list[bytes]) -> tuple[bytes, ...] | None:
    """What stands between the parts, which must stand there once and in this order."""
    pieces = []
    for part in parts:
        if body.count(part) != 1:
            return None
        piece, _part, body = body.partition(part)
        pieces.append(piece)
    return (*pieces, body)
