"""Making a page for everybody: a request of our own, in which nothing of any reader's is."""

import io
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from pages.shown import collecting
from sites.models import OrganisationSite

Environ = dict[str, Any]
Headers = list[tuple[str, str]]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]


@dataclass(frozen=True)
class Rendering:
    """What the application answers to everybody; ``things``: what it shows (pages.shown)."""

    status: int
    reason: str
    headers: Headers
    body: bytes
    things: set[str]

    @property
    def may_be_kept(self) -> bool:
        """A finished page without anything of one visitor: no cookie, no session, no other type."""
        named = {name.lower(): value.lower() for name, value in self.headers}
        return (
            self.status == 200
            and named.get("content-type", "").startswith("text/html")
            and not named.keys() & {"set-cookie", "content-encoding"}
            and "cookie" not in named.get("vary", "")
            and not {"private", "no-store"} & set(named.get("cache-control", "").split(", "))
        )


@dataclass(frozen=True)
class Place:
    """A site as it names itself."""

    host: str
    port: int
    site_id: int

    @classmethod
    def of(cls, organisation_site: OrganisationSite) -> "Place":
        site = organisation_site.site
        return cls(site.hostname.lower(), site.port, site.pk)

    def environ(self, path: str) -> Environ:
        is_secure = self.port == 443
        usual = self.port in {80, 443}
        environ = {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "",
            "PATH_INFO": path,
            "QUERY_STRING": "",
            "SERVER_NAME": self.host,
            "SERVER_PORT": str(self.port),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": self.host if usual else f"{self.host}:{self.port}",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "https" if is_secure else "http",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": True,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        }
        if is_secure:
            environ["HTTP_X_FORWARDED_PROTO"] = "https"
        return environ


def render(application: Application, place: Place, path: str) -> Rendering:
    """Ask the whole application, so that a page is refused here whenever it is refused there."""
    answer: dict[str, Any] = {}

    def start_response(status: str, headers: Headers, exc_info: Any = None) -> None:
        answer.update(status=status, headers=headers)

    with collecting() as things:
        parts = application(place.environ(path), start_response)
        try:
            body = b"".join(parts)
        finally:
            if hasattr(parts, "close"):
                parts.close()
    code, _space, reason = answer["status"].partition(" ")
    return Rendering(int(code), reason, answer["headers"], body, things)
