"""One thread on each node hears of changes; when its process dies, another one takes over."""

from datetime import date

import pytest
from django.utils import timezone

from serving.follower import Follower, follow_the_day
from sites.models import MourningPeriod
from tests.factories.news import make_article

HOST = "news.feixi.localhost"


def followers(node):
    """Two processes of one node, as far as they differ: each has its own open lock."""
    found = []
    for _number in range(2):
        follower = Follower(node.front)
        follower.lock = open(node.store.root / "follower", "w")  # noqa: SIM115
        found.append(follower)
    return found


def test_only_one_process_leads_and_another_takes_over(network, node):
    first, second = followers(node)
    for follower in (first, second):
        follower.step()
    assert (first.leads, second.leads) == (True, False)
    node.ask(HOST, "/yaowen/")
    make_article(network.county, "先说给第一个听")

    first.lock.close()  # as the system does when a process is killed
    second.step()
    second.step()

    assert second.leads
    assert "先说给第一个听" in node.ask(HOST, "/yaowen/").text
    second.lock.close()


@pytest.mark.parametrize("left", ["", "2026-1"])
def test_a_broken_date_is_written_anew(network, node, left):
    MourningPeriod.objects.create(
        organisation=network.county, first_date=date(2026, 1, 1), last_date=date(2026, 1, 1)
    )
    node.hear()
    node.ask(HOST, "/")
    file = node.store.root / "day"
    file.write_text(left)

    assert follow_the_day(node.front) == 1  # nobody knows since when it has been grey

    assert file.read_text() == timezone.localdate().isoformat()
    assert follow_the_day(node.front) == 0


def test_a_database_that_stops_telling_is_noticed_once(network, node, caplog):
    follower = followers(node)[0]

    for _time in range(3):
        follower.complain(RuntimeError("no triggers in the database"))

    assert len(caplog.records) == 1
