"""A served network and a real Chromium.

The server and the tests share one database file and nothing is rolled back, as in life; each
test uses titles of its own.
"""

import os
import shutil
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import setup_databases, teardown_databases
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer
from wagtail.models import Site

from sites.models import Organisation, StaffRole
from tests.factories.news import ImageFactory, make_article
from tests.factories.sites import Network, UserFactory

# Playwright's loop runs in this thread, where Django would otherwise refuse to ask the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

AXE = Path(__file__).parent / "axe.min.js"
PASSWORD = "correct-horse-battery"


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, tmp_path_factory):
    """A test database for the server and the tests alike.

    pytest-django makes one only for tests that ask for its own database fixtures; these roll
    back or empty the tables, which a server beside them must not see.
    """
    test = connection.settings_dict["TEST"]
    if connection.vendor == "sqlite":
        test["NAME"] = str(tmp_path_factory.mktemp("db") / "browser.sqlite3")
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False)
        Network()
        yield
        teardown_databases(made, verbosity=0)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {
        **browser_type_launch_args,
        "executable_path": shutil.which("chromium"),
        "args": ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {**browser_context_args, "locale": "zh-CN"}


@pytest.fixture(scope="session")
def server(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        server = LiveServer("localhost:0")
        Site.objects.update(port=server.thread.port)
        yield server
        server.stop()


@pytest.fixture(scope="session")
def served(server) -> Network:
    """The network with an editor, an operator and some articles on every tier."""
    from sites.network_roles import operator_group

    network = Network()
    UserFactory.with_role(network.county, StaffRole.EDITOR, username="feixi-editor")
    operator = UserFactory(username="operator")
    operator.groups.add(operator_group())
    for union in (network.province, network.city, network.county):
        cover = ImageFactory.of(union)
        for column in ("yaowen", "jiceng", "laomo", "tongzhi", "zhengce", "nvzhigong"):
            for number in range(3):
                make_article(
                    union,
                    f"{union.short_name}{column}第{number + 1}篇：工会服务送到班组和工地",
                    column=column,
                    cover=cover,
                    lead="各级工会把服务送到车间、班组和工地。",
                    body=[("text", "<h2>走进班组</h2><p>清晨，工作人员来到一线。</p>")],
                )
    return network


@pytest.fixture
def address(server):
    """``address("feixi", "/about/")`` or ``address("news.feixi")``."""

    def of(name: str, path: str = "/") -> str:
        return f"http://{name}.localhost:{server.thread.port}{path}"

    return of


@pytest.fixture
def sign_in(page, address, served):
    def as_user(username: str):
        page.goto(address("desk", "/admin/"))
        page.get_by_label("用户名").fill(username)
        page.locator("input[name=password]").fill(PASSWORD)
        page.get_by_role("button", name="登录").click()
        return page

    return as_user


@pytest.fixture
def at_desk(browser, address, served):
    """``at_desk("up-city", "syndication/inbox/")``: that person's own window at that screen."""
    windows = {}
    expect.set_options(timeout=30_000)  # several people at one small machine

    def open_at(username: str, path: str):
        if username not in windows:
            page = browser.new_context(locale="zh-CN").new_page()
            page.goto(address("desk", "/admin/"))
            page.get_by_label("用户名").fill(username)
            page.locator("input[name=password]").fill(PASSWORD)
            page.get_by_role("button", name="登录").click()
            page.wait_for_load_state()
            windows[username] = page
        windows[username].goto(address("desk", f"/admin/{path}"))
        return windows[username]

    yield open_at
    for page in windows.values():
        page.context.close()


@pytest.fixture
def serious_faults(page):
    """The serious and critical findings of axe on the page that is shown."""

    def find() -> list[str]:
        page.evaluate(AXE.read_text())
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        return [
            f"{fault['id']}: {fault['nodes'][0]['html'][:120]}"
            for fault in found["violations"]
            if fault["impact"] in {"serious", "critical"}
        ]

    return find


@pytest.fixture
def first_article(served):
    from news.models import ArticlePage

    def of(union: Organisation, code: str = "yaowen") -> ArticlePage:
        column = union.pages.get(slug=code, depth=3)
        return ArticlePage.objects.child_of(column).first()

    return of
