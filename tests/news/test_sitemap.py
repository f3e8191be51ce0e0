"""The site map of a site."""

from xml.etree import ElementTree

import pytest
from wagtail.models import PageViewRestriction

from news import sitemaps
from news.models import TopicPage
from tests.factories.news import column_of, make_article

HOST = "news.hefei.localhost"
ROOT = f"http://{HOST}"
NAMES = {"s": sitemaps.NAMESPACE, "x": sitemaps.XHTML}


def tree_of(response):
    assert response.status_code == 200
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    return ElementTree.fromstring(response.content)  # noqa: S314 - our own


def addresses(response):
    return [loc.text for loc in tree_of(response).findall("s:url/s:loc", NAMES)]


def test_a_small_site_names_all_its_pages_in_one_file(network, visit):
    article = make_article(network.city)
    topic = column_of(network.city).add_child(
        instance=TopicPage(title="两会", slug="lianghui", live=True)
    )

    found = addresses(visit(HOST, "/sitemap.xml"))

    assert {f"{ROOT}/", f"{ROOT}/yaowen/", article.full_url, topic.full_url} <= set(found)
    assert len(found) == len(set(found))


def test_standard_pages_of_a_portal_are_named(network, visit):
    found = addresses(visit("hefei.localhost", "/sitemap.xml"))

    assert {"http://hefei.localhost/tongzhi/", "http://hefei.localhost/contact/"} <= set(found)


def test_only_pages_of_this_site_are_named(network, visit):
    make_article(network.county)
    make_article(network.city, column="tongzhi")

    assert all(url.startswith(f"{ROOT}/") for url in addresses(visit(HOST, "/sitemap.xml")))


def test_drafts_and_pages_behind_a_password_are_left_out(network, visit):
    draft = make_article(network.city, "草稿", live=False)
    hidden = make_article(network.city, "内部")
    closed = make_article(network.city, "限阅栏目里的", column="jiceng")
    for page in (hidden, closed.get_parent()):
        PageViewRestriction.objects.create(page=page, restriction_type="password", password="x")

    found = addresses(visit(HOST, "/sitemap.xml"))

    assert not {draft.full_url, hidden.full_url, closed.full_url} & set(found)
    assert closed.get_parent().full_url not in found


def test_a_translated_page_names_its_versions(network, visit):
    article = make_article(network.city, title_en="In English")
    article.save_revision().publish()

    urls = tree_of(visit(HOST, "/sitemap.xml")).findall("s:url", NAMES)
    english = article.full_url.replace(ROOT, f"{ROOT}/en")

    named = {url.find("s:loc", NAMES).text: url for url in urls}
    for address in (article.full_url, english):
        links = named[address].findall("x:link", NAMES)
        assert {link.get("hreflang"): link.get("href") for link in links} == {
            "zh-Hans": article.full_url, "en": english, "x-default": article.full_url,
        }  # fmt: skip
        assert named[address].find("s:lastmod", NAMES).text.endswith("+00:00")


def test_a_page_without_translation_names_no_versions(network, visit):
    article = make_article(network.city)

    text = visit(HOST, "/sitemap.xml").content.decode()

    assert f"<loc>{article.full_url}</loc>" in text
    assert article.full_url.replace(ROOT, f"{ROOT}/en") not in text


def test_a_large_site_lists_its_files(network, visit, monkeypatch):
    monkeypatch.setattr(sitemaps, "PART_SIZE", 4)
    articles = [make_article(network.city, f"第{number}条") for number in range(9)]

    index = tree_of(visit(HOST, "/sitemap.xml"))

    files = [loc.text for loc in index.findall("s:sitemap/s:loc", NAMES)]
    assert [name for name in files if "articles" in name] == [
        f"{ROOT}/sitemap-articles-{number}.xml" for number in (1, 2, 3)
    ]
    found = [url for name in files for url in addresses(visit(HOST, name.removeprefix(ROOT)))]
    assert {article.full_url for article in articles} <= set(found)
    assert len(found) == len(set(found))


@pytest.mark.parametrize("name", ["articles-99", "pages-0", "people-1", "articles-1e9"])
def test_a_file_that_is_not_there_is_not_found(network, visit, name):
    assert visit(HOST, f"/sitemap-{name}.xml").status_code == 404


def test_a_file_costs_the_same_queries_for_three_articles_and_thirty(
    network, visit, django_assert_max_num_queries
):
    for number in range(30):
        make_article(network.city, f"第{number}条", title_en="English")
    visit(HOST, "/sitemap.xml")

    with django_assert_max_num_queries(7):
        assert len(addresses(visit(HOST, "/sitemap.xml"))) > 60


def test_robots_are_told_where_the_site_map_is(network, visit):
    text = visit(HOST, "/robots.txt").content.decode()

    assert f"Sitemap: {ROOT}/sitemap.xml" in text
    assert "Disallow: /search/" in text
