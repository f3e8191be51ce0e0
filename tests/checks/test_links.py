"""Links that lead nowhere are found by a task, and told when the article is checked."""

import pytest
from django.core.management import call_command
from django.utils import timezone

from checks import links
from checks.checking import check
from checks.gateways import web
from checks.models import CheckResult, Link
from tests.factories.news import make_article

GONE = "https://www.example.com/gone"
GOOD = "https://www.example.com/good"
QUIET = "https://www.example.com/quiet"
ANSWERS = {
    GONE: web.Answer(False, True, "404"),
    GOOD: web.Answer(True, False, "200"),
    QUIET: web.Answer(False, False, "没有回应"),
}


@pytest.fixture
def net(monkeypatch):
    """What answers on the open net; ``net`` is the list of what was asked."""
    asked = []

    def ask(url):
        asked.append(url)
        return ANSWERS[url]

    monkeypatch.setattr(web, "ask", ask)
    return asked


def dead(article):
    page = article.get_latest_revision_as_object()
    return [found.message for found in check(page) if found.rule == "dead_link"]


def link(url):
    return f'<a href="{url}">详情</a>'


def test_saving_an_article_has_its_links_asked_once(draft, net):
    article = draft(link(GONE), link(GOOD), link(GOOD + "#part"))

    call_command("clock", "--once")
    call_command("clock", "--once")

    assert sorted(net) == sorted([GONE, GOOD])
    assert dead(article) == [f"{GONE} 打不开（404）。"]
    assert CheckResult.objects.get(article=article).warnings == 1


def test_who_does_not_answer_is_dead_at_the_second_time(draft, net):
    article = draft(link(QUIET))

    call_command("clock", "--once")
    assert dead(article) == []
    Link.objects.update(checked_at=timezone.now() - 2 * links.FRESH)
    article.save_revision()
    call_command("clock", "--once")

    assert dead(article) == [f"{QUIET} 打不开（没有回应）。"]


def test_links_of_the_network_itself_are_not_asked(draft, net):
    draft(link("http://news.feixi.localhost/yaowen/"))

    call_command("clock", "--once")

    assert net == []


def test_a_link_that_was_taken_out_is_forgotten(draft, net):
    article = draft(link(GOOD))
    call_command("clock", "--once")

    article.body = []
    article.save_revision()
    call_command("clock", "--once")
    links.forget_unused()

    assert not Link.objects.exists()


def test_a_link_to_a_page_that_is_not_shown_is_told(network, draft):
    hidden = make_article(network.county, live=False)
    shown = make_article(network.county)
    article = draft(*(f'<a linktype="page" id="{page.pk}">x</a>' for page in (hidden, shown)))

    assert dead(article) == ["链接的页面不存在或没有发布。"]


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://localhost/", "http://10.0.0.8/x", "http://169.254.169.254/meta",
        "http://[::1]/", "https://192.168.1.1/", "http://127.0.0.1:6379/", "ftp://example.com/",
        "file:///etc/passwd", "http:///nothing",
    ],
)  # fmt: skip
def test_nothing_inside_the_house_is_asked(url):
    with pytest.raises(web.Unasked):
        web.open_to(url)


def test_an_answer_that_leads_inside_is_not_followed(monkeypatch):
    monkeypatch.setattr(web, "knock", lambda url: led(url))

    def led(url):
        if url == GOOD:
            return 302, "http://127.0.0.1/secret"
        return web.open_to(url)

    with pytest.raises(web.Unasked):
        web.ask(GOOD)
