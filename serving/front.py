"""Before Django: pages that are kept are sent from memory or file, others are made once and kept.

Everything that is not a page of a site (the desk, searches, files, forms, any method but GET and
HEAD) goes to Django untouched. Query strings, cookies and headers of a request are not looked at,
so they can neither vary a page nor get into one.
"""

import gzip
import http
import logging
import os
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.db import DatabaseError, InterfaceError

from serving.counts import HIT, LAST, MADE, OTHER, PASSED, counts
from serving.headers import page_headers
from serving.hosts import Hosts
from serving.key import PACKED, PLAIN, Key, is_storable, plain_host, without_zeros
from serving.memory import Hot, Memory, mark_of
from serving.parts import Parts
from serving.render import Application, Environ, Place, Rendering, render
from serving.shells import Shells
from serving.store import Store

logger = logging.getLogger(__name__)

StartResponse = Callable[..., Any]
METHODS = ("GET", "HEAD")
PATIENCE = 10.0  # seconds for another one's making of the same page
MAKERS = 3  # pages that a process makes at the same time; its other threads go on sending


class Front:
    """The WSGI application of a node that keeps pages."""

    def __init__(self, django: Application, store: Store, memory_bytes: int) -> None:
        self.django, self.store = django, store
        self.memory = Memory(memory_bytes)
        self.hosts = Hosts(store.slots)
        self.shells = Shells(Parts(store.slots))
        self.makers = threading.BoundedSemaphore(MAKERS)
        self.only_secure = settings.SECURE_SSL_REDIRECT
        # Whether changes are heard of (see serving.follower); before that nothing is kept.
        self.may_keep = False

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] not in METHODS:
            return self.django(environ, start_response)
        header, path = environ.get("HTTP_HOST", ""), environ["PATH_INFO"]
        page = self.memory.pages.get((header, path))
        if page is not None:
            try:
                is_current = mark_of(os.stat(page.file)) == page.mark
            except OSError:
                is_current = False
            if is_current and (not self.only_secure or is_secure(environ)):
                counts.tally[HIT] += 1
                page.was_asked = True
                return send(page, environ, start_response)
            self.memory.forget((header, path))
        if (right := without_zeros(path)) is not None:
            # Answered here: made anew each time, such pages would be a way to stop the site.
            start_response("301 Moved Permanently", [("Location", right), ("Content-Length", "0")])
            return []
        if not is_storable(path) or (self.only_secure and not is_secure(environ)):
            return self.django(environ, start_response)
        return self.find(header, path, environ, start_response)

    def find(
        self, header: str, path: str, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        name = plain_host(header)
        if not name or name == settings.ADMIN_HOST:
            return self.django(environ, start_response)
        key = Key(name, path)
        page: Hot | Rendering | None = self.read(key)
        if page is None:
            place = self.place(name)
            if place is None:
                return self.django(environ, start_response)
            key = Key(place.host, path)
            page = self.read(key) or self.make(key, place)
        if isinstance(page, Rendering):
            return self.answer(page, environ, start_response)
        # Only under the site's own name: an additional one may be given to another site.
        if name == key.host and header in {name, f"{name}:{environ.get('SERVER_PORT', '')}"}:
            self.memory.keep((header, path), page)
        return send(page, environ, start_response)

    def place(self, name: str) -> Place | None:
        try:
            return self.hosts.find(name)
        except (DatabaseError, InterfaceError):
            return None

    def read(self, key: Key) -> Hot | None:
        """The page from its file."""
        folder = f"{self.store.pages}/{key.folder}"
        file = f"{folder}/{PLAIN}"
        with suppress(OSError):
            for _attempt in range(3):
                mark = mark_of(os.stat(file))
                with open(f"{folder}/{PACKED}", "rb") as packed:
                    body = packed.read()
                if mark_of(os.stat(file)) == mark:
                    counts.tally[HIT] += 1
                    return hot(file, mark, body, key)
        return None

    def make(self, key: Key, place: Place) -> Hot | Rendering:
        """Make the page, or wait for who is making it."""
        with self.store.turn(key, PATIENCE) as is_ours:
            if not is_ours and (last := self.last_version(key)) is not None:
                return last  # who has the turn takes too long
            return self.make_now(key, place)

    def make_now(self, key: Key, place: Place) -> Hot | Rendering:
        with self.makers:
            page = self.read(key)
            if page is not None:
                return page
            since = self.store.begin()
            rendering = (
                self.shells.render(self.django, key, place, since)
                if self.may_keep
                else render(self.django, place, key.path)
            )
            if rendering.status >= http.HTTPStatus.INTERNAL_SERVER_ERROR:
                return self.last_version(key) or rendering
            if rendering.may_be_kept and self.may_keep:
                self.store.put(key, rendering.body, rendering.things, since)
            elif not rendering.may_be_kept:
                self.store.forget_last(key)
            counts.tally[MADE if rendering.may_be_kept else OTHER] += 1
            return rendering

    def warm(self, place: Place, path: str) -> bool:
        """Make a page before anybody asks; whether it had to be made."""
        key = Key(place.host, path)
        return self.read(key) is None and isinstance(self.make(key, place), Rendering)

    def last_version(self, key: Key) -> Hot | None:
        """The page as it was before it had to be made anew, when that has failed."""
        body = self.store.last_version(key)
        if body is None:
            return None
        counts.tally[LAST] += 1
        logger.error("page store: %s%s can't be made, its last version is shown", *key_parts(key))
        return hot("", (0, 0, 0), body, key)

    def answer(
        self, rendering: Rendering, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        """What was made, kept or not.

        Redirections may depend on the query, and pages that are nobody else's (behind a password)
        on the reader: Django knows.
        """
        is_for_one = rendering.status == http.HTTPStatus.OK and not rendering.may_be_kept
        if 300 <= rendering.status < 400 or is_for_one:
            counts.tally[PASSED] += 1
            return self.django(environ, start_response)
        if rendering.may_be_kept:
            body = gzip.compress(rendering.body, 1, mtime=0)
            page = hot("", (0, 0, 0), body, Key(environ.get("HTTP_HOST", ""), environ["PATH_INFO"]))
            return send(page, environ, start_response)
        start_response(f"{rendering.status} {rendering.reason}", rendering.headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [rendering.body]


def key_parts(key: Key) -> tuple[str, str]:
    return key.host, key.path


def is_secure(environ: Environ) -> bool:
    if environ["wsgi.url_scheme"] == "https":
        return True
    header, value = settings.SECURE_PROXY_SSL_HEADER or ("", "")
    return bool(header) and environ.get(header) == value


def hot(file: str, mark: tuple[int, int, int], body: bytes, key: Key) -> Hot:
    etag = f'"{mark[1]:x}-{len(body):x}"' if file else ""
    common = [*page_headers(key.language), *([("ETag", etag)] if etag else [])]
    packed = [*common, ("Content-Encoding", "gzip"), ("Content-Length", str(len(body)))]
    return Hot(file, mark, etag, common, packed, body)


def send(page: Hot, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    is_head = environ["REQUEST_METHOD"] == "HEAD"
    if page.etag and page.etag == environ.get("HTTP_IF_NONE_MATCH"):
        start_response("304 Not Modified", page.plain)
        return []
    if "gzip" in environ.get("HTTP_ACCEPT_ENCODING", ""):
        start_response("200 OK", page.packed)
        return [] if is_head else [page.body]
    body = gzip.decompress(page.body)
    start_response("200 OK", [*page.plain, ("Content-Length", str(len(body)))])
    return [] if is_head else [body]
