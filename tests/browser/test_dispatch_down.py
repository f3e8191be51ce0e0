"""The province sends to all but two; one city declines, one county ignores it; then a recall."""

import pytest
from playwright.sync_api import expect

from news.models import Entry
from sites.models import StaffRole
from syndication.actions import deliver_dispatch
from syndication.models import Dispatch, Receipt
from syndication.recipients import possible_recipients
from tests.factories.sites import UserFactory
from tests.factories.syndication import make_revised

pytestmark = pytest.mark.browser

TITLE = "关于开展送温暖活动的通知"


@pytest.fixture
def people(served):
    """The desk of the province, editors of a city and of a county; two more counties."""
    known = {union.slug for union in served.city.get_children()}
    more = [
        served.add(name, "COUNTY", slug, served.city)
        for name, slug in (("长丰县总工会", "changfeng"), ("巢湖市总工会", "chaohu"))
        if slug not in known
    ]
    UserFactory.with_role(served.province, StaffRole.DESK, username="anhui-desk")
    UserFactory.with_role(served.city, StaffRole.EDITOR, username="hefei-editor")
    return more


def lines() -> list[str]:
    """The sites whose lists show the article."""
    shown = Entry.objects.filter(article__title=TITLE).order_by("organisation__path")
    return list(shown.values_list("organisation__slug", flat=True))


def sign_out(page, address):
    page.context.clear_cookies()
    page.goto(address("desk", "/admin/"))


def test_a_dispatch_from_the_form_to_its_recall(page, sign_in, address, served, people):
    article = make_revised(served.province, TITLE)
    assert lines() == ["anhui"]
    count = possible_recipients(served.province).count() - 2

    # The province sends to all but two, and sees the list before.
    sign_in("anhui-desk")
    page.goto(address("desk", f"/admin/pages/{article.pk}/edit/"))
    page.goto(address("desk", f"/admin/syndication/dispatch/{article.pk}/"))
    page.get_by_label("全部下级单位").check()
    for name in ("长丰县总工会", "巢湖市总工会"):
        page.get_by_label("查找单位").fill(name)
        page.locator("li", has_text=name).get_by_label("除外").check()
    expect(page.locator("[data-count-number]")).to_have_text(str(count))
    page.get_by_label("查找单位").fill("")
    page.get_by_label("限期答复").check()
    page.locator("[name=deadline]").fill("2099-01-01T12:00")
    page.get_by_role("button", name="下一步：看名单").last.click()
    expect(page.get_by_text(f"将下发给 {count} 个单位")).to_be_visible()
    expect(page.get_by_text("长丰县总工会")).to_have_count(0)
    page.get_by_role("button", name="确认下发").click()
    expect(page.get_by_text(f"正在下发到 {count} 个单位")).to_be_visible()
    sent = Dispatch.objects.get(article=article)
    deliver_dispatch(sent.pk)
    board = address("desk", f"/admin/syndication/dispatches/{sent.pk}/")

    # One city declines, one county publishes, one county ignores it.
    sign_out(page, address)
    sign_in("hefei-editor")
    page.goto(address("desk", "/admin/syndication/receipts/"))
    page.get_by_role("link", name=TITLE).click()
    page.get_by_text("不采用", exact=True).click()
    page.get_by_label("不采用的理由").fill("本市已有安排")
    page.get_by_role("button", name="答复不采用").click()
    expect(page.get_by_text("已答复不采用")).to_be_visible()
    sign_out(page, address)
    sign_in("feixi-editor")
    page.goto(address("desk", "/admin/syndication/receipts/"))
    page.get_by_role("link", name=TITLE).click()
    page.get_by_role("button", name="刊发").click()
    expect(page.get_by_text("已刊发到")).to_be_visible()
    assert lines() == ["anhui", "feixi"]
    page.goto(address("news.feixi", "/yaowen/"))
    expect(page.get_by_role("link", name=TITLE).first).to_be_visible()

    # The province sees it, and reminds the one that ignores it.
    sign_out(page, address)
    sign_in("anhui-desk")
    page.goto(board)
    expect(page.get_by_text("本市已有安排")).to_be_visible()
    page.get_by_role("button", name=f"催办没有答复的 {count - 2} 个单位").click()
    expect(page.get_by_text(f"已催办 {count - 2} 个单位")).to_be_visible()
    ignoring = Receipt.objects.filter(dispatch=sent, state="WAITING")
    assert ignoring.filter(recipient=served.direct).exists()

    # The recall takes it down everywhere and shows so.
    page.get_by_role("link", name="撤稿", exact=True).click()
    page.get_by_label("撤稿理由").fill("日期有误")
    page.get_by_role("button", name="确认撤稿").click()
    expect(page.get_by_text("本页各站刚刚都查过")).to_be_visible()
    expect(page.get_by_text("410", exact=True)).to_have_count(2)
    assert lines() == []
    page.goto(address("news.feixi", "/yaowen/"))
    expect(page.get_by_role("link", name=TITLE)).to_have_count(0)
