"""One thread on each node hears of changes; when its process dies, another one takes over."""

from serving.follower import Follower
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


def test_a_database_that_stops_telling_is_noticed_once(network, node, caplog):
    follower = followers(node)[0]

    for _time in range(3):
        follower.complain(RuntimeError("no triggers in the database"))

    assert len(caplog.records) == 1
