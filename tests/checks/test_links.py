"""Links that lead nowhere are found by a task, and told when the article is checked."""

import pytest
from django.core.management import call_command

from checks.checking import check
from checks.models import CheckResult
from news.gateways.web import Answer
from news.models import OutgoingLink
from news.outgoing import checking
from tests.factories.news import make_article

GONE = "https://www.example.com/gone"
GOOD = "https://www.example.com/good"


@pytest.fixture
def net(monkeypatch, settings):
    """What answers on the open net; ``net`` is the list of what was asked."""
    asked = []

    def probe(url, ours):
        asked.append(url)
        return Answer.found(url != GONE)

    settings.CHECK_LINKS = True
    monkeypatch.setattr(checking, "probe", probe)
    monkeypatch.setattr(checking, "PAUSE", 0)
    return asked


def dead(article):
    page = article.get_latest_revision_as_object()
    return [found.message for found in check(page) if found.rule == "dead_link"]


def link(url):
    return f'<a href="{url}">详情</a>'


def test_the_links_of_a_draft_are_asked_before_it_is_published(draft, net):
    article = draft(link(GONE), link(GOOD), link(GOOD + "#part"))

    call_command("clock", "--once")

    assert sorted(net) == sorted([GONE, GOOD])
    assert [message.split("（")[0] for message in dead(article)] == [f"{GONE} 打不开"]


def test_a_draft_with_a_dead_link_comes_into_the_report(draft, net):
    article = draft(link(GONE))
    call_command("clock", "--once")

    call_command("clock", "--once")
    call_command("clock", "--once")

    assert CheckResult.objects.get(article=article).warnings == 1


def test_a_link_that_was_taken_out_is_forgotten(draft, net):
    article = draft(link(GOOD))
    call_command("clock", "--once")

    article.body = []
    article.save_revision()
    call_command("clock", "--once")
    call_command("clock", "--once")

    assert not OutgoingLink.objects.exists()


def test_a_link_to_a_page_that_is_not_shown_is_told(network, draft):
    hidden = make_article(network.county, live=False)
    shown = make_article(network.county)
    article = draft(*(f'<a linktype="page" id="{page.pk}">x</a>' for page in (hidden, shown)))

    assert dead(article) == ["链接的页面不存在或没有发布。"]
