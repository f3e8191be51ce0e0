"""The open web: whether a public address answers.

The addresses come from what editors write, so nothing but public hosts is asked: a name is
resolved once, refused unless every address of it is public, and the connection goes to the address
that was looked at. Redirects are followed by hand under the same rule. No cookie, no password and
nothing of the answer but its head.
"""

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Container
from contextlib import suppress
from dataclasses import dataclass
from threading import Timer
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from django.utils.translation import gettext as _

TIMEOUT = 8  # seconds without a sign of life
DEADLINE = 15  # seconds for one question in all
MOST_REDIRECTS = 5
PORTS = {80, 443, 8080, 8443}
REDIRECTS = {301, 302, 303, 307, 308}
AGENT = "union-portal-link-check/1.0"
# Answers that say that there is something, though not for us.
KEPT_FROM_US = {401, 403, 405, 406, 429, 451, 999}
GONE = {404, 410}


@dataclass(frozen=True)
class Answer:
    """What became of an address. ``is_final``: asking again won't change it."""

    is_alive: bool
    reason: str = ""
    is_final: bool = False
    has_answered: bool = True  # somebody answered, so our own network works

    @classmethod
    def found(cls, is_there: bool) -> "Answer":
        return cls(is_there, "" if is_there else _("已经删除或撤下"), is_final=True)

    @classmethod
    def of_redirects(cls) -> "Answer":
        return cls(False, _("一直跳转"))


class Refused(Exception):
    """An address that is not asked."""


def probe(url: str, own_hosts: Container[str] = ()) -> Answer:
    """Ask a public address whether it is there: HEAD first, GET where that is not understood.

    What leads back to one of our own hosts is good; we don't ask ourselves by way of the net.
    """
    try:
        for _turn in range(MOST_REDIRECTS + 1):
            if urlsplit(url).hostname in own_hosts:
                return Answer(True)
            status, location = ask("HEAD", url)
            if status >= 400 and status not in KEPT_FROM_US - {405}:
                status, location = ask("GET", url)
            if status not in REDIRECTS or not location:
                return verdict(status)
            url = absolute_location(url, location)
        return Answer.of_redirects()
    except Refused as refusal:
        return Answer(False, str(refusal), is_final=True)
    except ssl.SSLCertVerificationError:
        return Answer(False, _("证书有问题"))
    except TimeoutError:
        return Answer(False, _("没有回应"), has_answered=False)
    except socket.gaierror:
        return Answer(False, _("域名找不到"), has_answered=False)
    except (OSError, ValueError, AttributeError, http.client.HTTPException):
        return Answer(False, _("连不上"), has_answered=False)


def verdict(status: int) -> Answer:
    if status < 400 or status in KEPT_FROM_US:
        return Answer(True)
    return Answer(False, str(status), is_final=status in GONE)


def absolute_location(url: str, location: str) -> str:
    """Where a redirect leads, with what is not ASCII written as servers want it."""
    parts = urlsplit(urljoin(url, location))
    return urlunsplit(parts._replace(fragment=""))


def ask(method: str, url: str) -> tuple[int, str]:
    """The status and the ``Location`` of one answer. Raises Refused, OSError and their like."""
    parts = urlsplit(url)
    host, port = checked_host(parts.hostname), port_of(url)
    if parts.scheme not in {"http", "https"}:
        raise Refused(_("不是网页地址"))
    connection = Pinned(host, port, public_address(host, port), secure=parts.scheme == "https")
    try:
        path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
        query = f"?{quote(parts.query, safe='/?%:@!$&()*+,;=~-._')}" if parts.query else ""
        headers = {"User-Agent": AGENT, "Accept": "*/*", "Connection": "close"}
        connection.request(method, path + query, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.getheader("Location", "")
    finally:
        connection.close()


def checked_host(host: str | None) -> str:
    """The name as it is asked for in the DNS."""
    if not host:
        raise Refused(_("网址不完整"))
    try:
        return host.encode("idna").decode("ascii") if not host.isascii() else host
    except UnicodeError as error:
        raise Refused(_("域名不正确")) from error


def port_of(url: str) -> int:
    parts = urlsplit(url)
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        raise Refused(_("端口不正确")) from error
    if port not in PORTS:
        raise Refused(_("这个端口不对公众开放"))
    return port


def public_address(host: str, port: int) -> str:
    """One address of a host all of whose addresses are public."""
    rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    found = [str(row[4][0]) for row in rows]
    if not found or not all(is_public(address) for address in found):
        raise Refused(_("内网地址，公众打不开"))
    return found[0]


def is_public(text: str) -> bool:
    """Whether an address is one of the open net, however it is wrapped."""
    address = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if inner is not None:
            return is_public(str(inner))
        if address in NAT64:
            return is_public(str(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)))
    return address.is_global and not address.is_multicast and not address.is_reserved


NAT64 = ipaddress.ip_network("64:ff9b::/96")


class Pinned(http.client.HTTPConnection):
    """A connection to the one address that was looked at, cut off at the deadline."""

    def __init__(self, host: str, port: int, address: str, *, secure: bool) -> None:
        super().__init__(host, port, timeout=TIMEOUT)
        self.address = address
        self.secure = secure
        self.default_port = 443 if secure else 80  # so that Host names no usual port
        self.timer: Timer | None = None

    def connect(self) -> None:
        self.sock = socket.create_connection((self.address, self.port), timeout=TIMEOUT)
        self.timer = Timer(DEADLINE, self.cut)
        self.timer.daemon = True
        self.timer.start()
        if self.secure:
            context = ssl.create_default_context()
            self.sock = secured = context.wrap_socket(
                self.sock, server_hostname=self.host, do_handshake_on_connect=False
            )
            secured.do_handshake()

    def cut(self) -> None:
        """End whatever is being waited for: a server may send a letter now and then for ever."""
        with suppress(OSError):
            if self.sock is not None:
                socket.socket.shutdown(self.sock, socket.SHUT_RDWR)

    def close(self) -> None:
        if self.timer is not None:
            self.timer.cancel()
        super().close()
