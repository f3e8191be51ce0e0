"""After every act, each page that is still kept is what would be made now."""

import pytest

from news.models import Entry
from pages.models import BasePage
from serving.key import Key
from serving.render import render
from tests.factories.news import make_article
from tests.serving.edits import Edits

TRANSLATED = 5  # every fifth page is read in English too


def addresses() -> list[tuple[str, str]]:
    """Every page of the network on its own site, and each placed one."""
    found = []
    for number, page in enumerate(BasePage.objects.filter(depth__gt=1).order_by("path")):
        site = page.get_site()
        if site is None:
            continue
        path = "/" + page.url_path.split("/", 2)[2]
        found.append((site.hostname, path))
        if number % TRANSLATED == 0:
            found.append((site.hostname, f"/en{path}"))
    for line in Entry.objects.filter(number__isnull=False).select_related("column"):
        path = line.column.url_path.split("/", 2)[2]
        found.append((line.column.get_site().hostname, f"/{path}a-{line.number}/"))
    return found


def stale_pages(node, random, at_most: int) -> list[str]:
    """Of so many kept pages, those that would be made differently now."""
    files = sorted(node.store.pages.rglob("index.html"))
    stale = []
    for file in random.sample(files, min(at_most, len(files))):
        host, _slash, path = str(file.parent.relative_to(node.store.pages)).partition("/")
        key = Key(host, f"/{path}/" if path else "/")
        place = node.front.hosts.find(host)
        fresh = render(node.application, place, key.path) if place else None
        if fresh is None or fresh.body != file.read_bytes():
            stale.append(f"{host}{key.path}")
    return stale


def edit_and_compare(network, node, seed: int, acts: int, at_most: int) -> int:
    """Returns how many pages stayed kept through an act, over all acts."""
    edits = Edits(network, seed)
    stayed = 0
    for _number in range(acts):
        asked = addresses()
        for host, path in edits.random.sample(asked, min(at_most, len(asked))):
            node.ask(host, path)
        act = edits.do_one()
        node.hear()
        assert stale_pages(node, edits.random, 2 * at_most) == [], (act, edits.count)
        stayed += len(node.kept())
    return stayed


@pytest.mark.parametrize("seed", range(2))
def test_a_few_acts(network, node, seed):
    assert edit_and_compare(network, node, seed, acts=4, at_most=10)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 102))
def test_many_acts(network, node, seed):
    assert edit_and_compare(network, node, seed, acts=12, at_most=10)


def test_an_act_leaves_alone_what_does_not_show_it(network, node):
    article = make_article(network.county, "改之前")
    make_article(network.county, "别的栏目", column="tongzhi")
    node.hear()
    site, portal = "news.feixi.localhost", "feixi.localhost"
    shown = [(site, "/"), (site, "/yaowen/"), (site, f"/yaowen/{article.slug}/"), (portal, "/"),
             ("hefei.localhost", "/"), ("news.anhui.localhost", "/")]  # fmt: skip
    others = [(site, "/renwu/"), (portal, "/tongzhi/"), (portal, "/en/tongzhi/"),
              ("news.hefei.localhost", "/yaowen/"), ("guangde.localhost", "/")]  # fmt: skip
    for host, path in [*shown, *others]:
        node.ask(host, path)
    before = node.kept()

    article.title = article.title_zh_hans = "改之后"
    article.save_revision().publish()
    node.hear()

    assert before - node.kept() == {f"/{host}{path}" for host, path in shown}
