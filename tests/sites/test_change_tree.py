"""Moving, renaming, merging and closing unions."""

import pytest

from news.models import Entry
from sites.actions import (
    TreeError,
    close_organisation,
    merge_organisation,
    move_organisation,
    rename_organisation,
    reopen_organisation,
)
from sites.models import Organisation, SiteKind, Tier
from tests.factories.news import make_article


def test_a_moved_county_counts_to_its_new_city(network):
    wuhu = network.add("芜湖市总工会", Tier.CITY, "wuhu", network.province, "340200")
    make_article(network.county, "肥西职工运动会")

    moved = move_organisation(network.county, wuhu)

    assert moved.get_parent() == wuhu
    wuhu.refresh_from_db()
    assert [entry.article.title for entry in Entry.objects.within(wuhu)] == ["肥西职工运动会"]
    assert not Entry.objects.within(network.city).exists()


@pytest.mark.parametrize("place", ["county", "direct"])
def test_a_city_cannot_move_below_a_county(network, place):
    with pytest.raises(TreeError):
        move_organisation(network.city, getattr(network, place))


def test_a_renamed_union_shows_its_new_name_everywhere(network, visit):
    rename_organisation(network.county, name="肥西市总工会", short_name="肥西市")

    assert "肥西市总工会" in visit("feixi.localhost").text
    assert "肥西市总工会新闻网" in visit("news.feixi.localhost").text
    assert network.county.staff_groups.first().group.name.startswith("肥西市总工会")


def test_every_old_address_of_a_merged_union_leads_to_its_heir(network, visit):
    article = make_article(network.direct, "广德技能竞赛")
    merge_organisation(network.direct, network.city)

    front = visit("guangde.localhost")
    old = visit("news.guangde.localhost", f"/yaowen/{article.slug}/?from=wx")

    assert (front.status_code, front["Location"]) == (301, "http://hefei.localhost/")
    assert old.status_code == 301
    assert old["Location"].startswith(
        f"http://news.hefei.localhost/archive/guangde/yaowen/{article.slug}/"
    )
    kept = visit(
        "news.hefei.localhost", old["Location"].removeprefix("http://news.hefei.localhost")
    )
    assert kept.status_code == 200
    assert "广德技能竞赛" in kept.text


def test_an_archive_is_read_only_at_the_heir(network, visit):
    article = make_article(network.direct)
    merge_organisation(network.direct, network.city)

    assert (
        visit("news.feixi.localhost", f"/archive/guangde/yaowen/{article.slug}/").status_code == 404
    )
    assert (
        visit("news.hefei.localhost", f"/archive/feixi/yaowen/{article.slug}/").status_code == 404
    )


def test_a_chain_of_mergers_leads_to_the_last_heir(network, visit):
    merge_organisation(network.direct, network.county)
    merge_organisation(network.county, network.city)

    assert visit("guangde.localhost")["Location"] == "http://hefei.localhost/"


def test_counties_of_a_merged_city_move_to_the_heir(network):
    wuhu = network.add("芜湖市总工会", Tier.CITY, "wuhu", network.province, "340200")

    merge_organisation(network.refresh().city, wuhu)

    network.county.refresh_from_db()
    assert network.county.get_parent().slug == "wuhu"


def test_a_closed_union_stays_readable_as_an_archive(network, visit):
    article = make_article(network.county, "送清凉")
    close_organisation(network.county)

    response = visit("news.feixi.localhost", f"/yaowen/{article.slug}/")

    assert response.status_code == 200
    assert "停止更新" in response.text


def test_a_union_with_open_counties_cannot_close(network):
    with pytest.raises(TreeError, match="下级工会"):
        close_organisation(network.refresh().city)


def test_a_merger_can_be_undone(network, visit):
    merge_organisation(network.direct, network.city)

    reopen_organisation(Organisation.objects.get(slug="guangde"))

    assert visit("guangde.localhost").status_code == 200


def test_the_province_can_be_neither_merged_nor_closed(network):
    for act in (lambda: merge_organisation(network.province, network.city),
                lambda: close_organisation(network.province)):  # fmt: skip
        with pytest.raises(TreeError):
            act()


def test_a_union_cannot_merge_into_itself_or_its_county(network):
    network.refresh()
    for heir in (network.city, network.county):
        with pytest.raises(TreeError):
            merge_organisation(network.city, heir)


def test_sites_of_all_kinds_lead_to_the_heir(network, visit):
    merge_organisation(network.direct, network.city)

    target = network.site(network.city, SiteKind.NEWS).root_url
    assert visit("news.guangde.localhost")["Location"] == target + "/"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/", "/"),
        ("/en/", "/en/"),
        ("/yaowen/", "/archive/guangde/yaowen/"),
        ("/en/yaowen/", "/en/archive/guangde/yaowen/"),
        ("/yaowen/p2/", "/archive/guangde/yaowen/p2/"),
        ("/feed.xml", "/feed.xml"),
        ("/media/images/a.jpg", "/media/images/a.jpg"),
        ("/documents/3/x", "/documents/3/x"),
    ],
)
def test_each_kind_of_old_address_has_its_place_at_the_heir(network, visit, old, new):
    merge_organisation(network.direct, network.city)

    assert visit("news.guangde.localhost", old)["Location"] == f"http://news.hefei.localhost{new}"


def test_a_service_site_leads_to_the_portal_of_an_heir_without_one(network, visit):
    old = network.add("庐江县总工会", Tier.COUNTY, "lujiang", network.city, kinds=tuple(SiteKind))
    merge_organisation(old, network.county)

    assert visit("work.lujiang.localhost", "/x/")["Location"] == "http://feixi.localhost/"


def test_a_union_behind_a_new_one_keeps_its_articles(network):
    """The tree makes room for a city between the first one and the county behind it."""
    make_article(network.direct, "广德职工运动会")
    before = network.direct.path

    wuhu = network.add("芜湖市总工会", Tier.CITY, "wuhu", network.province, "340200")

    network.direct.refresh_from_db()
    assert wuhu.path == before
    assert not Entry.objects.within(wuhu).exists()
    assert Entry.objects.get().region_path == network.direct.path


def test_a_union_behind_one_that_was_moved_keeps_its_articles(network):
    late = network.add("当涂县总工会", Tier.COUNTY, "dangtu", network.city, "349999")
    article = make_article(network.direct, "广德职工运动会")

    move_organisation(late, Organisation.objects.get(pk=network.province.pk))
    move_organisation(network.county, Organisation.objects.get(pk=network.province.pk))

    network.direct.refresh_from_db()
    assert Entry.objects.get(article=article).region_path == network.direct.path
