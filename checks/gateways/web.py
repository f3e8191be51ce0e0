"""Asking whether anything answers at an address on the open net.

Only public addresses are asked, whatever a name resolves to and wherever an answer leads on: an
article must not be able to make the server knock inside the house.
"""

import http.client
import ipaddress
import socket
import ssl
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from django.utils.translation import gettext as _

SECONDS = 10
MOST_STEPS = 4
PORTS = {"http": 80, "https": 443}
AGENT = "Mozilla/5.0 (compatible; union-portal-link-check)"
GONE = {404, 410}
# What refuses a machine and shows itself to people.
SHY = {401, 403, 405, 406, 412, 429, 501, 503, 521, 999}


class Unasked(Exception):
    """The address is none that is asked."""


@dataclass(frozen=True)
class Answer:
    """``is_gone``: it said so itself; ``is_good`` is false as well where nothing answered."""

    is_good: bool
    is_gone: bool
    text: str


def ask(url: str) -> Answer:
    """Raises Unasked for what is not on the open net."""
    try:
        for _step in range(MOST_STEPS):
            status, onward = knock(url)
            if status in (301, 302, 303, 307, 308) and onward:
                url = urljoin(url, onward)
                continue
            is_good = status < 400 or status in SHY
            return Answer(is_good, status in GONE, str(status))
    except (OSError, http.client.HTTPException, ValueError) as error:
        return Answer(False, False, say(error))
    return Answer(False, False, _("一再转向"))


def knock(url: str) -> tuple[int, str]:
    """The status and where it leads on; by HEAD, and by GET where that is not understood."""
    for method in ("HEAD", "GET"):
        connection, path = open_to(url)
        try:
            headers = {"User-Agent": AGENT, "Accept": "*/*", "Connection": "close"}
            connection.request(method, path, headers=headers)
            answer = connection.getresponse()
            if method == "GET" or (answer.status < 400 or answer.status in GONE):
                return answer.status, answer.headers.get("Location", "")
        finally:
            connection.close()
    return 0, ""


def open_to(url: str) -> tuple[http.client.HTTPConnection, str]:
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or PORTS.get(parts.scheme, 0)
    if parts.scheme not in PORTS or port not in PORTS.values() or not host:
        raise Unasked(url)
    address = public_address(host, port)
    kind = DirectSecure if parts.scheme == "https" else Direct
    connection = kind(host, port, timeout=SECONDS)
    connection.address = address
    path = parts.path or "/"
    return connection, f"{path}?{parts.query}" if parts.query else path


def public_address(host: str, port: int) -> str:
    """One address of the host; all of them must be public, so that no trick with names helps."""
    found = {row[4][0] for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    if not found or not all(ipaddress.ip_address(address).is_global for address in found):
        raise Unasked(host)
    return str(sorted(found, key=lambda address: ":" in str(address))[0])


class Direct(http.client.HTTPConnection):
    """Connects to the address that was looked at and not to what the name means a moment later."""

    address = ""

    def connect(self) -> None:
        self.sock = socket.create_connection((self.address, self.port), self.timeout)


class DirectSecure(http.client.HTTPSConnection):
    address = ""

    def connect(self) -> None:
        plain = socket.create_connection((self.address, self.port), self.timeout)
        context = ssl.create_default_context()
        self.sock = context.wrap_socket(plain, server_hostname=self.host)


def say(error: Exception) -> str:
    if isinstance(error, socket.gaierror):
        return _("没有这个域名")
    if isinstance(error, TimeoutError):
        return _("没有回应")
    if isinstance(error, ssl.SSLError):
        return _("证书有误")
    return _("连接不上")
