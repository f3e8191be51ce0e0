"""Nodes come and go, days change, and the store says how it is."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from operations.examine import pages as examination
from operations.examine.findings import Level
from serving import nodes, start, triggers
from serving.models import Change, Node
from sites.models import MourningPeriod
from tests.factories.news import make_article
from tests.serving.conftest import FrontNode

HOST = "news.feixi.localhost"


@pytest.fixture
def own_store(settings, tmp_path):
    settings.PAGE_STORE = str(tmp_path / "own")
    start.open_store.cache_clear()
    yield
    start.open_store.cache_clear()


def test_each_node_hears_of_every_change(network, node, tmp_path):
    other = FrontNode(tmp_path / "other")
    for one in (node, other):
        one.ask(HOST, "/yaowen/")

    make_article(network.county, "两台都要更新")

    assert (node.hear(), other.hear()) == (1, 1)
    assert "两台都要更新" in other.ask(HOST, "/yaowen/").text
    assert not Change.objects.exists()


def test_a_node_that_was_forgotten_begins_anew(network, node):
    node.ask(HOST, "/yaowen/")
    Node.objects.update(seen_at=timezone.now() - timedelta(days=2))
    assert nodes.forget_silent() == 1

    assert node.hear() is None
    assert nodes.register(node.store) != node.key
    assert node.kept() == set()


@pytest.mark.parametrize(
    ("seen", "is_forgotten"),
    [
        (timedelta(hours=-23), False),
        (timedelta(hours=23), False),  # the clock was set back a moment ago
        (timedelta(days=400), True),  # the clock was wrong when the node was last seen
    ],
)
def test_only_a_node_that_is_gone_is_forgotten(network, node, seen, is_forgotten):
    Node.objects.update(seen_at=timezone.now() + seen)

    assert nodes.forget_silent() == is_forgotten


def test_a_node_that_comes_back_in_time_keeps_its_pages(network, node):
    node.ask(HOST, "/yaowen/")

    assert nodes.register(node.store) == node.key
    assert node.kept() == {f"/{HOST}/yaowen/"}


def test_a_database_that_would_not_tell_gets_no_node(network, node):
    triggers.remove(connection)
    try:
        with pytest.raises(RuntimeError, match="no triggers"):
            nodes.register(node.store)
    finally:
        triggers.install(connection)


def test_days_of_mourning_begin_and_end_by_themselves(network, node, monkeypatch):
    today = timezone.localdate()
    MourningPeriod.objects.create(
        organisation=network.city, with_subtree=True,
        first_date=today + timedelta(days=1), last_date=today + timedelta(days=1),
    )  # fmt: skip
    node.hear()
    seen = []
    for day in range(3):
        monkeypatch.setattr(
            "django.utils.timezone.localdate", lambda day=day: today + timedelta(days=day)
        )
        node.hear()
        seen.append("data-mourning" in node.ask(HOST, "/").text)
        node.ask("guangde.localhost", "/")

    assert seen == [False, True, False]
    assert node.renders.count(("guangde.localhost", "/")) == 1


def test_a_public_notice_ends_with_its_day(network, node, monkeypatch):
    today = timezone.localdate()
    make_article(
        network.county, "拟表彰名单公示", genre="PUBLICITY", notice_starts=today,
        notice_ends=today, notice_contact="电话",
    )  # fmt: skip
    node.hear()
    assert "公示中" in node.ask(HOST, "/yaowen/").text

    tomorrow = today + timedelta(days=1)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: tomorrow)
    node.hear()

    assert "公示结束" in node.ask(HOST, "/yaowen/").text


def test_a_clock_that_is_set_back_is_followed_too(network, node, monkeypatch):
    today = timezone.localdate()
    MourningPeriod.objects.create(organisation=network.county, first_date=today, last_date=today)
    node.hear()
    assert "data-mourning" in node.ask(HOST, "/").text

    for days, grey in ((-1, False), (0, True), (400, False)):
        moved = today + timedelta(days=days)
        monkeypatch.setattr("django.utils.timezone.localdate", lambda moved=moved: moved)
        node.hear()
        assert ("data-mourning" in node.ask(HOST, "/").text) is grey


def test_other_packages_are_another_release(settings, tmp_path):
    settings.BASE_DIR, settings.STATIC_ROOT = tmp_path, tmp_path / "static"
    (tmp_path / "requirements").mkdir()
    file = tmp_path / "requirements" / "base.txt"
    file.write_text("wagtail==8.0")
    before = start.release()

    file.write_text("wagtail==8.0.1")

    assert start.release() != before


def test_another_release_makes_every_page_anew(network, node):
    node.ask(HOST, "/yaowen/")

    from serving.store import Store

    Store(node.store.root, 1_000_000, release="another")

    assert node.kept() == set()
    assert not node.store.put(nodes_key(), b"by the old release", set(), node.store.begin())


def nodes_key():
    from serving.key import Key

    return Key(HOST, "/")


def test_the_command_and_the_doctor_say_how_it_is(network, own_store):
    Change.objects.all().delete()
    said = StringIO()
    call_command("pages", "status", stdout=said)
    assert "0 个页面" in said.getvalue()
    assert [finding.level for finding in examination.examine()] == [Level.GOOD]

    triggers.remove(connection)
    try:
        assert Level.ERROR in [finding.level for finding in examination.examine()]
    finally:
        triggers.install(connection)


def test_the_doctor_tells_of_a_change_that_nobody_hears(network, own_store, node):
    make_article(network.county, "没有人听")
    Change.objects.update(since=timezone.now() - timedelta(minutes=5))

    findings = list(examination.examine())

    assert [finding.level for finding in findings] == [Level.ERROR]
    assert "5 分钟" in findings[0].text


def test_the_headers_for_the_web_server_are_those_of_the_program(capsys):
    said = StringIO()
    call_command("pages", "headers", stdout=said)

    assert 'add_header Cache-Control "no-cache";' in said.getvalue()
    assert "add_header Content-Security-Policy \"default-src 'none'" in said.getvalue()
