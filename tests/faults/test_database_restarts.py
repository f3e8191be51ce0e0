"""PostgreSQL is restarted while people read and an editor publishes."""

import threading
import time

import pytest

from tests.faults.conftest import free_port
from tests.faults.web import PUBLISH, Place, Web

pytestmark = pytest.mark.faults

COUNTY = "feixi.localhost"
KEPT, MADE = "/tongzhi/", "/nowhere-{}/"
READERS = 4


class Readers:
    """Ask for a kept page and for pages that have to be made, until they are told to stop."""

    def __init__(self, web: Web) -> None:
        self.web, self.is_over = web, threading.Event()
        self.kept: list[int] = []
        self.made: list[int] = []
        self.threads = [threading.Thread(target=self.read, args=[n]) for n in range(READERS)]

    def read(self, number: int) -> None:
        while not self.is_over.is_set():
            self.kept.append(self.web.ask(COUNTY, KEPT)[0])
            self.made.append(self.web.ask(COUNTY, MADE.format(number))[0])

    def __enter__(self) -> "Readers":
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.is_over.set()
        for thread in self.threads:
            thread.join(120)


def test_kept_pages_are_read_on_and_nothing_is_stale_afterwards(
    postgres, tmp_path, tmp_path_factory
):
    place = Place(tmp_path_factory.mktemp("web"), free_port(), url=postgres.url)
    web = Web(place, tmp_path / "store")
    try:
        web.keep(COUNTY, KEPT)
        with Readers(web) as readers:
            postgres.stop()
            time.sleep(3)
            postgres.start()
            time.sleep(3)
        assert set(readers.kept) == {200}
        assert 500 <= max(readers.made) <= 503  # it was away indeed
        assert web.ask(COUNTY, MADE.format("again"))[0] == 404

        assert "done" in place.run(PUBLISH.format(first=500, last=501, pause=0))
        web.wait_until(lambda: "全省通知 500" in web.ask(COUNTY, KEPT)[1])
        web.keep(COUNTY, KEPT)
    finally:
        web.stop()
