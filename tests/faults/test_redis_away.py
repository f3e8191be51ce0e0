"""A shared cache that is killed, hangs and comes back."""

import os
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

import pytest

from config.caches import PAUSE, SharedCache
from operations.examine.findings import Level
from operations.examine.parts import examine_cache
from tests.faults.conftest import free_port
from tests.faults.web import Place, Web

pytestmark = pytest.mark.faults


class Redis:
    """A Redis server of one's own, which keeps nothing on disk."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen(
            ["redis-server", "--port", str(self.port), "--save", "", "--dir", str(self.folder)],
            stdout=subprocess.DEVNULL,
        )
        until = time.monotonic() + 30
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                assert time.monotonic() < until, "Redis does not start"
                time.sleep(0.05)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(20)

    def freeze(self) -> None:
        """It holds its connections and says nothing, as behind a broken network."""
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self.process.send_signal(signal.SIGCONT)


@pytest.fixture
def redis(tmp_path):
    if not shutil.which("redis-server"):
        if os.environ.get("CI") == "true":
            pytest.fail("no redis-server")
        pytest.skip("no redis-server")
    server = Redis(tmp_path)
    yield server
    server.kill()


@pytest.fixture
def cache(redis):
    return SharedCache(redis.url, {})


def test_a_killed_redis_is_missed_by_nobody(redis, cache, settings, monkeypatch):
    monkeypatch.setattr("operations.examine.parts.cache", cache)
    settings.REDIS_URL = redis.url
    cache.set("attempts", 1)
    [finding] = examine_cache()
    assert finding.level == Level.GOOD

    redis.kill()

    assert cache.get("attempts") is None
    cache.set("attempts", 1)
    assert cache.incr("attempts") == 2  # counted on
    assert cache.get_many(["attempts", "other"]) == {"attempts": 2}
    [finding] = examine_cache()
    assert finding.level == Level.ERROR

    redis.start()
    time.sleep(PAUSE)

    cache.set("again", "there")
    assert SharedCache(redis.url, {}).get("again") == "there"
    assert not cache.outage.lasts


def test_what_a_redis_did_not_hear_of_is_not_believed_later(redis, cache):
    cache.set("picture", "old")

    redis.freeze()
    cache.delete("picture")
    assert cache.get("picture") is None
    redis.thaw()
    time.sleep(PAUSE)

    assert cache.get("picture") is None
    assert not cache.outage.lasts


def test_pages_and_the_desk_answer_without_redis(redis, tmp_path_factory):
    place = Place(tmp_path_factory.mktemp("web"), free_port())
    web = Web(place, None, REDIS_URL=redis.url)
    asked = [
        ("feixi.localhost", "/"),
        ("feixi.localhost", "/tongzhi/"),
        ("desk.localhost", "/accounts/login/"),
    ]
    try:
        for happens in (lambda: None, redis.freeze, redis.thaw, redis.kill, redis.start):
            happens()
            assert [web.ask(*address)[0] for address in asked] == [200] * len(asked)
    finally:
        web.stop()
