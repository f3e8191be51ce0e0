"""An editor finds, changes and hides what came from above; readers see it in the local dress."""

import pytest
from playwright.sync_api import expect

from syndication.models import Placement
from tests.factories.news import ImageFactory, column_of
from tests.factories.syndication import dispatch, make_revised

pytestmark = pytest.mark.browser

PHONE = {"width": 375, "height": 740}


@pytest.fixture
def came_down(served):
    """An article of the province that the county must publish, and one that it may hide."""
    article = make_revised(
        served.province,
        "全省工会开展夏送清凉活动",
        lead="把清凉送到一线。",
        cover=ImageFactory.of(served.province),
        body=[("text", "<p>活动从七月开始。</p>")],
    )
    dispatch(article)
    return Placement.objects.get(article=article, organisation=served.county)


def fits(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def test_an_editor_gives_a_placed_article_a_headline_of_its_own(
    page, sign_in, address, served, came_down, serious_faults
):
    column = column_of(served.county)
    sign_in("feixi-editor")
    page.goto(address("desk", f"/admin/syndication/columns/{column.pk}/"))
    row = page.get_by_role("row").filter(has_text="全省工会开展夏送清凉活动")
    expect(row).to_contain_text("必须刊发")
    expect(row).to_contain_text("下发")
    assert serious_faults() == []

    row.get_by_role("link", name="修改").click()
    page.get_by_label("本站标题").fill("肥西县工会夏送清凉")
    assert serious_faults() == []
    page.get_by_role("button", name="保存").click()

    row = page.get_by_role("row").filter(has_text="肥西县工会夏送清凉")
    row.get_by_role("button", name="更多操作").click()
    expect(page.get_by_role("link", name="改成本会稿件")).to_be_visible()
    expect(page.get_by_role("link", name="隐藏")).to_have_count(0)
    for size in (page.viewport_size, PHONE):
        page.set_viewport_size(size)
        assert fits(page)

    page.goto(address("news.feixi", "/yaowen/"))
    assert fits(page)
    page.get_by_role("link", name="肥西县工会夏送清凉").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("肥西县工会夏送清凉")
    expect(page.get_by_text("活动从七月开始。")).to_be_visible()
    expect(page.get_by_role("link", name="安徽省总工会").last).to_be_visible()
    assert page.url.endswith(f"/yaowen/a-{came_down.pk}/")
    assert fits(page)
    assert serious_faults() == []


def test_an_editor_takes_up_a_shared_article_and_takes_it_down_again(
    page, sign_in, address, served, serious_faults
):
    make_revised(
        served.city, "合肥工匠的一天", is_shared=True, body=[("text", "<p>清晨六点。</p>")]
    )
    sign_in("feixi-editor")
    page.goto(address("desk", "/admin/syndication/library/"))
    assert serious_faults() == []
    row = page.get_by_role("row").filter(has_text="合肥工匠的一天")
    row.get_by_role("link", name="看全文、选用").click()
    expect(page.get_by_text("清晨六点。")).to_be_visible()
    assert serious_faults() == []
    page.get_by_role("button", name="选用", exact=True).click()
    expect(row).to_contain_text("已选用")

    page.goto(address("news.feixi", "/yaowen/"))
    page.get_by_role("link", name="合肥工匠的一天").click()
    public = page.url

    page.goto(address("desk", f"/admin/syndication/columns/{column_of(served.county).pk}/"))
    row.get_by_role("button", name="更多操作").click()
    page.get_by_role("link", name="撤下").click()
    assert serious_faults() == []
    page.get_by_role("button", name="撤下").click()
    expect(page.get_by_role("row").filter(has_text="合肥工匠的一天")).to_have_count(0)

    response = page.goto(public)
    assert response.status == 410
    expect(page.get_by_role("heading", level=1)).to_have_text("这篇文章已撤下")
    assert serious_faults() == []
    page.set_viewport_size(PHONE)
    assert fits(page)
