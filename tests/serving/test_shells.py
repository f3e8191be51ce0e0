"""A front is put together again from its shell and its parts, and never otherwise than it would be
made by the whole application.
"""

import pytest

from news.front_panels import column_panels
from pages.parts import kept, kept_by
from pages.shown import shows
from serving.key import Key
from serving.parts import Parts
from serving.render import Place, render
from serving.shells import Shells, cut
from serving.slots import Slots
from tests.factories.news import column_of, make_article

HOST = "feixi.localhost"
FRONTS = [
    ("feixi.localhost", "/"),
    ("news.feixi.localhost", "/"),
    ("anhui.localhost", "/"),
    ("feixi.localhost", "/en/"),
    ("news.anhui.localhost", "/en/"),
]


def fresh(node, host, path):
    return render(node.application, node.front.hosts.find(host), path).body.decode()


def ask_after(node, host, path, act):
    """The page after it was kept and something was done; how often the application was asked."""
    node.ask(host, path)
    act()
    node.hear()
    node.renders.clear()
    text = node.ask(host, path).text
    return text, len(node.renders)


@pytest.mark.parametrize(("host", "path"), FRONTS)
def test_an_article_is_put_into_the_front_without_a_request(network, node, host, path):
    union = network.province if "anhui" in host else network.county
    article = make_article(union, "改之前")
    node.hear()

    def change():
        article.title = article.title_zh_hans = article.title_en = "改之后"
        article.save_revision().publish()

    text, renders = ask_after(node, host, path, change)

    assert renders == 0
    assert "改之后" in text
    assert "改之前" not in text
    assert text == fresh(node, host, path)
    assert f"/{host}{path}" in node.kept()  # and is kept again


def test_one_more_article_too(network, node):
    make_article(network.county, "第一篇")
    node.hear()

    text, renders = ask_after(
        node, "feixi.localhost", "/", lambda: make_article(network.county, "第二篇")
    )

    assert renders == 0
    assert text == fresh(node, "feixi.localhost", "/")


def test_what_stands_outside_of_the_parts_is_made_by_the_application(network, node):
    make_article(network.county, "第一篇")
    node.hear()

    def rename():
        network.county.name = network.county.name_zh_hans = "改过的名称"
        network.county.save()

    text, renders = ask_after(node, "feixi.localhost", "/", rename)

    assert renders == 1
    assert text == fresh(node, "feixi.localhost", "/")


def test_a_section_that_has_nothing_to_show_any_more_leaves_no_hole(network, node):
    article = make_article(network.county, "唯一的一篇")
    node.hear()

    text, renders = ask_after(node, "feixi.localhost", "/", article.unpublish)

    assert renders == 1
    assert text == fresh(node, "feixi.localhost", "/")


def test_a_section_that_has_something_at_last_appears(network, node):
    text, _renders = ask_after(
        node, "feixi.localhost", "/", lambda: make_article(network.county, "第一篇")
    )

    assert "第一篇" in text
    assert text == fresh(node, "feixi.localhost", "/")


def test_a_part_that_fails_leaves_the_answer_to_the_application(network, node, monkeypatch, caplog):
    make_article(network.county, "第一篇")
    node.hear()

    def break_panels():
        make_article(network.county, "第二篇")

        def fail(*args, **kwargs):
            monkeypatch.undo()
            raise ValueError("a template of the next release")

        monkeypatch.setattr("home.front.lines_of_union", fail)

    text, renders = ask_after(node, "feixi.localhost", "/", break_panels)

    assert renders == 1
    assert "can't be put together" in caplog.text
    assert text == fresh(node, "feixi.localhost", "/")


def test_pages_without_such_parts_keep_no_shell(network, node):
    article = make_article(network.county, "第一篇")
    node.hear()
    node.ask("news.feixi.localhost", f"/yaowen/{article.slug}/")

    assert len(node.front.shells) == 0


class Elsewhere:
    """Another thread has made all parts while this one was reading for them."""

    def __init__(self):
        self.makes = []

    def has(self, key):
        return False

    def part(self, key, things, make, *, later):
        if later:
            self.makes.append(make)
            return "made elsewhere"
        return make()


def test_a_panel_made_later_is_not_made_from_what_was_read_before(network, rf):
    make_article(network.county, "第一篇")
    column, request = column_of(network.county), rf.get("/")
    request.organisation_site = column.get_site().organisation_site
    elsewhere = Elsewhere()
    with kept_by(elsewhere):
        column_panels([column], 6, request, prefix="c-")
    make_article(network.county, "第二篇")

    (make,) = elsewhere.makes

    assert "第二篇" in make()


@pytest.fixture
def parts(db, tmp_path):
    return Parts(Slots(tmp_path / "slots"))


def page_of(html):
    """An application whose every page has one part, and says which thing that shows."""

    def application(environ, start_response):
        start_response("200 OK", [("Content-Type", "text/html")])
        shows("page:1")
        part = kept(("part", environ["PATH_INFO"]), {"line:1"}, html.pop, later=True)
        return [f"<p>{part}</p>".encode()]

    return application


PLACE = Place("feixi.localhost", 80, 1)


def ask(shells, application, path="/"):
    return shells.render(application, Key(HOST, path), PLACE, shells.parts.slots.snapshot())


def test_what_moves_is_made_and_the_rest_is_not(parts):
    shells, html = Shells(parts), ["third", "second", "first"]
    application = page_of(html)
    assert ask(shells, application).body == b"<p>first</p>"
    assert ask(shells, application).body == b"<p>first</p>"

    parts.slots.move(["line:1"])
    again = ask(shells, application)

    assert again.body == b"<p>second</p>"
    assert again.things == {"page:1", "line:1"}


def test_a_change_while_the_page_is_made_is_not_missed(parts):
    shells = Shells(parts)
    begun = parts.slots.snapshot()
    parts.slots.move(["page:1"])

    shells.render(page_of(["old"]), Key(HOST, "/"), PLACE, begun)

    assert shells.find(Key(HOST, "/")) is None


def test_those_asked_for_last_stay(parts):
    shells = Shells(parts, most=2)
    for path in ("/a/", "/b/", "/a/", "/c/"):
        ask(shells, page_of([path]), path)

    assert [bool(shells.find(Key(HOST, path))) for path in ("/a/", "/b/", "/c/")] == [
        True,
        False,
        True,
    ]


@pytest.mark.parametrize(
    ("body", "among", "pieces"),
    [
        (b"<a>X<b>Y<c>", [b"X", b"Y"], (b"<a>", b"<b>", b"<c>")),
        (b"<a>", [], (b"<a>",)),
        (b"XX", [b"X"], None),  # which of them would it be?
        (b"<a>Y<b>X", [b"X", b"Y"], None),  # not in the order in which they were made
        (b"<a>", [b"X"], None),  # a template has changed it
    ],
)
def test_a_page_is_cut_only_where_each_part_has_its_place(body, among, pieces):
    assert cut(body, among) == pieces


def test_inside_of_another_part_there_is_no_hole(parts):
    page = parts.since(parts.slots.snapshot())

    with kept_by(page):
        kept(
            ("outer",),
            frozenset(),
            lambda: kept(("inner",), {"line:1"}, lambda: "x", later=True),
            later=True,
        )

    assert [hole.key for hole in page.holes] == [("outer",)]
    assert page.things == {"line:1"}
