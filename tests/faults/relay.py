"""Something between a process and Elasticsearch, that can act on one of its requests."""

import http.client
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

HOP = {"connection", "content-length", "transfer-encoding", "host"}
Act = Callable[[], None]


class Relay(ThreadingHTTPServer):
    """Hands everything on. ``on`` names a request, and what happens before or after it is done."""

    daemon_threads = True

    def __init__(self, target: str) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.there = urlsplit(target).netloc
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.acts: dict[tuple[str, str], Act] = {}
        self.acted = threading.Event()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def on(self, when: str, request: str, act: Act) -> None:
        """``when``: "before" the server hears of it, which it then never does; or "after" it did
        it, and before it is answered.
        """
        self.acted.clear()
        self.acts = {(when, request): act}

    def act(self, when: str, request: str) -> bool:
        """Whether this is the request that was waited for."""
        for key in list(self.acts):
            if key[0] == when and request.startswith(key[1]):
                self.acts.pop(key)()
                self.acted.set()
                return True
        return False

    def handle_error(self, request, client_address) -> None:
        """Who asked was killed: that is what this is for."""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Relay

    def hand_on(self) -> None:
        request = f"{self.command} {self.path}"
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.server.act("before", request):
            self.close_connection = True
            return
        there = http.client.HTTPConnection(self.server.there, timeout=60)
        headers = {name: text for name, text in self.headers.items() if name.lower() not in HOP}
        there.request(self.command, self.path, body, headers)
        answer = there.getresponse()
        content = answer.read()
        there.close()
        self.server.act("after", request)
        self.send_response_only(answer.status)
        for name, text in answer.getheaders():
            if name.lower() not in HOP:
                self.send_header(name, text)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = hand_on

    def log_message(self, *args) -> None:
        pass
