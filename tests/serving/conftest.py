"""A node that keeps pages, with its front and what it hears."""

import io

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from serving import nodes
from serving.follower import follow_the_day
from serving.front import Front
from serving.store import Store


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = int(status.split()[0]), dict(headers), body

    @property
    def text(self):
        return self.body.decode()


class FrontNode:
    """``ask("feixi.localhost", "/yaowen/")`` as a reader does; ``hear()`` as the follower does."""

    def __init__(self, root, django=None):
        self.store = Store(root, 50_000_000)
        self.renders = []
        self.application = django or WSGIHandler()
        self.front = Front(self.django, self.store, 5_000_000)
        self.key = nodes.register(self.store)
        self.front.may_keep = True

    def django(self, environ, start_response):
        self.renders.append((environ["HTTP_HOST"], environ["PATH_INFO"]))
        return self.application(environ, start_response)

    def hear(self):
        dropped = nodes.hear(self.store, self.key)
        follow_the_day(self.front)
        return dropped

    def ask(self, host, path="/", *, query="", method="GET", **headers) -> Answer:
        answer = []
        environ = {
            "REQUEST_METHOD": method, "SCRIPT_NAME": "", "PATH_INFO": path, "QUERY_STRING": query,
            "SERVER_NAME": "x", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": host, "REMOTE_ADDR": "192.0.2.1", "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(), "wsgi.errors": io.StringIO(), "wsgi.version": (1, 0),
            "wsgi.multithread": True, "wsgi.multiprocess": True, "wsgi.run_once": False,
            **{f"HTTP_{name.upper()}": value for name, value in headers.items()},
        }  # fmt: skip
        parts = self.front(environ, lambda status, fields, *_: answer.extend((status, fields)))
        body = b"".join(parts)
        if hasattr(parts, "close"):
            parts.close()
        return Answer(*answer, body)

    def kept(self) -> set[str]:
        pages = self.store.pages
        return {f"/{file.parent.relative_to(pages)}/" for file in pages.rglob("index.html")}


@pytest.fixture
def node(network, tmp_path):
    """The connection holds what the test will roll back, so it outlives requests."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield FrontNode(tmp_path / "store")
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
