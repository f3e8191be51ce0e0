"""A reader searches with a keyboard, on a phone, and without JavaScript."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

PHONE = {"width": 375, "height": 740}
PAGES = ["/search/", "/search/?q=工会", "/search/?q=潜水艇", "/en/search/?q=工会"]


def test_a_word_is_typed_and_an_article_of_another_union_is_read(page, address, served):
    page.goto(address("feixi"))
    page.get_by_role("search").get_by_label("搜索内容").fill("合肥市 工会服务")
    page.get_by_role("button", name="搜索", exact=True).click()
    page.locator(".hit__link").first.click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("工会服务")


def test_suggestions_are_chosen_by_keyboard(page, address, served):
    page.goto(address("feixi"))
    field = page.get_by_role("combobox", name="搜索内容")
    field.press_sequentially("合肥市总", delay=30)
    expect(page.get_by_role("option").first).to_be_visible()
    field.press("ArrowDown")
    expect(page.get_by_role("option", selected=True)).to_have_count(1)
    field.press("Enter")

    page.wait_for_url(lambda url: "hefei" in url or "/search/" in url)


def test_it_works_without_javascript(browser, address, served):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address("news.feixi"))
    page.get_by_label("搜索内容").fill("工会服务")
    page.get_by_role("button", name="搜索", exact=True).click()

    expect(page.locator(".hit").first).to_be_visible()
    page.get_by_role("link", name="本会", exact=False).first.click()
    assert "scope=site" in page.url
    context.close()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("host", ["anhui", "news.feixi"])
def test_no_serious_fault_of_accessibility(page, address, served, serious_faults, host, path):
    page.goto(address(host, path))

    assert serious_faults() == []


@pytest.mark.parametrize("path", PAGES)
def test_the_elder_view_has_none_either(page, address, served, serious_faults, path):
    page.goto(address("hefei", path))
    page.evaluate("localStorage.setItem('view', 'elder')")
    page.reload()

    assert serious_faults() == []


@pytest.mark.parametrize("path", PAGES)
def test_a_phone_never_scrolls_sideways(page, address, served, path):
    page.set_viewport_size(PHONE)
    page.goto(address("feixi", path))

    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
