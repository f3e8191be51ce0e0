"""A county's articles go up, over the city to the province."""

import pytest
from playwright.sync_api import expect

from sites.models import StaffRole
from syndication.models import Submission
from tests.factories.sites import UserFactory
from tests.factories.syndication import make_revised

pytestmark = pytest.mark.browser
PEOPLE = (
    ("county", StaffRole.EDITOR, "up-editor"),
    ("city", StaffRole.DESK, "up-city"),
    ("province", StaffRole.DESK, "up-province"),
)


@pytest.fixture(autouse=True)
def people(served):
    for place, role, username in PEOPLE:
        UserFactory.with_role(getattr(served, place), role, username=username)


def test_two_articles_go_up(at_desk, served):
    first = make_revised(served.county, "县里送清凉", lead="送到街头。", author="王记者")
    second = make_revised(
        served.county, "信息化会议", body=[("text", "<p>信息化会议召开，共有12人参加。</p>")]
    )

    for article in (first, second):
        page = at_desk("up-editor", f"pages/{article.pk}/edit/")
        page.get_by_role("button", name="动作", exact=True).first.click()
        page.get_by_role("link", name="报送", exact=True).click()
        expect(page.get_by_label("合肥市总工会")).to_be_checked()
        page.get_by_role("button", name="报送").click()
        expect(page.get_by_text("已报送合肥市总工会")).to_be_visible()

    # The city opens the oldest with the keyboard, adopts and relays it in one act.
    page = at_desk("up-city", "syndication/inbox/")
    page.keyboard.press("j")
    page.keyboard.press("a")
    expect(page.get_by_role("heading", name="县里送清凉").first).to_be_visible()
    page.get_by_label("本站标题").fill("合肥：清凉送到环卫职工手中")
    page.get_by_label("同时转报").select_option(label="安徽省总工会")
    page.get_by_role("button", name="采用", exact=True).click()
    expect(page.get_by_text("并转报安徽省总工会")).to_be_visible()

    # The other one goes back with a reason.
    page.get_by_role("link", name="信息化会议").click()
    page.get_by_label("退稿原因").select_option(label="事实需核实")
    page.get_by_label("退稿说明").fill("人数请核实")
    page.get_by_role("button", name="退稿").click()
    expect(page.get_by_text("已退回《信息化会议》")).to_be_visible()

    page = at_desk("up-province", "syndication/inbox/")
    expect(page.get_by_text("转报，首发 肥西县总工会")).to_be_visible()
    page.get_by_role("link", name="县里送清凉").click()
    page.get_by_label("本站标题").fill("安徽：各地送清凉")
    page.get_by_role("button", name="采用", exact=True).click()
    expect(page.get_by_text("已采用《县里送清凉》")).to_be_visible()

    # The county reads what became of both, mends the second and hands it in again.
    page = at_desk("up-editor", "syndication/outbox/")
    expect(page.get_by_text("已采用，标题《合肥：清凉送到环卫职工手中》")).to_be_visible()
    expect(page.get_by_text("已采用，标题《安徽：各地送清凉》")).to_be_visible()
    expect(page.get_by_text("已退稿，事实需核实：人数请核实")).to_be_visible()
    second.refresh_from_db()
    second.body = [("text", "<p>数字化会议召开，共有21人参加。</p>")]
    second.save_revision()
    page.get_by_role("link", name="重新报送").click()
    page.get_by_label("报送说明").fill("已核实")
    page.get_by_role("button", name="重新报送").click()
    expect(page.get_by_text("已重新报送合肥市总工会")).to_be_visible()

    page = at_desk("up-city", "syndication/inbox/")
    page.get_by_role("link", name="信息化会议").click()
    changes = page.get_by_role("region", name="改了什么")
    expect(changes.locator("del").nth(2)).to_contain_text("12")
    expect(changes.locator("ins").nth(2)).to_contain_text("21")
    assert first.submissions.filter(state=Submission.State.ADOPTED).count() == 2

    page = at_desk("up-editor", "syndication/outbox/")
    shown = page.get_by_role("link", name="查看")
    addresses = [shown.nth(number).get_attribute("href") for number in range(2)]
    for link, title in zip(
        addresses, ("合肥：清凉送到环卫职工手中", "安徽：各地送清凉"), strict=True
    ):
        page.goto(link)
        expect(page.get_by_role("heading", name=title)).to_be_visible()
        expect(page.get_by_text("肥西县总工会").first).to_be_visible()
