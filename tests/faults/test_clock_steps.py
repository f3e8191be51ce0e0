"""The machine's clock jumps by hours, forward and back, while everything runs."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from datetime import timedelta
from itertools import count
from urllib.parse import quote

import pytest

from tests.faults.conftest import ROOT, free_port
from tests.faults.wall_clock import LIBRARIES, WallClock
from tests.faults.web import COUNTY, PUBLISH, SHOWS_IT, Place, Web, nothing_is_stale

pytestmark = pytest.mark.faults

DESK = "desk.localhost"
STEPS = pytest.mark.parametrize(("before", "after"), [(0, 2), (2, -1)])  # hours ahead
SCHEDULE = """
from datetime import timedelta
from django.utils import timezone
from news.models import ArticlePage, ColumnPage
column = ColumnPage.objects.get(organisation__slug="feixi", code="tongzhi")
article = column.add_child(instance=ArticlePage(title="一小时后发布", live=False))
article.go_live_at = timezone.now() + timedelta(hours=1)
article.save_revision().publish()
"""
SIGN_IN = """
from django.test import Client
from django.utils import timezone
from sites.models import Organisation, StaffRole
from tests.factories.sites import UserFactory
county = Organisation.objects.get(slug="feixi")
editor = UserFactory.with_role(county, StaffRole.EDITOR, username=f"editor-{timezone.now():%H%M%S}")
client = Client(headers={"host": "desk.localhost"})
client.force_login(editor)
print(client.cookies["sessionid"].value)
"""
WENT_LIVE = """SELECT count(*) FROM wagtailcore_pagelogentry
    WHERE action = 'wagtail.publish.scheduled'"""
TICKED_AT = "SELECT at FROM operations_mark WHERE part = 'CLOCK'"
NODES = "SELECT count(*) FROM serving_node"
UNDONE = """SELECT count(*) FROM django_tasks_database_dbtaskresult
    WHERE status IN ('READY', 'RUNNING') AND task_path LIKE 'search.tasks.index_%'"""
numbers = count(1_000, 10)


@pytest.fixture(scope="module")
def wall_clock(tmp_path_factory):
    if not LIBRARIES:
        if os.environ.get("CI") == "true":
            pytest.fail("no faketime")
        pytest.skip("no faketime")
    clock = WallClock(tmp_path_factory.mktemp("clock"))
    yield clock
    clock.sweep()


@pytest.fixture(autouse=True)
def true_time(wall_clock):
    wall_clock.set(timedelta())


@pytest.fixture(scope="module")
def place(wall_clock, tmp_path_factory):
    place = Place(tmp_path_factory.mktemp("web"), free_port(), **wall_clock.env)
    worker = ("db_worker", "--queue-name", "*", "--no-reload", "--interval", "0.2")
    with running(place, *worker), running(place, "clock"):
        yield place


@pytest.fixture(scope="module")
def web(place, tmp_path_factory):
    server = Web(place, tmp_path_factory.mktemp("pages") / "store")
    yield server
    server.stop()


@pytest.fixture(scope="module")
def plain(place):
    """The same network without kept pages: what is true."""
    server = Web(place, None)
    yield server
    server.stop()


@contextmanager
def running(place, *command):
    with open(place.folder / f"{command[0]}.log", "w") as log:
        process = subprocess.Popen(
            [sys.executable, str(ROOT / "manage.py"), *command],
            env=place.env, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT,
        )  # fmt: skip
    try:
        yield
    finally:
        process.kill()
        process.wait(20)


def value(place, query):
    with closing(sqlite3.connect(place.folder / "web.sqlite3", timeout=30)) as connection:
        row = connection.execute(query).fetchone()
    return row and row[0]


def wait_for_a_tick(place, web):
    """Until the clock has gone a whole round."""
    for _tick in range(2):  # the first may have begun before
        last = value(place, TICKED_AT)
        web.wait_until(lambda last=last: value(place, TICKED_AT) != last)


def is_read_and_found(title, place, web, plain):
    web.wait_until(lambda: all(title in web.ask(*key)[1] for key in SHOWS_IT), 20)
    for key in SHOWS_IT:
        web.keep(*key)
    assert nothing_is_stale(web, plain)
    web.wait_until(lambda: value(place, UNDONE) == 0, 30)
    assert title in plain.ask(COUNTY, f"/search/?q={quote(title)}")[1].replace("<mark>", "")


@STEPS
def test_what_is_published_around_a_step_is_read_and_found(
    wall_clock, place, web, plain, before, after
):
    wall_clock.set(timedelta(hours=before))
    for key in SHOWS_IT:
        web.keep(*key)
    first = next(numbers)

    writer = place.spawn(PUBLISH.format(first=first, last=first + 5, pause=0.5))
    web.wait_until(lambda: f"全省通知 {first}" in plain.ask(COUNTY, "/tongzhi/")[1])
    wall_clock.set(timedelta(hours=after))
    assert "done" in writer.communicate()[0]

    is_read_and_found(f"全省通知 {first + 4}", place, web, plain)


def test_an_article_whose_hour_is_jumped_over_goes_live_once(wall_clock, place, web, plain):
    place.run(SCHEDULE)
    assert "一小时后发布" not in web.keep(COUNTY, "/tongzhi/")

    wall_clock.set(timedelta(hours=2))
    web.wait_until(lambda: "一小时后发布" in web.ask(COUNTY, "/tongzhi/")[1])
    wall_clock.set(timedelta(hours=-1))
    wait_for_a_tick(place, web)
    wall_clock.set(timedelta(hours=2))
    wait_for_a_tick(place, web)

    assert "一小时后发布" in web.ask(COUNTY, "/tongzhi/")[1]
    assert value(place, WENT_LIVE) == 1


@STEPS
def test_staff_are_signed_in_or_asked_to(wall_clock, place, web, before, after):
    wall_clock.set(timedelta(hours=before))
    cookie = f"sessionid={place.run(SIGN_IN).split()[-1]}"
    assert web.ask(DESK, "/admin/", Cookie=cookie)[0] == 200

    wall_clock.set(timedelta(hours=after))

    assert web.ask(DESK, "/admin/", Cookie=cookie)[0] == (302 if after > before else 200)
    assert web.ask(DESK, "/accounts/login/")[0] == 200


def test_a_node_that_seemed_silent_for_a_day_keeps_nothing_stale(wall_clock, place, web, plain):
    for key in SHOWS_IT:
        web.keep(*key)
    first = next(numbers)

    os.killpg(web.process.pid, signal.SIGSTOP)  # the clock may look before the node is heard of
    try:
        wall_clock.set(timedelta(hours=26))
        web.wait_until(lambda: value(place, NODES) == 0)
        place.run(PUBLISH.format(first=first, last=first + 1, pause=0))
    finally:
        os.killpg(web.process.pid, signal.SIGCONT)

    is_read_and_found(f"全省通知 {first}", place, web, plain)
    assert value(place, NODES) == 1
