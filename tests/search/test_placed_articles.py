"""One article on many sites is one hit, read where the reader is."""

import pytest
from wagtail.models import PageViewRestriction

from search.engines.base import BELOW, SITE
from sites.actions import move_organisation
from sites.models import Organisation, Tier
from syndication.actions import (
    adopt_submission,
    recall_article,
    remove_placement,
    undo_recall,
)
from tests.factories.news import column_of, place_line
from tests.factories.syndication import desk_of, dispatch, dress, make_revised, submit

HOST = "news.feixi.localhost"


@pytest.fixture
def placed(network, publish):
    """An article of the province that the county shows under a headline of its own."""
    article = publish("全省职代会工作部署", union="province")
    return place_line(article, column_of(network.county), headline="省里部署职代会")


def hits(visit, host, **parameters):
    return visit(host, "/search/", data={"q": "职代会"} | parameters).context["hits"]


def test_it_is_one_hit_that_tells_of_the_other_sites(visit, placed):
    (hit,) = hits(visit, "anhui.localhost")

    assert hit.also_on == 1
    assert hit.plain_title == "全省职代会工作部署"


def test_where_the_searchers_own_site_carries_it_the_local_address_is_given(visit, placed):
    (hit,) = hits(visit, HOST)

    assert hit.url == "/yaowen/a-7/"
    assert hit.plain_title == "省里部署职代会"


def test_the_site_and_the_branch_that_carry_it_count_it_as_theirs(network, search_for, placed):
    assert search_for("职代会", scope=SITE) == ["全省职代会工作部署"]
    assert search_for("职代会", scope=BELOW, here=network.city) == ["全省职代会工作部署"]
    assert search_for("职代会", scope=SITE, here=network.direct) == []


@pytest.fixture
def close():
    """``close(page)`` makes it private, and the index is not told."""

    def add(page):
        restriction = PageViewRestriction(page=page, restriction_type="password", password="x")
        PageViewRestriction.objects.bulk_create([restriction])

    return add


def test_a_page_made_private_is_shown_no_more_before_the_index_knows(visit, placed, close):
    close(placed.article.get_parent())

    assert hits(visit, HOST) == hits(visit, "anhui.localhost") == []
    assert visit(HOST, "/search/suggest/", data={"q": "全省职代会"}).json()["titles"] == []


def test_where_the_local_column_is_private_the_origins_address_is_given(visit, placed, close):
    close(placed.column)

    (hit,) = hits(visit, HOST)

    assert hit.plain_title == "全省职代会工作部署"


def test_a_recalled_article_is_found_nowhere(visit, placed):
    placed.article.unpublish()

    assert hits(visit, HOST) == []
    assert hits(visit, "anhui.localhost") == []


def test_an_adopted_version_is_found_at_its_site_when_the_original_is_taken_down(network, visit):
    article = make_revised(network.county, "我县召开职代会", body=[("text", "<p>量体裁衣</p>")])
    submission = submit(article, network.city)
    adopt_submission(
        submission.pk, dress(network.city, headline="市里报道职代会"), by=desk_of(network.city)
    )

    article.unpublish()

    (hit,) = hits(visit, "hefei.localhost")
    assert hit.plain_title == "市里报道职代会"
    assert visit("news.hefei.localhost", hit.url.split("localhost")[-1]).status_code == 200
    assert len(hits(visit, "anhui.localhost", q="量体裁衣")) == 1
    keep = network.city.placements.get()
    remove_placement(keep.pk, by=desk_of(network.city))
    assert hits(visit, "anhui.localhost") == []


def test_a_dispatch_a_recall_and_its_undoing_are_followed(network, visit):
    article = make_revised(network.province, "全省职代会工作部署")
    by = desk_of(network.province)

    dispatch(article, by=by)
    (hit,) = hits(visit, HOST, scope="site")
    assert (hit.is_local, hit.also_on) == (True, 3)
    assert visit(HOST, hit.url).status_code == 200

    recall = recall_article(article, reason="时间有误", by=by)
    assert hits(visit, HOST) == hits(visit, "anhui.localhost") == []

    undo_recall(recall.pk, by=by)
    (hit,) = hits(visit, HOST, scope="site")
    assert hit.also_on == 3


def test_a_placement_that_is_taken_down_leaves_the_one_at_the_origin(network, visit):
    article = make_revised(network.county, "我县召开职代会")
    submission = submit(article, network.city)
    adopt_submission(submission.pk, dress(network.city), by=desk_of(network.city))
    assert hits(visit, "hefei.localhost", scope="site")

    remove_placement(network.city.placements.get().pk, by=desk_of(network.city))

    assert hits(visit, "hefei.localhost", scope="site") == []
    (hit,) = hits(visit, "hefei.localhost")
    assert hit.source == network.county


def test_a_union_that_gets_another_place_is_searched_with_what_is_placed_there(
    network, search_for, placed
):
    wuhu = network.add("芜湖市总工会", Tier.CITY, "wuhu", network.province, "340200")

    moved = move_organisation(network.county, wuhu)

    assert search_for("职代会", scope=SITE, here=moved) == ["全省职代会工作部署"]
    assert search_for("职代会", scope=BELOW, here=Organisation.objects.get(pk=wuhu.pk)) == [
        "全省职代会工作部署"
    ]
    assert search_for("职代会", scope=BELOW, here=network.refresh().city) == []


def test_an_adopted_version_is_told_as_it_was_adopted(network, visit, placed):
    placed.lead = "本县的导语"
    placed.save()
    article = placed.article
    article.lead = article.lead_zh_hans = "后来改的导语"
    article.save()

    feed = visit(HOST, "/search/feed.xml", data={"q": "职代会"}).text

    assert "本县的导语" in feed
    assert "后来改的导语" not in feed
