"""An article is written, handed in, returned, signed three times and read by the public."""

import pytest
from playwright.sync_api import expect

from news.models import ArticlePage
from sites.models import StaffRole
from tests.factories.news import column_of
from tests.factories.review import rule
from tests.factories.sites import UserFactory

pytestmark = pytest.mark.browser
COLUMN = "weiquan"  # a column of its own: the other walks publish without review
PEOPLE = (
    (StaffRole.EDITOR, "review-editor", "采编小周"),
    (StaffRole.REVIEWER, "review-first", "初审老李"),
    (StaffRole.DESK, "review-second", "新闻处老吴"),
    (StaffRole.CHIEF, "review-chief", "终审王主席"),
)
TITLE = "法律援助律师走进工地"


@pytest.fixture(autouse=True)
def people(served):
    rule(served.county, 3, column_code=COLUMN)
    for role, username, name in PEOPLE:
        UserFactory.with_role(served.county, role, username=username, first_name=name)


def sign(page, *, opinion="", secrecy=False, button="签字通过"):
    page.get_by_label("已审：").check()
    page.get_by_label("审核意见").fill(opinion)
    page.get_by_label("已校：").check()
    if secrecy:
        page.get_by_label("不涉及国家秘密").check()
    page.get_by_role("button", name=button, exact=True).click()


def test_three_people_sign_what_one_wrote(at_desk, served, page, address):
    column = column_of(served.county, COLUMN)

    editor = at_desk("review-editor", f"pages/add/news/articlepage/{column.pk}/")
    editor.locator("[name=title_zh_hans]").fill(TITLE)
    editor.locator("[name=lead_zh_hans]").fill("律师把法律咨询台搬到工地门口。")
    expect(editor.get_by_role("button", name="发布", exact=True)).to_have_count(0)
    editor.get_by_role("button", name="更多动作").click()
    editor.get_by_role("button", name="提交给三审三校").click()
    expect(editor.get_by_text(TITLE).first).to_be_visible()
    article = ArticlePage.objects.get(title=TITLE)

    # The first reviewer finds it on the front page of the desk and returns it with a reason.
    first = at_desk("review-first", "")
    first.get_by_role("link", name=TITLE).first.click()
    first.get_by_label("退回的理由").fill("请写明律师所在的律所")
    first.get_by_role("button", name="退回", exact=True).click()
    expect(first.get_by_text("已退回")).to_be_visible()

    editor = at_desk("review-editor", "review/?tab=returned")
    expect(editor.get_by_text("请写明律师所在的律所")).to_be_visible()
    editor = at_desk("review-editor", f"pages/{article.pk}/edit/")
    editor.locator("[name=lead_zh_hans]").fill("县法律援助中心的律师把咨询台搬到工地门口。")
    editor.get_by_role("button", name="更多动作").click()
    editor.get_by_role("button", name="重新提交给").click()
    editor.wait_for_load_state()

    first = at_desk("review-first", "review/?tab=sign")
    first.get_by_role("link", name=TITLE).click()
    expect(first.get_by_role("heading", name="改了什么")).to_be_visible()
    sign(first, opinion="已按意见修改")
    second = at_desk("review-second", "review/?tab=sign")
    second.get_by_role("link", name=TITLE).click()
    sign(second)
    chief = at_desk("review-chief", "review/?tab=sign")
    chief.get_by_role("link", name=TITLE).click()
    expect(chief.get_by_text("已按意见修改")).to_be_visible()
    sign(chief, secrecy=True, button="签发")
    expect(chief.get_by_text("已经发布")).to_be_visible()

    page.goto(address("feixi", f"/{COLUMN}/"))
    expect(page.get_by_role("link", name=TITLE)).to_be_visible()
    chief = at_desk("review-chief", f"review/article/{article.pk}/")
    with chief.expect_download() as download:
        chief.get_by_role("link", name="送审").first.click()
        chief.get_by_role("link", name="审批表（PDF）").click()
    assert download.value.suggested_filename.endswith(".pdf")
