"""Atom feeds of sites and columns."""

from datetime import timedelta

import feedparser
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from news.models import Entry
from tests.factories.news import ImageFactory, column_of, make_article

HOST = "news.hefei.localhost"


def read(response):
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = feedparser.parse(response.content)
    assert not feed.bozo, feed.get("bozo_exception")
    return feed


def test_a_column_offers_its_newest_articles_by_date(network, visit):
    long_ago = timezone.now() - timedelta(days=9)
    tomorrow = timezone.localdate() + timedelta(days=1)
    make_article(network.city, "旧闻置顶", published_at=long_ago, pinned_until=tomorrow)
    make_article(network.city, "新闻", lead="要点 <一> & 二", author="张三")

    feed = read(visit(HOST, "/yaowen/feed.xml"))

    assert [entry.title for entry in feed.entries] == ["新闻", "旧闻置顶"]
    newest = feed.entries[0]
    assert newest.link.startswith(f"http://{HOST}/yaowen/")
    assert newest.author == "张三"
    assert newest.summary == "要点 &lt;一&gt; &amp; 二"
    assert [tag.term for tag in newest.tags] == [column_of(network.city).title]
    assert newest.published_parsed
    assert newest.updated_parsed


def test_a_feed_names_itself_and_its_site_in_full(network, visit):
    feed = read(visit(HOST, "/yaowen/feed.xml"))

    assert feed.feed.link == f"http://{HOST}/yaowen/"
    links = {link.rel: link.href for link in feed.feed.links}
    assert links["self"] == f"http://{HOST}/yaowen/feed.xml"
    assert feed.feed.author == "合肥市总工会"


def test_a_cover_is_offered_as_an_enclosure(network, visit):
    make_article(network.city, cover=ImageFactory.of(network.city))

    (entry,) = read(visit(HOST, "/yaowen/feed.xml")).entries

    (enclosure,) = entry.enclosures
    assert enclosure.href.startswith(f"http://{HOST}/media/")
    assert enclosure.type == "image/jpeg"


def test_an_article_keeps_its_feed_id_when_its_title_and_date_change(network, visit):
    article = make_article(network.city)
    before = read(visit(HOST, "/yaowen/feed.xml")).entries[0].id

    article.title, article.published_at = "改了标题", timezone.now() - timedelta(days=3)
    article.save()

    assert read(visit(HOST, "/yaowen/feed.xml")).entries[0].id == before


def test_characters_that_xml_forbids_are_left_out(network, visit):
    make_article(
        network.city, "从Word\x0b粘贴\x07来的标题", lead="导\x00语".replace("\x00", "\x01")
    )

    (entry,) = read(visit(HOST, "/yaowen/feed.xml")).entries

    assert entry.title == "从Word粘贴来的标题"
    assert entry.summary == "导语"


def test_an_article_of_another_union_leads_to_its_origin(network, visit):
    origin = make_article(network.province, "省里的通知")
    Entry.objects.create(
        column=column_of(network.city), article=origin, organisation=network.city,
        region_path=network.city.region_path, is_own=False,
        published_at=origin.published_at, rank=1,
    )  # fmt: skip

    (entry,) = read(visit(HOST, "/yaowen/feed.xml")).entries

    assert entry.link == origin.full_url
    assert entry.author == "安徽省总工会"


def test_a_site_offers_only_its_own_articles_of_its_own_columns(network, visit):
    make_article(network.city, "新闻站的文章")
    make_article(network.city, "门户的通知", column="tongzhi")
    make_article(network.county, "县里的文章")

    news = read(visit(HOST, "/feed.xml"))
    portal = read(visit("hefei.localhost", "/feed.xml"))

    assert [entry.title for entry in news.entries] == ["新闻站的文章"]
    assert [entry.title for entry in portal.entries] == ["门户的通知"]


def test_articles_of_a_column_behind_a_password_stay_out_of_the_site_feed(network, visit):
    make_article(network.city, "内部")
    PageViewRestriction.objects.create(
        page=column_of(network.city), restriction_type="password", password="x"
    )

    assert read(visit(HOST, "/feed.xml")).entries == []
    assert "内部" not in visit(HOST, "/yaowen/feed.xml").content.decode()


def test_an_english_feed_uses_english_titles_where_there_are_some(network, visit):
    make_article(network.city, "只有中文")
    make_article(network.city, "两种文字", title_en="In two languages")

    feed = read(visit(HOST, "/en/yaowen/feed.xml"))

    assert feed.feed.language == "en"
    links = {entry.title: entry.link for entry in feed.entries}
    assert links["In two languages"].startswith(f"http://{HOST}/en/yaowen/")
    assert links["只有中文"].startswith(f"http://{HOST}/yaowen/")


def test_an_empty_feed_is_still_a_feed(network, visit):
    assert read(visit(HOST, "/feed.xml")).entries == []


@pytest.mark.parametrize("path", ["/yaowen/feed.xml", "/feed.xml"])
def test_thirty_articles_cost_no_more_queries_than_three(network, visit, path):
    def queries_for(count):
        for number in range(count):
            make_article(network.city, f"第{number}条", cover=ImageFactory.of(network.city))
        visit(HOST, path)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            response = visit(HOST, path)
        assert len(read(response).entries) >= min(count, 30)
        return len(captured)

    assert queries_for(3) == queries_for(32)
