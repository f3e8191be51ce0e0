"""Links that lead nowhere are found by a task, and told when the article is checked."""

import pytest
from django.core.management import call_command
from django.utils import timezone

from checks.checking import check
from checks.models import CheckResult, DraftLink
from news.gateways.web import Answer
from news.models import OutgoingLink
from news.outgoing import checking
from news.outgoing.record import forget_unused
from tests.factories.news import make_article

GONE = "https://www.example.com/gone"
GOOD = "https://www.example.org/good"
ANSWERS = {GONE: Answer(False, "404", is_final=True), GOOD: Answer(True)}


@pytest.fixture
def net(monkeypatch, settings):
    """What answers on the open net; ``net`` is the list of what was asked."""
    settings.CHECK_LINKS = True
    monkeypatch.setattr(checking, "PAUSE", 0)
    asked = []

    def probe(url, own_hosts=()):
        asked.append(url)
        return ANSWERS[url]

    monkeypatch.setattr(checking, "probe", probe)
    return asked


def dead(article):
    page = article.get_latest_revision_as_object()
    return [found.message for found in check(page) if found.rule == "dead_link"]


def link(url):
    return f'<a href="{url}">详情</a>'


def test_saving_a_draft_has_its_links_tried_once(draft, net):
    article = draft(link(GONE), link(GOOD), link(GOOD + "#part"))

    call_command("clock", "--once")
    call_command("clock", "--once")

    assert sorted(net) == sorted([GONE, GOOD])
    assert dead(article) == [f"{GONE} 打不开（404）。"]
    assert CheckResult.objects.get(article=article).warnings == 1


def test_a_link_that_comes_back_to_life_is_told_no_more(draft, net, monkeypatch):
    article = draft(link(GONE))
    call_command("clock", "--once")
    assert dead(article)

    monkeypatch.setitem(ANSWERS, GONE, Answer(True))
    OutgoingLink.objects.update(next_check_at=timezone.now())
    checking.check_part()
    call_command("clock", "--once")

    assert dead(article) == []
    assert CheckResult.objects.get(article=article).warnings == 0


def test_links_of_the_network_itself_are_not_asked(draft, net):
    draft(link("http://news.feixi.localhost/yaowen/"))

    call_command("clock", "--once")

    assert net == []


def test_links_of_drafts_are_kept_until_they_are_taken_out(draft, net):
    article = draft(link(GOOD))
    call_command("clock", "--once")
    assert forget_unused() == 0

    article.body = []
    article.save_revision()
    call_command("clock", "--once")
    forget_unused()

    assert not DraftLink.objects.exists()
    assert not OutgoingLink.objects.exists()


def test_a_link_to_a_page_that_is_not_shown_is_told(network, draft):
    hidden = make_article(network.county, live=False)
    shown = make_article(network.county)
    article = draft(*(f'<a linktype="page" id="{page.pk}">x</a>' for page in (hidden, shown)))

    assert dead(article) == ["链接的页面不存在或没有发布。"]
