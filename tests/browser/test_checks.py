"""What is found is told beside the text while one writes, and let pass with a reason."""

import os

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_an_editor_sees_mends_and_gives_a_reason(page, sign_in, address, served):
    column = served.county.pages.get(slug="yaowen", depth=3)
    sign_in("feixi-editor")
    page.goto(address("desk", f"/admin/pages/add/news/articlepage/{column.pk}/"))
    panel = page.get_by_role("region", name="发布前检查")

    page.locator("[name=title_zh_hans]").fill("县总工汇慰问一线职工的稿件")
    page.locator("[name=lead_zh_hans]").fill("联系电话13905510001。")
    expect(panel).to_contain_text("“总工汇”应为“总工会”")
    expect(panel).to_contain_text("手机号码")
    shoot(page, "editor")
    page.locator("[name=title_zh_hans]").fill("县总工会慰问一线职工的稿件")
    expect(panel).not_to_contain_text("总工汇")

    page.get_by_role("button", name="更多动作").click()
    page.get_by_role("button", name="发布", exact=True).click()
    expect(page.get_by_text("没有发布，发布前检查发现 1 处问题").first).to_be_visible()
    shoot(page, "refused")
    page.get_by_role("link", name="查看并处理").click()
    page.get_by_role("checkbox").check()
    page.get_by_label("理由（记入审计日志）").fill("值班电话，本人同意公开")
    shoot(page, "reasons")
    page.get_by_role("button", name="保存理由并发布").click()
    expect(page.get_by_text("已发布“县总工会慰问一线职工的稿件”")).to_be_visible()

    page.goto(address("news.feixi", "/yaowen/"))
    expect(page.get_by_role("link", name="县总工会慰问一线职工的稿件").first).to_be_visible()


def shoot(page, name: str) -> None:
    """A picture for whoever wants to look: where SCREENSHOTS names a folder."""
    if folder := os.environ.get("SCREENSHOTS"):
        page.screenshot(path=f"{folder}/checks-{name}.png")
