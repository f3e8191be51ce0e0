"""Web servers that keep pages: slow clients, floods, full disks, killed processes, bad releases."""

import random
import socket
import subprocess
import time

import pytest

from tests.faults.conftest import free_port
from tests.faults.web import COUNTY, PUBLISH, SHOWS_IT, Place, Web, nothing_is_stale

pytestmark = pytest.mark.faults

IDLE, SLOW = 2_000, 50
MUCH_MB = 20  # more than a server takes for 300 requests that leave nothing: it has caches to fill


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return Place(tmp_path_factory.mktemp("web"), free_port())


@pytest.fixture
def web(place, tmp_path):
    server = Web(place, tmp_path / "store")
    yield server
    server.stop()


@pytest.fixture
def plain(place):
    """The same network without kept pages: what is true."""
    server = Web(place, None)
    yield server
    server.stop()


def test_slow_and_idle_clients_keep_nobody_waiting(web):
    web.keep(COUNTY, "/")
    held = []
    try:
        for _number in range(IDLE):
            held.append(socket.create_connection(("127.0.0.1", web.port), timeout=20))
        for one in held[:SLOW]:
            one.sendall(b"GET / HTTP/1.1\r\nHost: feixi.localhost\r\nX-Slow: ")

        times = []
        for _number in range(20):
            for one in held[:SLOW]:
                one.sendall(b"a")
            begun = time.monotonic()
            assert web.ask(COUNTY, "/")[0] == 200
            times.append(time.monotonic() - begun)
    finally:
        for one in held:
            one.close()

    assert max(times) < 5


def test_a_flood_of_made_up_addresses_leaves_nothing_behind(web):
    web.keep(COUNTY, "/")
    before = {str(file.relative_to(web.store)) for file in web.store.rglob("*")}
    chance = random.Random(1)

    flood(web, chance)
    held = web.memory_mb()
    flood(web, chance)

    after = {str(file.relative_to(web.store)) for file in web.store.rglob("*")}
    assert after == before
    assert web.memory_mb() < held + MUCH_MB


def flood(web, chance):
    for number in range(60):
        word = "".join(chance.choice("abcdefghij0123456789-_") for _letter in range(20))
        assert web.ask(COUNTY, f"/?{word}={word}")[0] == 200
        assert web.ask(COUNTY, f"/{word}/")[0] == 404
        assert web.ask(COUNTY, f"/tongzhi/p{'0' * (number + 1)}1/")[0] == 301
        assert web.ask(f"{word.strip('-_')}.localhost", "/")[0] == 404
        assert web.ask(COUNTY, f"/%2e%2e/{word}/")[0] == 404


def test_a_full_disk_costs_speed_and_nothing_else(place, plain, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1500k", "tmpfs", str(disk)], capture_output=True
    )
    if mounted.returncode:
        pytest.skip("no right to mount a small disk")
    web = Web(place, disk / "store")
    try:
        web.keep(COUNTY, "/tongzhi/")
        filler = disk / "filler"
        with pytest.raises(OSError, match="No space"):
            filler.write_bytes(bytes(5_000_000))

        assert web.ask(COUNTY, "/")[0] == 200
        assert (COUNTY, "/") not in web.kept()
        place.run(PUBLISH.format(first=100, last=101, pause=0))
        web.wait_until(lambda: "全省通知 100" in web.ask(COUNTY, "/tongzhi/")[1])

        filler.unlink()
        web.keep(COUNTY, "/")
        web.keep(COUNTY, "/tongzhi/")
        assert nothing_is_stale(web, plain)
    finally:
        web.stop()
        subprocess.run(["umount", str(disk)], check=False)


def test_two_nodes_where_the_same_article_is_published_at_once(place, web, plain, tmp_path):
    other = Web(place, tmp_path / "other")
    try:
        for one in (web, other):
            for key in SHOWS_IT:
                one.keep(*key)
        writers = [place.spawn(PUBLISH.format(first=n, last=n + 4, pause=0.3)) for n in (200, 300)]
        while any(writer.poll() is None for writer in writers):
            for one in (web, other):
                for key in SHOWS_IT:
                    assert one.ask(*key)[0] == 200
        said = [writer.communicate()[0] for writer in writers]
        assert all("done" in words for words in said), said
        time.sleep(1)

        for one in (web, other):
            for key in SHOWS_IT:
                one.keep(*key)
            assert nothing_is_stale(one, plain)
    finally:
        other.stop()


def test_processes_killed_at_random_leave_no_stale_page(place, web, plain):
    chance = random.Random(2)
    writer = place.spawn(PUBLISH.format(first=400, last=410, pause=0.5))
    while writer.poll() is None:
        for key in SHOWS_IT:
            assert web.ask_until_answered(*key)[0] == 200
        time.sleep(chance.random())
        web.kill()
        web.start()
    assert "done" in writer.communicate()[0]

    for key in SHOWS_IT:
        web.keep(*key)
    time.sleep(1)

    assert nothing_is_stale(web, plain)


def test_a_broken_template_shows_the_last_good_pages(place, tmp_path):
    web = Web(place, tmp_path / "store")
    good = web.keep(COUNTY, "/tongzhi/")
    web.stop()
    folder = tmp_path / "templates" / "news"
    folder.mkdir(parents=True)
    (folder / "column_page.html").write_text("{% extends 'base.html' %}{% no_such_tag %}")

    broken = Web(
        place, tmp_path / "store", port=web.port,
        DJANGO_SETTINGS_MODULE="tests.faults.broken_settings",
        BROKEN_TEMPLATES=str(tmp_path / "templates"),
    )  # fmt: skip
    try:
        assert broken.ask(COUNTY, "/tongzhi/") == (200, good)
        assert broken.ask(COUNTY, "/")[0] == 200
    finally:
        broken.stop()

    mended = Web(place, tmp_path / "store", port=web.port)
    try:
        assert mended.keep(COUNTY, "/tongzhi/") == good
    finally:
        mended.stop()
