"""Elasticsearch is killed while many people search, and comes back."""

import shutil
import signal
import subprocess
import tempfile
import threading
from pathlib import Path

import pytest

from search import upkeep
from search.engines.elastic import ElasticEngine
from search.models import PendingChange
from search.queries import Search, _away_until, find
from search.rebuild import rebuild_elasticsearch
from tests.search.conftest import Line
from tests.search.elastic import KITS, START_SECONDS, free_port, unavailable

pytestmark = [pytest.mark.faults, pytest.mark.django_db]
ROUNDS = 300


class Server:
    """A node of our own that may be killed."""

    def __init__(self):
        self.kit = next((path for path in KITS if (path / "start").exists()), None)
        if self.kit is None:
            unavailable("没有 ../shared/elasticsearch")
        self.folder, self.port = tempfile.mkdtemp(prefix="portal-killed-"), free_port()
        self.url = f"http://127.0.0.1:{self.port}"

    def start(self):
        command = [self.kit / "start", str(self.port), self.folder]
        subprocess.run(command, timeout=START_SECONDS, capture_output=True, check=True)

    def kill(self):
        pid = int((Path(self.folder) / "elasticsearch.pid").read_text())
        subprocess.run(["kill", f"-{signal.SIGKILL.value}", str(pid)], check=True)

    def remove(self):
        subprocess.run([self.kit / "stop", self.folder], capture_output=True, check=False)
        shutil.rmtree(self.folder, ignore_errors=True)


@pytest.fixture
def server(settings):
    server = Server()
    server.start()
    line = Line(server.url, settings)
    line.mend()
    rebuild_elasticsearch(lambda count: None)
    yield server
    server.remove()


def test_a_killed_engine_stops_no_search_and_catches_up(server, network, publish):
    publish("职代会召开")
    upkeep.send_changes()
    assert find(Search("职代会", network.county)).engine == ElasticEngine.name
    answers = []
    killer = threading.Timer(0.5, server.kill)

    killer.start()
    for _number in range(ROUNDS):
        found = find(Search("职代会", network.county))
        answers.append((found.engine, found.answer.total))
    killer.join()
    publish("职代会闭幕")
    while_away = find(Search("职代会", network.county))

    assert {total for _engine, total in answers} == {1}
    assert (while_away.engine, while_away.answer.total) == ("database", 2)
    assert PendingChange.objects.exists()

    server.start()
    _away_until.clear()
    upkeep.send_changes()

    back = find(Search("职代会", network.county))
    assert (back.engine, back.answer.total) == (ElasticEngine.name, 2)
    assert not PendingChange.objects.exists()
