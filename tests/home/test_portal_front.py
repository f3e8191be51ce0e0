"""The front page shows what the union's administrator set, and no holes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from home.models import PortalHomePage
from sites.models import MourningPeriod, SiteKind
from tests.factories.news import ImageFactory, make_article


@pytest.fixture
def front(network) -> PortalHomePage:
    return PortalHomePage.objects.get(organisation=network.county)


def kinds(response):
    return [section.kind for section in response.context["sections"]]


def test_a_new_union_shows_no_empty_section(visit):
    response = visit("feixi.localhost")

    assert kinds(response) == ["services", "unions", "friendly_links"]
    assert "工会要闻" not in response.text.split("<main")[1]


def test_a_column_appears_with_its_first_article(network, visit):
    make_article(network.county, "送清凉", column="tongzhi")

    response = visit("feixi.localhost")

    assert "notices" in kinds(response)
    assert "送清凉" in response.text


def test_sections_stand_in_the_order_that_was_set_and_can_be_switched_off(network, front, visit):
    blocks = {block.block_type: block for block in front.sections}
    blocks["services"].value["enabled"] = False
    order = ["friendly_links", "unions", "services"]
    front.sections = [(kind, blocks[kind].value) for kind in order]
    front.save_revision().publish()

    assert kinds(visit("feixi.localhost")) == ["friendly_links", "unions"]


def test_picture_news_turns_in_the_carousel(network, visit):
    make_article(network.county, "职工运动会", cover=ImageFactory.of(network.county))

    response = visit("feixi.localhost")

    assert kinds(response)[0] == "carousel"
    assert response.context["sections"][0].html.count("carousel__slide") == 1
    assert "职工运动会" in response.context["sections"][0].html


def test_an_entrance_to_an_unsafe_address_is_left_out(front, visit):
    services = next(block for block in front.sections if block.block_type == "services")
    services.value["services"][0]["url"] = "javascript:alert(1)"
    services.value["services"][0]["column"] = ""
    front.save_revision().publish()

    assert "javascript:" not in visit("feixi.localhost").text


def test_the_city_shows_what_is_new_in_its_counties(network, visit):
    make_article(network.county, "县里的消息")
    make_article(network.direct, "直管县的消息")

    text = visit("hefei.localhost").text

    assert "县里的消息" in text
    assert "直管县的消息" not in text


@pytest.mark.parametrize(
    ("place", "with_subtree", "grey"),
    [("county", False, True), ("city", True, True), ("city", False, False), ("province", True, True),
     ("direct", True, False)],
)  # fmt: skip
def test_days_of_mourning_turn_a_site_a_subtree_or_the_network_grey(
    network, visit, place, with_subtree, grey
):
    today = timezone.localdate()
    MourningPeriod.objects.create(
        organisation=getattr(network, place),
        with_subtree=with_subtree,
        first_date=today,
        last_date=today,
    )

    assert ("data-mourning" in visit("feixi.localhost").text) is grey


def test_mourning_may_be_for_one_site_and_ends_by_itself(network, visit):
    today = timezone.localdate()
    period = MourningPeriod.objects.create(
        organisation=network.county, site_kind=SiteKind.NEWS, first_date=today, last_date=today
    )

    assert "data-mourning" in visit("news.feixi.localhost").text
    assert "data-mourning" not in visit("feixi.localhost").text

    period.first_date = period.last_date = today - timedelta(days=1)
    period.save()
    assert "data-mourning" not in visit("news.feixi.localhost").text


def test_tier_and_theme_decide_the_look(network, visit):
    network.county.theme = "teal"
    network.county.save()

    text = visit("feixi.localhost").text

    assert 'data-tier="COUNTY"' in text
    assert 'data-theme="teal"' in text


def test_the_foot_shows_the_whole_identity_and_no_empty_line(network, visit):
    county = network.county
    county.icp_number, county.site_id_code = "皖ICP备00000000号-1", "3401230001"
    county.save()

    text = visit("feixi.localhost").text

    assert "皖ICP备00000000号-1" in text
    assert "3401230001" in text
    assert "公安备案" not in text
