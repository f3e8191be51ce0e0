"""Placed articles look and behave like local ones wherever lines are shown."""

from datetime import timedelta
from xml.etree import ElementTree

import feedparser
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from news import sitemaps
from news.models import NewsHomePage, TopicPage
from pages.site_roots import site_roots
from syndication.actions import change_placement, pull_article
from syndication.models import Placement
from tests.factories.news import ImageFactory, column_of, make_article
from tests.factories.syndication import dispatch, dress, editor_of, make_revised

COUNTY = "news.feixi.localhost"
PORTAL = "feixi.localhost"


@pytest.fixture
def placed(network):
    """An article of the province at the county, under a headline and lead of its own."""
    article = make_revised(
        network.province, "省里的标题", lead="省里的导语", cover=ImageFactory.of(network.province)
    )
    dispatch(article)
    placement = Placement.objects.get(organisation=network.county)
    own = dress(network.county, headline="本县的标题", lead="本县的导语")
    return change_placement(placement.pk, own, by=editor_of(network.county))


def path_of(placement):
    return f"/{placement.column.slug}/a-{placement.pk}/"


@pytest.mark.parametrize(("host", "path"), [(COUNTY, "/"), (COUNTY, "/yaowen/"), (PORTAL, "/")])
def test_every_list_shows_the_local_headline_and_address(visit, placed, host, path):
    html = visit(host, path).content.decode()

    assert "本县的标题" in html
    assert "省里的标题" not in html
    assert path_of(placed) in html


def test_a_column_says_where_a_placed_line_comes_from(network, visit, placed):
    make_article(network.county, "自己的稿件")

    html = visit(COUNTY, "/yaowen/").content.decode()

    assert "本县的导语" in html
    assert html.count("来源：<span>安徽省</span>") == 1


def test_a_headline_may_be_a_placed_article(network, visit, placed):
    front = NewsHomePage.objects.get(organisation=network.county)
    front.headline = placed.article
    front.save()
    make_article(network.county, "更新的稿件")

    lead = visit(COUNTY, "/").content.decode().split('class="lead__headline"')[1][:600]

    assert "本县的标题" in lead
    assert path_of(placed) in lead


def test_an_article_picked_for_a_topic_is_read_at_home(network, visit, placed):
    other = make_article(network.city, "市里的稿件")
    topic = TopicPage(
        title="专题", slug="zhuanti1", live=True,
        body=[("articles", {"heading": "选编", "articles": [other, placed.article]})],
    )  # fmt: skip
    column_of(network.county).add_child(instance=topic)

    html = visit(COUNTY, "/yaowen/zhuanti1/").content.decode()

    assert "本县的标题" in html
    assert path_of(placed) in html
    assert other.full_url in html
    assert html.index("市里的稿件") < html.index("本县的标题")


def test_a_pin_is_local(network, visit, placed):
    make_article(network.county, "更新的稿件")
    pinned = dress(network.county, headline="本县的标题", pinned_until=timezone.localdate())
    change_placement(placed.pk, pinned, by=editor_of(network.county))

    html = visit(COUNTY, "/yaowen/").content.decode()

    assert html.index("本县的标题") < html.index("更新的稿件")
    assert "置顶" in html


def test_english_lists_use_the_english_title_of_what_follows(network, visit):
    article = make_revised(network.province, "标题", title_en="An English title")
    dispatch(article)
    placement = Placement.objects.get(organisation=network.county)
    own = dress(network.county, headline="本县的标题")
    change_placement(placement.pk, own, by=editor_of(network.county))

    html = visit(COUNTY, "/en/yaowen/").content.decode()

    assert "An English title" in html
    assert "本县的标题" not in html
    assert f"/en{path_of(placement)}" in html


@pytest.mark.parametrize("path", ["/yaowen/feed.xml", "/feed.xml"])
def test_feeds_carry_it_with_its_local_address_and_name_the_origin(visit, placed, path):
    (entry,) = feedparser.parse(visit(COUNTY, path).content).entries

    assert entry.title == "本县的标题"
    assert entry.summary == "本县的导语"
    assert entry.link == f"http://{COUNTY}{path_of(placed)}"
    assert entry.author == "安徽省总工会"
    assert entry.source.title == "安徽省总工会"
    via = [link.href for link in entry.links if link.rel == "via"]
    assert via == [placed.article.full_url]
    assert [link.type for link in entry.links if link.rel == "enclosure"] == ["image/jpeg"]


def test_an_own_line_of_a_feed_names_no_other_source(network, visit):
    make_article(network.county)

    (entry,) = feedparser.parse(visit(COUNTY, "/feed.xml").content).entries

    assert "source" not in entry
    assert not [link for link in entry.links if link.rel == "via"]


def test_the_site_map_names_the_local_address(network, visit, placed):
    def addresses(host):
        tree = ElementTree.fromstring(visit(host, "/sitemap.xml").content)  # noqa: S314 - our own
        return [loc.text for loc in tree.iter(f"{{{sitemaps.NAMESPACE}}}loc")]

    assert f"http://{COUNTY}{path_of(placed)}" in addresses(COUNTY)
    assert not [url for url in addresses(PORTAL) if "/a-" in url]


def test_a_large_site_has_files_of_placed_articles(network, visit, placed, monkeypatch):
    monkeypatch.setattr(sitemaps, "PART_SIZE", 2)

    index = visit(COUNTY, "/sitemap.xml").content.decode()
    part = visit(COUNTY, "/sitemap-placed-1.xml").content.decode()

    assert f"http://{COUNTY}/sitemap-placed-1.xml" in index
    assert path_of(placed) in part
    assert visit(COUNTY, "/sitemap-placed-2.xml").status_code == 404


@pytest.mark.parametrize(
    ("host", "path"),
    [
        (COUNTY, "/"), (PORTAL, "/"), (COUNTY, "/yaowen/"), (COUNTY, "/feed.xml"),
        (COUNTY, "/yaowen/feed.xml"), (COUNTY, "/sitemap.xml"),
    ],
)  # fmt: skip
def test_placed_lines_of_many_unions_cost_no_query_each(network, visit, host, path):
    editor, hour = editor_of(network.county), timedelta(hours=1)

    def place(unions):
        for number, union in enumerate(unions):
            cover = ImageFactory.of(union)
            article = make_revised(union, f"第{number}篇", is_shared=True, cover=cover)
            when = timezone.now() - hour * number
            for_column = dress(network.county, published_at=when)
            pull_article(article, network.county, for_column, by=editor)

    def queries():
        visit(host, path)
        site_roots.forget()
        with CaptureQueriesContext(connection) as captured:
            assert visit(host, path).status_code == 200
        return len(captured)

    place([network.province, network.direct])
    few = queries()
    place([network.province, network.city, network.direct] * 4)

    assert queries() == few
