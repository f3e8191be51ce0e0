"""What stands in the head of each kind of page."""

import json
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup

from news.models import TopicPage
from sites.actions import answer_to, merge_organisation
from sites.models import SiteKind
from tests.factories.news import ImageFactory, column_of, make_article

HOST = "news.hefei.localhost"
ROOT = f"http://{HOST}"
NOON = datetime(2026, 5, 1, 12, 5, tzinfo=ZoneInfo("Asia/Shanghai"))


class Head:
    """The head of an answer, to be asked by name."""

    def __init__(self, response):
        assert response.status_code in {200, 404}
        self.soup = BeautifulSoup(response.content, "html.parser").head
        self.title = [title.text for title in self.soup.find_all("title")]

    def meta(self, name):
        found = self.soup.find("meta", attrs={"name": name})
        return found and found["content"]

    def og(self, name):
        found = self.soup.find("meta", attrs={"property": name})
        return found and found["content"]

    def link(self, rel):
        found = self.soup.find("link", rel=rel)
        return found and found["href"]

    @property
    def versions(self):
        links = self.soup.find_all("link", rel="alternate", hreflang=True)
        return {link["hreflang"]: link["href"] for link in links}

    @property
    def feeds(self):
        links = self.soup.find_all("link", rel="alternate", type="application/atom+xml")
        return [link["href"] for link in links]

    def structured(self, kind):
        scripts = self.soup.find_all("script", type="application/ld+json")
        objects = [json.loads(script.string) for script in scripts]
        return next((thing for thing in objects if thing["@type"] == kind), None)


@pytest.fixture
def head(visit):
    return lambda path="/", host=HOST: Head(visit(host, path))


def path_of(page):
    return page.full_url.removeprefix(ROOT)


def test_every_page_names_its_site(network, head):
    network.city.site_id_code = "3401000001"
    network.city.save()

    front = head()

    assert front.title == ["合肥市总工会新闻网"]
    assert front.meta("SiteName") == "合肥市总工会新闻网"
    assert front.meta("SiteDomain") == HOST
    assert front.meta("SiteIDCode") == "3401000001"
    assert front.meta("ColumnName") is None
    assert front.link("canonical") == f"{ROOT}/"
    assert front.og("og:type") == "website"


def test_a_site_without_a_code_names_none(network, head):
    assert head().meta("SiteIDCode") is None


def test_a_column_describes_itself(network, head):
    column = column_of(network.city)
    column.intro = "本会重要活动和工作部署。"
    column.save()

    shown = head("/yaowen/")

    assert shown.title == ["工会要闻 - 合肥市总工会新闻网"]
    assert shown.meta("ColumnName") == "工会要闻"
    assert shown.meta("ColumnType") == "新闻"
    assert shown.meta("ColumnDescription") == "本会重要活动和工作部署。"
    assert "工会要闻" in shown.meta("ColumnKeywords")
    assert shown.feeds == [f"{ROOT}/feed.xml", f"{ROOT}/yaowen/feed.xml"]


def test_an_article_carries_what_inspections_read(network, head):
    article = make_article(
        network.city, "王师傅的一天", lead="清晨五点。", author="李四", published_at=NOON,
        source="合肥日报", cover=ImageFactory.of(network.city),
    )  # fmt: skip
    article.tags.add("劳模")
    article.save()

    shown = head(path_of(article))

    assert shown.title == ["王师傅的一天 - 工会要闻 - 合肥市总工会新闻网"]
    assert {name: shown.meta(name) for name in (
        "ColumnName", "ColumnType", "ArticleTitle", "PubDate", "ContentSource", "Author",
        "Keywords", "Description", "Url",
    )} == {
        "ColumnName": "工会要闻", "ColumnType": "新闻", "ArticleTitle": "王师傅的一天",
        "PubDate": "2026-05-01 12:05", "ContentSource": "合肥日报", "Author": "李四",
        "Keywords": "劳模", "Description": "清晨五点。", "Url": article.full_url,
    }  # fmt: skip
    assert shown.meta("Image").startswith(f"{ROOT}/media/")
    assert shown.meta("description") == "清晨五点。"


def test_an_article_can_be_shared(network, head):
    article = make_article(
        network.city, "可以分享", published_at=NOON, cover=ImageFactory.of(network.city)
    )

    shown = head(path_of(article))

    assert shown.og("og:type") == "article"
    assert shown.og("og:title") == "可以分享"
    assert shown.og("og:url") == article.full_url
    assert shown.og("og:image").startswith(f"{ROOT}/media/")
    assert shown.og("og:site_name") == "合肥市总工会新闻网"
    assert shown.og("og:locale") == "zh_CN"
    assert shown.og("article:published_time") == "2026-05-01T12:05:00+08:00"


def test_an_article_without_a_lead_is_described_by_its_first_words(network, head):
    body = [("text", "<h2>一、背景</h2><p>三月五日，&amp; 全市。</p>")]
    article = make_article(network.city, body=body)

    assert head(path_of(article)).meta("description") == "一、背景 三月五日，& 全市。"


def test_an_article_without_a_source_is_its_unions(network, head):
    article = make_article(network.city)

    shown = head(path_of(article))

    assert shown.meta("ContentSource") == "合肥市总工会"
    assert shown.meta("Author") is None


def test_search_engines_are_told_the_article_and_its_place(network, head):
    article = make_article(network.city, "头条", author="李四", published_at=NOON)

    shown = head(path_of(article))

    told = shown.structured("NewsArticle")
    assert told["headline"] == "头条"
    assert told["datePublished"] == "2026-05-01T12:05:00+08:00"
    assert told["author"] == {"@type": "Person", "name": "李四"}
    assert told["publisher"]["name"] == "合肥市总工会"
    places = shown.structured("BreadcrumbList")["itemListElement"]
    assert [(place["position"], place["item"]) for place in places] == [
        (1, f"{ROOT}/"), (2, f"{ROOT}/yaowen/"), (3, article.full_url),
    ]  # fmt: skip


def test_a_title_cannot_break_out_of_the_structured_data(network, head, visit):
    evil = '</script><script>alert(1)</script>&"<!--'
    article = make_article(network.city, evil)

    path = path_of(article)

    assert head(path).structured("NewsArticle")["headline"] == evil
    assert b"<script>alert(1)" not in visit(HOST, path).content


def test_an_alias_names_the_main_host_as_canonical(network, head):
    answer_to("gonghui.localhost", network.city, SiteKind.NEWS)
    article = make_article(network.city, cover=ImageFactory.of(network.city))

    shown = head(path_of(article), host="gonghui.localhost")

    assert shown.link("canonical") == article.full_url
    assert shown.meta("SiteDomain") == HOST
    assert shown.meta("Image").startswith(f"{ROOT}/media/")
    assert "gonghui.localhost" not in shown.soup.decode()


def test_a_later_page_of_a_column_is_canonical_to_itself(network, head):
    for number in range(45):
        make_article(network.city, f"第{number}条")

    first, second, third = head("/yaowen/"), head("/yaowen/p2/"), head("/yaowen/p3/")

    assert second.title == ["工会要闻（第 2 页） - 合肥市总工会新闻网"]
    assert second.link("canonical") == f"{ROOT}/yaowen/p2/"
    assert second.link("prev") == f"{ROOT}/yaowen/"
    assert second.link("next") == f"{ROOT}/yaowen/p3/"
    assert (first.link("prev"), third.link("next")) == (None, None)
    assert head("/yaowen/p1/").link("canonical") == f"{ROOT}/yaowen/"


def test_a_translated_page_names_its_versions(network, head):
    article = make_article(network.city, title_en="In English")
    chinese, english = article.full_url, article.full_url.replace(ROOT, f"{ROOT}/en")
    versions = {"zh-Hans": chinese, "en": english, "x-default": chinese}

    shown, translated = head(path_of(article)), head("/en" + path_of(article))

    assert (shown.versions, translated.versions) == (versions, versions)
    assert (shown.link("canonical"), translated.link("canonical")) == (chinese, english)
    assert translated.og("og:locale") == "en_US"
    assert translated.meta("ArticleTitle") == "In English"


def test_an_untranslated_page_read_under_english_is_canonical_in_chinese(network, head):
    chinese = make_article(network.city).full_url

    shown = head("/en" + chinese.removeprefix(ROOT))

    assert shown.link("canonical") == chinese
    assert shown.versions == {}
    assert shown.og("og:locale") == "zh_CN"


def test_topics_and_standard_pages_count_as_columns(network, head):
    topic = column_of(network.city).add_child(
        instance=TopicPage(title="两会", slug="lianghui", intro="聚焦两会", live=True)
    )

    assert head(path_of(topic)).meta("ColumnType") == "专题"
    assert head("/contact/", host="hefei.localhost").meta("ColumnName") == "联系我们"


def test_a_page_kept_by_an_heir_is_canonical_at_the_heirs(network, head):
    article = make_article(network.county)
    path = article.full_url.removeprefix("http://news.feixi.localhost")
    merge_organisation(network.county, network.city)

    shown = head(f"/archive/feixi{path}")

    assert shown.link("canonical") == f"{ROOT}/archive/feixi{path}"


def test_a_missing_page_has_a_title_and_nothing_else(network, head):
    shown = head("/gibt-es-nicht/")

    assert len(shown.title) == 1
    assert shown.link("canonical") is None
    assert shown.meta("ColumnName") is None
