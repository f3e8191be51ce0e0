"""A rebuild that is killed while it puts its new index of Elasticsearch in service."""

import json
import subprocess
import sys
import urllib.request
from contextlib import contextmanager

import pytest

from tests.faults.conftest import ROOT, free_port
from tests.faults.relay import Relay
from tests.faults.web import Place
from tests.search.elastic import run_server

pytestmark = [pytest.mark.faults, pytest.mark.elasticsearch]

PREFIX = "test_switch_"
ARTICLES = 20
FILL = f"""
from django_tasks_db.models import DBTaskResult
from news.models import ArticlePage, ColumnPage
from search.models import PendingChange
column = ColumnPage.objects.get(organisation__slug="feixi", code="tongzhi")
for number in range({ARTICLES}):
    column.add_child(instance=ArticlePage(title=f"量体裁衣{{number}}"))
# The rebuild that follows writes all of them.
DBTaskResult.objects.all().delete()
PendingChange.objects.all().delete()
"""
SEARCH = """
from search.queries import Search, find
from sites.models import Organisation
county = Organisation.objects.get(slug="feixi")
found = find(Search("量体裁衣", county))
print(found.engine, found.answer.total)
"""
# Of one process that goes on searching, as a web server does: what it found at any time.
SEARCH_ON = """
import time
from pathlib import Path
from search.queries import Search, find
from sites.models import Organisation
county = Organisation.objects.get(slug="feixi")
totals = set()
while not Path("{end}").exists():
    totals.add(find(Search("量体裁衣", county)).answer.total)
    time.sleep(0.05)
print(*totals)
"""
COUNT = "from search.models import SearchDocument; print(SearchDocument.objects.count())"
# As if the rebuild had been killed two minutes ago, so that the clock takes it up at once.
LET_TIME_PASS = """
from datetime import timedelta
from django.db.models import F
from search.models import Rebuild
Rebuild.objects.update(started_at=F("started_at") - timedelta(minutes=2))
"""


@pytest.fixture(scope="module")
def server():
    yield from run_server()


@pytest.fixture(scope="module")
def relay(server):
    relay = Relay(server)
    yield relay
    relay.shutdown()
    for name in indexes(server):
        ask(server, f"/{name}", "DELETE")


@pytest.fixture(scope="module")
def place(relay, tmp_path_factory):
    """Articles in an index that was made to its end."""
    elasticsearch = {"ELASTICSEARCH_URL": relay.url, "ELASTICSEARCH_PREFIX": PREFIX}
    place = Place(tmp_path_factory.mktemp("place"), free_port(), **elasticsearch)
    place.run(FILL)
    place.manage("search_rebuild")
    return place


def ask(server, path, method="GET"):
    request = urllib.request.Request(server + path, method=method)  # noqa: S310
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
        return json.load(answer)


def indexes(server):
    """Every index of ours, with the aliases that point to it."""
    found = ask(server, "/_alias?expand_wildcards=all")
    return {
        name: list(state["aliases"]) for name, state in found.items() if name.startswith(PREFIX)
    }


def rebuild_until(place, relay, when, request):
    """Run the command; kill it before or after Elasticsearch does this."""
    command = [sys.executable, str(ROOT / "manage.py"), "search_rebuild", "--elasticsearch-only"]
    started = []
    relay.on(when, request, lambda: (started[0].kill(), started[0].wait(20)))
    with open(place.folder / "rebuild.log", "w") as log:
        started.append(subprocess.Popen(command, env=place.env, cwd=ROOT, stdout=log, stderr=log))
    assert relay.acted.wait(120), (place.folder / "rebuild.log").read_text()


@contextmanager
def searching(place, folder):
    """Gives a list that has, at the end, each number of articles that was found meanwhile."""
    totals = []
    end = folder / "end"
    reader = place.spawn(SEARCH_ON.format(end=end))
    try:
        yield totals
    finally:
        end.touch()
        totals += map(int, reader.communicate()[0].split())


def found(place):
    engine, total = place.run(SEARCH).split()[-2:]
    return engine, int(total)


@pytest.mark.parametrize(
    ("when", "request_", "indexes_left", "engine"),
    [
        ("before", "POST /_aliases", 2, "elasticsearch"),  # all is written, the old one serves
        ("after", "POST /_aliases", 2, "database"),  # the new one serves, and nobody knows
        ("after", f"DELETE /{PREFIX}", 1, "database"),  # the old one is gone
    ],
    ids=["before the switch", "after the switch", "after the old index is dropped"],
)
def test_a_rebuild_killed_in_the_switch_is_brought_to_its_end(
    place, relay, server, tmp_path, when, request_, indexes_left, engine
):
    [old] = indexes(server)
    with searching(place, tmp_path) as totals:
        rebuild_until(place, relay, when, request_)
        assert len(indexes(server)) == indexes_left
        assert found(place) == (engine, ARTICLES)

        place.run(LET_TIME_PASS)
        place.manage("clock", "--once")
        place.work_off()

        assert found(place) == ("elasticsearch", ARTICLES)
    assert totals == [ARTICLES]
    [(new, [alias])] = indexes(server).items()
    assert new != old
    assert ask(server, f"/{alias}/_count")["count"] == int(place.run(COUNT).split()[-1])
