"""A page is made anew from parts that nothing has changed, and never from one that something has."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from home.models import PortalHomePage, StandardPage
from pages.parts import kept, kept_by
from pages.shown import collecting, shows
from serving.parts import Parts
from serving.slots import Slots
from tests.factories.news import make_article


def queries_of_making(node, host):
    with CaptureQueriesContext(connection) as queries:
        node.ask(host)
    return len(queries)


def test_after_one_article_only_what_shows_it_is_read_again(network, node):
    make_article(network.province, "要闻")
    node.hear()
    first = queries_of_making(node, "anhui.localhost")
    make_article(network.province, "又一篇")
    node.hear()

    again = queries_of_making(node, "anhui.localhost")

    assert again <= first - 8  # menu, foot, unions, the other columns
    assert "又一篇" in node.ask("anhui.localhost").text


def test_frames_are_shared_by_the_pages_of_a_site_but_the_menu_tells_where_one_is(network, node):
    article = make_article(network.county, "要闻", column="tongzhi")
    node.hear()

    def current(path):
        """Which line of the menu is marked, and how."""
        menu = node.ask("feixi.localhost", path).text.split("data-menu-toggle")[1]
        return re.findall(r'href="([^"]+)" aria-current="(\w+)"', menu.split("</nav>")[0])

    assert current(f"/tongzhi/{article.slug}/") == [("/tongzhi/", "true")]
    assert current("/tongzhi/") == [("/tongzhi/", "page")]
    assert current("/zhengce/") == [("/zhengce/", "page")]
    assert current("/") == [("/", "page")]


def test_a_renamed_union_is_renamed_in_the_list_of_unions(network, node):
    node.ask("anhui.localhost")
    network.county.short_name = network.county.short_name_zh_hans = "肥西县新名"
    network.county.save()
    node.hear()

    assert "肥西县新名" in node.ask("anhui.localhost").text


def test_an_entrance_follows_the_page_that_it_leads_to(network, node):
    front = PortalHomePage.objects.get(organisation=network.county)
    page = front.add_child(instance=StandardPage(title="办事指南", slug="guide"))
    services = next(block for block in front.sections if block.block_type == "services")
    services.value["services"][0]["page"] = page
    front.save_revision().publish()
    node.hear()
    assert 'href="/guide/"' in node.ask("feixi.localhost").text

    page.slug = "handbook"
    page.save_revision().publish()
    node.hear()

    text = node.ask("feixi.localhost").text
    assert 'href="/handbook/"' in text
    assert 'href="/guide/"' not in text


def test_while_changes_are_not_heard_nothing_is_taken_from_before(network, node):
    node.ask("feixi.localhost")
    node.front.may_keep = False
    node.store.clear()
    network.county.name = network.county.name_zh_hans = "改过的名称"
    network.county.save()

    assert node.ask("feixi.localhost").text.count("改过的名称") > 2


@pytest.fixture
def slots(tmp_path):
    return Slots(tmp_path / "slots")


def make(parts, begun, html, thing="union:1", key=("menu",)):
    def read():
        shows(thing)
        return html

    with kept_by(parts.since(begun)), collecting() as things:
        return kept(key, frozenset(), read), things


def test_a_part_is_kept_with_what_it_shows(slots):
    parts = Parts(slots)
    make(parts, slots.snapshot(), "first")

    html, things = make(parts, slots.snapshot(), "second")

    assert (html, things) == ("first", {"union:1"})


def test_a_part_that_was_read_before_a_change_is_not_used_after_it(slots):
    parts = Parts(slots)
    begun = slots.snapshot()
    slots.move(["union:1"])  # the page began before, the part is finished now
    make(parts, begun, "old")

    assert make(parts, slots.snapshot(), "new")[0] == "new"


def test_a_part_depends_on_what_was_read_before_it_too(slots):
    parts = Parts(slots)
    with kept_by(parts.since(slots.snapshot())):
        kept(("section",), frozenset({"page:5"}), lambda: "old")
        slots.move(["page:5"])

        assert kept(("section",), frozenset({"page:5"}), lambda: "new") == "new"


def test_memory_is_bounded_and_what_is_used_stays(slots):
    parts = Parts(slots, max_bytes=10_000)
    begun = slots.snapshot()
    for number in range(100):
        make(parts, begun, "x" * 400, key=(number,))
        make(parts, begun, "front", key=("front",))

    assert parts.bytes <= 10_000
    assert make(parts, begun, "made again", key=("front",))[0] == "front"
    assert make(parts, begun, "made again", key=(0,))[0] == "made again"
