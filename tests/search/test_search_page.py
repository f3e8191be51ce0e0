"""The page, the feed, the JSON and the suggestions of the search, at the public sites."""

from datetime import timedelta

import feedparser
import pytest
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from wagtail.models import PageViewRestriction

from search import statistics
from search.models import BestBet, SearchCount
from tests.factories.news import column_of
from tests.search.odd import ODD

HOST = "news.feixi.localhost"


def page(visit, **parameters):
    return visit(HOST, "/search/", data=parameters)


@pytest.mark.parametrize("host", ["anhui.localhost", "hefei.localhost", HOST])
@pytest.mark.parametrize("path", ["/search/", "/en/search/"])
def test_every_site_has_a_search(visit, host, path):
    assert visit(host, path).status_code == 200


def test_the_desk_has_none(visit):
    assert visit("desk.localhost", "/search/").status_code == 404


def test_words_are_marked_and_texts_escaped(visit, publish):
    publish("职代会 <b>方案</b>", "第一段 &lt;script&gt; 职代会")

    body = page(visit, q="职代会").content.decode()

    assert "<mark>职代会</mark> &lt;b&gt;方案&lt;/b&gt;" in body
    assert "<b>方案" not in body
    assert "&lt;script&gt;" in body


def test_scopes_facets_and_order_are_links_with_counts(visit, publish):
    publish("县里的职代会")
    publish("市里的职代会", union="city")

    body = page(visit, q="职代会").content.decode()

    assert "scope=site" in body
    assert "tier=CITY" in body
    assert "sort=date" in body


def test_a_facet_narrows_and_its_other_values_stay(visit, publish):
    publish("县里的职代会")
    publish("市里的职代会", union="city")

    response = page(visit, q="职代会", tier="CITY")

    assert [hit.plain_title for hit in response.context["hits"]] == ["市里的职代会"]
    assert dict(response.context["found"].answer.facets["tier"]) == {"CITY": 1, "COUNTY": 1}


def test_a_local_hit_leads_to_the_local_address(visit, publish):
    article = publish("县里的职代会")

    (hit,) = page(visit, q="职代会").context["hits"]

    assert hit.is_local
    assert hit.url.endswith(f"/yaowen/{article.slug}/")


def test_the_number_of_queries_does_not_grow_with_the_hits(
    visit, publish, django_assert_max_num_queries
):
    def visit_counted():
        with django_assert_max_num_queries(60) as captured:
            page(visit, q="职代会")
        return len(captured)

    for number in range(2):
        publish(f"职代会{number}")
    page(visit, q="职代会")
    few = visit_counted()
    for number in range(7):
        publish(f"职代会第{number}号")

    assert visit_counted() <= few


def test_few_hits_are_followed_by_articles_that_have_a_part_of_the_words(visit, publish):
    publish("职代会召开")
    publish("职代会以后办篮球赛")

    answer = page(visit, q="职代会 篮球赛")

    assert [hit.plain_title for hit in answer.context["hits"]] == ["职代会以后办篮球赛"]
    assert [hit.plain_title for hit in answer.context["partly"]] == ["职代会召开"]
    assert answer.context["found"].answer.total == 1
    assert "下面的只含其中一部分词" in answer.content.decode()


@pytest.mark.parametrize("more", [{"sort": "date"}, {"tier": "COUNTY"}, {"q": '"职代会以后"'}])
def test_who_asks_exactly_gets_exactly_that(visit, publish, more):
    publish("职代会召开")
    publish("职代会以后办篮球赛")

    assert not page(visit, **{"q": "职代会 篮球赛", **more}).context["partly"]


def test_a_search_for_nothing_found_helps_on(visit):
    body = page(visit, q="潜水艇").content.decode()

    assert "没有找到符合的文章" in body


def test_a_corrected_search_says_so(visit, publish):
    publish("职代会召开")

    assert "没有“职待会”的结果" in page(visit, q="职待会").content.decode()


def test_unknown_values_are_left_out(visit, publish):
    publish("职代会召开")

    response = page(visit, q="职代会", tier="MOON", page="x", year="-1", scope="all", foo="1")

    assert len(response.context["hits"]) == 1


def test_a_page_far_behind_the_last_is_empty_and_no_error(visit, publish):
    publish("职代会召开")

    assert page(visit, q="职代会", page="100").status_code == 200


def test_a_pinned_answer_is_shown_for_its_query_only(visit):
    BestBet.objects.create(queries="入会 加入工会", title="三步入会", url="https://example.com/a")

    assert "三步入会" in page(visit, q="入会").content.decode()
    assert "三步入会" not in page(visit, q="转会").content.decode()


def test_the_hits_can_be_read_as_a_feed(visit, publish):
    publish("职代会召开")

    feed = feedparser.parse(visit(HOST, "/search/feed.xml", data={"q": "职代会"}).content)

    assert [entry.title for entry in feed.entries] == ["职代会召开"]


def test_the_hits_can_be_read_over_the_api(visit, publish):
    publish("职代会召开")

    answer = visit(HOST, "/api/v3/search/", data={"q": "职代会"}).json()

    assert answer["total"] == 1
    assert answer["items"][0]["title"] == "职代会召开"
    assert answer["items"][0]["url"].startswith("http://news.feixi.localhost/")


def test_suggestions_are_words_unions_and_titles(visit, publish):
    publish("职代会召开")

    by_word = visit(HOST, "/search/suggest/", data={"q": "职代"}).json()
    by_sound = visit(HOST, "/search/suggest/", data={"q": "zhidai"}).json()
    union = visit(HOST, "/search/suggest/", data={"q": "合肥"}).json()

    assert by_word["words"] == ["职代会"]
    assert by_word["titles"][0]["title"] == "职代会召开"
    assert by_sound["words"] == ["职代会"]
    assert union["unions"][0]["name"] == "合肥市总工会"


def test_searches_are_counted_without_personal_numbers(visit, client):
    page(visit, q="入会 13800001111")
    page(visit, q="入会 13900002222")

    (count,) = SearchCount.objects.all()
    assert (count.query, count.searches, count.without_result) == ("入会 …", 2, 2)
    click = client.post("/search/click/", {"q": "入会 13800001111"}, headers={"host": HOST})
    assert click.status_code == 204
    count.refresh_from_db()
    assert count.clicks == 1


@pytest.mark.parametrize(
    ("typed", "without_result"), [("职代会", 0), ("职待会", 1), ("职代会 潜水艇", 1)]
)
def test_a_search_that_was_answered_otherwise_counts_as_one_without_result(
    visit, publish, typed, without_result
):
    publish("职代会召开")

    assert page(visit, q=typed).context["hits"]

    assert SearchCount.objects.get().without_result == without_result


def test_a_flood_of_made_up_queries_leaves_a_bounded_number_of_counts(visit, network, monkeypatch):
    monkeypatch.setattr(statistics, "MOST_A_DAY", 2)
    for typed in ["职代会", "入会", "乱写", "乱写甲", "入会"]:
        page(visit, q=typed)

    counts = SearchCount.objects.order_by("pk").values_list("query", "searches")
    assert list(counts) == [("职代会", 1), ("入会", 2)]


def test_old_counts_are_forgotten_those_of_one_search_sooner(network):
    today = timezone.localdate()
    for days, query, searches in [
        (401, "很久以前", 9),
        (15, "只搜过一次", 1),
        (15, "常搜", 2),
        (14, "刚搜过一次", 1),
    ]:
        SearchCount.objects.create(day=today - timedelta(days), query=query, searches=searches)

    statistics.forget_old_counts()

    left = SearchCount.objects.values_list("query", flat=True)
    assert set(left) == {"刚搜过一次", "常搜"}


def test_clicks_are_only_counted_for_what_was_searched(client, network):
    client.post("/search/click/", {"q": "没搜过"}, headers={"host": HOST})

    assert not SearchCount.objects.exists()


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(typed=ODD)
@example(typed="工会" * 5_000)
@example(typed='"')
@example(typed='"" -"" - --')
@example(typed="NEAR(工会 OR) AND NOT title:x*")
@example(typed="\x00\ud800工会")
@example(typed="'; DROP TABLE x; --")
def test_nothing_that_can_be_typed_is_an_error(visit, typed):
    parameters = {"q": typed.encode("utf-8", "replace").decode()}

    for path in ("/search/", "/search/suggest/", "/api/v3/search/", "/search/feed.xml"):
        assert visit(HOST, path, data=parameters).status_code == 200


def test_an_answer_behind_a_password_or_not_open_yet_is_not_pinned(visit, network):
    column = column_of(network.county)
    BestBet.objects.create(queries="入会", title="三步入会", page=column)
    assert page(visit, q="入会").context["bets"]

    network.county.status = "PREPARING"
    network.county.save()
    assert not visit("anhui.localhost", "/search/", data={"q": "入会"}).context["bets"]
    network.county.status = "OPEN"
    network.county.save()

    PageViewRestriction.objects.create(page=column, restriction_type="password", password="x")
    assert not page(visit, q="入会").context["bets"]


def test_what_is_excluded_is_shown_to_nobody(visit, publish):
    publish("职代会召开")
    for _reader in range(statistics.HOT_FROM):
        page(visit, q='职代会 -某某是坏人 -"某某某"')

    assert statistics.hot_words("", 5) == ["职代会"]


@pytest.mark.parametrize(
    "typed", ["13812345678", "138-1234-5678 入会", "138 1234 5678", "34012319900101123X"]
)
def test_a_number_of_a_person_is_not_kept(visit, network, typed):
    page(visit, q=typed)

    assert not any(digit in SearchCount.objects.get().query for digit in "0123456789")


def test_behind_the_last_page_the_way_back_is_shown(visit, publish):
    publish("职代会召开")

    response = page(visit, q="职代会", page=7)

    assert "回到最后一页" in response.text
    assert response.context["links"].previous_page() == response.context["links"].last_page()
    assert "检查有没有错字" not in response.text
    assert "没有找到符合的文章" not in response.text


def test_an_address_is_read_as_utf8_whatever_a_header_says(client, network):
    for charset in ("unicode_escape", "base64", "utf-16"):
        answer = client.generic(
            "GET", "/search/?q=%5Cud800", content_type=f"text/html; charset={charset}",
            headers={"host": HOST},
        )  # fmt: skip
        assert answer.status_code == 200


def test_a_character_that_nobody_can_type_counts_as_a_blank(visit, publish):
    publish("职代会召开")

    assert page(visit, q="职代会\x00").context["hits"]
