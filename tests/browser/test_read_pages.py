"""Readers with a mouse, a keyboard, a phone, poor eyes, or no JavaScript."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

PAGES = [
    ("anhui", "/"), ("hefei", "/"), ("feixi", "/"), ("news.anhui", "/"), ("news.feixi", "/"),
    ("news.feixi", "/yaowen/"), ("news.feixi", "/laomo/"), ("news.feixi", "/zhuanti/"),
    ("news.feixi", "article"), ("feixi", "/about/"), ("feixi", "/contact/"), ("feixi", "/sitemap/"),
    ("feixi", "/en/"), ("guangde", "/"), ("feixi", "/nothing-here/"),
]  # fmt: skip
PHONE = {"width": 375, "height": 740}


@pytest.fixture
def visit(page, address, served, first_article):
    def go(host: str, path: str):
        if path == "article":
            path = f"/yaowen/{first_article(served.county).slug}/"
        return page.goto(address(host, path))

    return go


@pytest.mark.parametrize(("host", "path"), PAGES)
def test_no_page_has_a_serious_fault_of_accessibility(visit, serious_faults, host, path):
    visit(host, path)

    assert serious_faults() == []


@pytest.mark.parametrize(("host", "path"), PAGES)
def test_the_elder_view_has_none_either(page, visit, serious_faults, host, path):
    visit(host, path)
    page.evaluate("localStorage.setItem('view', 'elder')")
    page.reload()

    assert page.locator("html").get_attribute("data-view") == "elder"
    assert serious_faults() == []


@pytest.mark.parametrize(("host", "path"), PAGES)
def test_a_phone_never_scrolls_sideways(page, visit, host, path):
    page.set_viewport_size(PHONE)
    visit(host, path)

    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize(("host", "path"), PAGES)
def test_no_page_asks_another_host(page, visit, host, path):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    visit(host, path)
    page.wait_for_load_state("networkidle")

    own = page.url.split("/")[2]
    assert {url.split("/")[2] for url in asked if not url.startswith("data:")} == {own}


@pytest.mark.parametrize(("host", "path"), PAGES)
def test_no_page_has_a_script_error(page, visit, host, path):
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    visit(host, path)

    assert errors == []


def test_the_elder_view_is_kept_from_page_to_page(page, visit):
    visit("feixi", "/")
    page.get_by_role("button", name="适老版").first.click()
    visit("feixi", "/about/")

    expect(page.locator("html")).to_have_attribute("data-view", "elder")
    size = page.locator("main p, main li, main a").first.evaluate(
        "node => parseFloat(getComputedStyle(node).fontSize)"
    )
    assert size >= 18


def test_the_first_tab_leads_past_the_menu(page, visit):
    visit("feixi", "/")
    page.keyboard.press("Tab")

    skip = page.locator(":focus")
    expect(skip).to_be_visible()
    assert (skip.get_attribute("href") or "").startswith("#")


def test_everything_can_be_read_without_javascript(browser, address, served, first_article):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    article = first_article(served.county)

    page.goto(address("news.feixi", "/yaowen/"))
    page.get_by_role("link", name=article.title).first.click()

    expect(page.get_by_role("heading", level=1)).to_contain_text(article.title)
    expect(page.get_by_text("清晨，工作人员来到一线。")).to_be_visible()
    context.close()


def test_an_unknown_host_gets_a_plain_404(page, address, served):
    response = page.goto(address("nobody"))

    assert response.status == 404
    assert "总工会" not in page.content()


def test_an_english_reader_is_told_what_is_not_translated(page, address, served, first_article):
    page.goto(address("news.feixi", f"/en/yaowen/{first_article(served.county).slug}/"))

    expect(page.get_by_role("heading", level=1)).to_contain_text("肥西县")
    expect(page.get_by_text("Chinese").first).to_be_visible()
