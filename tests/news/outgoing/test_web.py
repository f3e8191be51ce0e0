"""Asking the open web: nothing but public hosts, and nothing for ever."""

import socket
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.gateways import web
from news.gateways.web import is_public, probe


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "0.0.0.1", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "ff02::1",
    ],
)  # fmt: skip
def test_inner_addresses_are_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "114.114.114.114", "2001:4860:4860::8888"])
def test_addresses_of_the_open_net_are(address):
    assert is_public(address)


@given(st.ip_addresses(v=4, network="10.0.0.0/8"))
def test_an_inner_address_stays_inner_however_it_is_wrapped(address):
    assert not is_public(f"::ffff:{address}")
    assert not is_public(f"64:ff9b::{address}")


def resolving_to(monkeypatch, *addresses):
    rows = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, 80)) for one in addresses]
    monkeypatch.setattr(web.socket, "getaddrinfo", lambda *args, **more: rows)


def refuse(*args, **more):
    raise AssertionError("nobody may be asked")


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost/", "http://127.0.0.1/", "http://[::1]/", "http://2130706433/",
        "http://0x7f.1/", "http://www.example.org:22/", "http://www.example.org:99999/",
        "ftp://www.example.org/", "http:///path",
    ],
)  # fmt: skip
def test_what_is_not_public_is_not_asked_and_dead(monkeypatch, url):
    if "example.org" in url:
        resolving_to(monkeypatch, "8.8.8.8")
    monkeypatch.setattr(web.socket, "create_connection", refuse)

    answer = probe(url)

    assert not answer.is_alive
    assert answer.is_final


def test_a_name_with_one_inner_address_among_public_ones_is_not_asked(monkeypatch):
    resolving_to(monkeypatch, "8.8.8.8", "10.0.0.1")
    monkeypatch.setattr(web.socket, "create_connection", refuse)

    assert probe("http://www.example.org/").reason == "内网地址，公众打不开"


class Site(BaseHTTPRequestHandler):
    """A small site of somebody else's, with every way to answer."""

    def do_HEAD(self):
        self.server.asked.append((self.command, self.path))
        name = self.path.strip("/").partition("?")[0]
        if name == "no-head" and self.command == "HEAD":
            name = "405"
        self.send_response(int(name) if name.isdecimal() else 302 if name in PLACES else 200)
        if name in PLACES:
            self.send_header("Location", PLACES[name])
        self.end_headers()

    do_GET = do_HEAD

    def log_message(self, *args):
        pass


PLACES = {
    "moved": "/there", "round": "/round", "inner": "http://10.0.0.1/", "home": "http://feixi.localhost/",
}  # fmt: skip


@pytest.fixture
def site(monkeypatch):
    """Reached by a public name; the connection is led to this machine."""
    server = HTTPServer(("127.0.0.1", 0), Site)
    server.asked = []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    connect = socket.create_connection
    known = socket.getaddrinfo

    def resolve(host, *args, **more):
        return known("8.8.8.8" if host == "www.example.org" else host, *args, **more)

    monkeypatch.setattr(web.socket, "getaddrinfo", resolve)
    monkeypatch.setattr(
        web.socket,
        "create_connection",
        lambda address, **more: connect(("127.0.0.1", server.server_port), **more),
    )
    yield server
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("path", "alive", "final"),
    [
        ("there", True, False),
        ("moved", True, False),
        ("no-head", True, False),
        ("403", True, False),
        ("404", False, True),
        ("410", False, True),
        ("500", False, False),
        ("round", False, False),
        ("inner", False, True),
        ("home", True, False),
        ("通知?页=一", True, False),
    ],
)
def test_the_answer_tells_whether_a_page_is_there(site, path, alive, final):
    answer = probe(f"http://www.example.org/{path}", {"feixi.localhost"})

    assert (answer.is_alive, answer.is_final) == (alive, final)


def test_a_good_page_is_asked_once_and_not_fetched(site):
    probe("http://www.example.org/there")

    assert site.asked == [("HEAD", "/there")]


def test_a_server_that_drips_is_cut_off(monkeypatch):
    monkeypatch.setattr(web, "DEADLINE", 0.3)
    resolving_to(monkeypatch, "8.8.8.8")
    ours, theirs = socket.socketpair()
    monkeypatch.setattr(web.socket, "create_connection", lambda *args, **more: ours)

    answer = probe("http://www.example.org/")

    assert (answer.is_alive, answer.has_answered) == (False, False)
    theirs.close()


def test_a_name_that_nobody_knows_may_be_tried_again(monkeypatch):
    def unknown(*args, **more):
        raise socket.gaierror

    monkeypatch.setattr(web.socket, "getaddrinfo", unknown)

    answer = probe("http://www.example.org/")

    assert (answer.reason, answer.is_final) == ("域名找不到", False)
