"""Pages stay small for cheap phones on slow lines, as they are sent in production."""

import mimetypes
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from django.core.management import call_command
from django.test import override_settings

pytestmark = pytest.mark.browser

MOST_REQUESTS = 15
MOST_BYTES = 150_000  # compressed, without pictures
MOST_SHIFT = 0.1  # cumulative layout shift: "good" by Core Web Vitals
PHONE = {"width": 375, "height": 740}
PAGES = [("anhui", "/"), ("feixi", "/"), ("news.feixi", "/"), ("news.feixi", "/yaowen/"),
         ("news.feixi", "article"), ("feixi", "/contact/"), ("feixi", "/en/")]  # fmt: skip
SHIFTS = """() => new Promise(done => {
  new PerformanceObserver(list => done(
    list.getEntries().reduce((sum, entry) => sum + (entry.hadRecentInput ? 0 : entry.value), 0)
  )).observe({type: "layout-shift", buffered: true});
  setTimeout(() => done(0), 500);
})"""


@pytest.fixture(scope="module")
def collected(tmp_path_factory, served):
    """The static files as collectstatic leaves them: hashed, joined and compressed."""
    folder = tmp_path_factory.mktemp("static")
    storages = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "config.bundles.BundlingStorage"},
    }
    with override_settings(STORAGES=storages, STATIC_ROOT=folder):
        call_command("collectstatic", interactive=False, verbosity=0)
        yield folder


class Asked:
    """What a page asks for, and how much of it isn't pictures."""

    def __init__(self, page, collected: Path) -> None:
        self.urls: list[str] = []
        self.bytes = 0
        self.collected = collected
        page.route("**/static/**", self.send_static)
        page.on("request", lambda request: self.urls.append(request.url))
        page.on("response", self.weigh_page)

    def send_static(self, route) -> None:
        file = self.collected / unquote(urlsplit(route.request.url).path).removeprefix("/static/")
        packed = file.with_name(f"{file.name}.gz")
        self.bytes += (packed if packed.exists() else file).stat().st_size
        route.fulfill(path=file, content_type=mimetypes.guess_type(file.name)[0])

    def weigh_page(self, response) -> None:
        if response.request.resource_type == "document":
            self.bytes += len(response.body())  # more than nginx sends, which packs it

    @property
    def without_pictures(self) -> list[str]:
        return [url for url in self.urls if "/media/" not in url]


@pytest.mark.parametrize(("host", "path"), PAGES)
def test_a_page_asks_for_little(page, address, served, first_article, collected, host, path):
    if path == "article":
        path = f"/yaowen/{first_article(served.county).slug}/"
    page.set_viewport_size(PHONE)
    asked = Asked(page, collected)
    page.goto(address(host, path))
    page.wait_for_load_state("networkidle")

    assert any(".bundle." in url for url in asked.urls)
    assert len(asked.without_pictures) <= MOST_REQUESTS
    assert asked.bytes <= MOST_BYTES
    assert page.evaluate(SHIFTS) <= MOST_SHIFT


def test_pictures_below_the_fold_wait(page, address, served):
    page.goto(address("feixi", "/"))

    late = page.locator("img:not([loading=lazy]):not([fetchpriority=high]):not(.emblem)")
    assert late.count() == 0


def test_every_picture_has_its_size(page, address, served):
    page.goto(address("feixi", "/"))

    assert page.locator("img:not([width]), img:not([height])").count() == 0
