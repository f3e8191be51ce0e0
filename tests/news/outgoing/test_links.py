"""Links out of articles: written down when an article changes, tried when their turn comes."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from news.gateways.web import Answer
from news.models import ArticlePage, LinkUse, OutgoingLink
from news.outgoing import checking
from news.outgoing.checking import check_part
from news.outgoing.own import own_answer
from sites.models import StaffRole
from tests.factories.news import column_of, make_article
from tests.factories.sites import UserFactory

OUTSIDE = "https://www.example.org/a"
State = OutgoingLink.State
GOOD, SILENT = Answer(True), Answer(False, "没有回应", has_answered=False)
GONE, BROKEN = Answer(False, "404", is_final=True), Answer(False, "500")


def linking(union, *links, **fields):
    text = "".join(f"<p><a {link}>看</a></p>" for link in links)
    return make_article(union, "带链接的稿件", body=[("text", text)], **fields)


def href(url):
    return f'href="{url}"'


def addresses(article):
    uses = LinkUse.objects.filter(article=article)
    return set(uses.values_list("link__url", flat=True))


@pytest.fixture
def asked(monkeypatch, settings):
    """What is asked outside, and how it answers: ``asked.answers[url] = …``; else it's there."""
    settings.CHECK_LINKS = True
    monkeypatch.setattr(checking, "PAUSE", 0)

    class Asked(list):
        answers = {}

    found = Asked()

    def probe(url, own_hosts=()):
        found.append(url)
        return Asked.answers.get(url, GOOD)

    monkeypatch.setattr(checking, "probe", probe)
    return found


def next_round():
    OutgoingLink.objects.update(next_check_at=timezone.now() - timedelta(seconds=1))
    return check_part()


def test_links_of_a_published_article_are_written_down(network):
    page = column_of(network.county)
    article = linking(
        network.county,
        href(f"{OUTSIDE}#part"),
        href(OUTSIDE),
        href("/tongzhi/"),
        f'linktype="page" id="{page.pk}"',
        href("mailto:a@example.org"),
        href("tel:0551"),
        href("#here"),
        href("javascript:alert(1)"),
    )

    home = article.full_url.split("/", 3)
    inside = f"{home[0]}//{home[2]}/tongzhi/"
    assert addresses(article) - {article.full_url} == {OUTSIDE, inside, f"page:{page.pk}"}


def test_a_draft_links_to_nothing(network):
    article = linking(network.county, href(OUTSIDE), live=False)

    assert addresses(article) == set()


def test_a_change_and_an_unpublishing_are_followed(network):
    article = linking(network.county, href(OUTSIDE))
    article.body = [("text", f"<p><a {href('https://www.example.net/b')}>看</a></p>")]
    article.save()
    assert addresses(article) == {"https://www.example.net/b"}

    article.unpublish()

    assert addresses(article) == set()
    call_command("clock", "--once")
    assert not OutgoingLink.objects.exists()


def test_two_articles_share_an_address(network, asked):
    linking(network.county, href(OUTSIDE))
    linking(network.city, href(OUTSIDE))

    check_part()

    assert asked == [OUTSIDE]
    assert OutgoingLink.objects.get().uses.count() == 2


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        ([GOOD], State.ALIVE),
        ([GONE], State.DEAD),
        ([BROKEN], State.DOUBTFUL),
        ([BROKEN, BROKEN], State.DOUBTFUL),
        ([BROKEN, BROKEN, BROKEN], State.DEAD),
        ([BROKEN, BROKEN, GOOD], State.ALIVE),
        ([GONE, GOOD], State.ALIVE),
    ],
)
def test_a_link_is_dead_when_it_says_so_or_fails_on_three_days(network, asked, answers, state):
    linking(network.county, href(OUTSIDE))

    for answer in answers:
        asked.answers[OUTSIDE] = answer
        next_round()

    assert OutgoingLink.objects.get().state == state


def test_nobody_is_asked_twice_before_it_is_time(network, asked):
    linking(network.county, href(OUTSIDE))

    while check_part():
        pass
    check_part()

    assert asked == [OUTSIDE]


def test_a_host_gets_few_questions_at_a_time_and_all_in_the_end(network, asked):
    links = [href(f"https://www.example.org/{number}") for number in range(7)]
    linking(network.county, *links)

    counts = []
    while check_part():
        counts.append(len(asked) - sum(counts))

    assert counts == [3, 3, 1]


def test_when_nobody_answers_our_own_network_is_to_blame(network, asked):
    urls = [f"https://host{number}.example.org/" for number in range(4)]
    asked.answers.update(dict.fromkeys(urls, SILENT))
    linking(network.county, *(href(url) for url in urls))

    assert not check_part()
    assert set(OutgoingLink.objects.values_list("state", flat=True)) == {State.NEW}


def test_outside_nobody_is_asked_unless_it_is_switched_on(network, asked, settings):
    settings.CHECK_LINKS = False
    linking(network.county, href(OUTSIDE))

    check_part()

    assert asked == []
    assert OutgoingLink.objects.get().state == State.NEW


def test_our_own_hosts_are_asked_inside(network, asked, settings):
    settings.CHECK_LINKS = False
    good, gone = column_of(network.city).full_url, "http://hefei.localhost/nothing-here/"
    linking(network.county, href(good), href(gone))

    check_part()

    assert asked == []
    states = dict(OutgoingLink.objects.values_list("url", "state"))
    assert states == {good: State.ALIVE, gone: State.DEAD}


@pytest.mark.parametrize(
    ("url", "alive"),
    [
        ("http://feixi.localhost/", True),
        ("http://feixi.localhost/en/", True),
        ("http://feixi.localhost/search/?q=工会", True),
        ("http://feixi.localhost/sitemap.xml", True),
        ("http://feixi.localhost/nothing/", False),
        ("http://feixi.localhost/documents/9/none.pdf", False),
        ("http://desk.localhost/admin/", True),
        ("page:0", False),
        ("document:0", False),
    ],
)
def test_we_answer_ourselves_as_a_reader_would_be_answered(network, url, alive):
    assert own_answer(url).is_alive == alive


def test_one_address_that_cannot_be_read_holds_up_no_other(network):
    bad, good = "http://hefei.localhost:x/", "http://hefei.localhost/"
    linking(network.county, href(bad), href(good))

    check_part()

    states = dict(OutgoingLink.objects.values_list("url", "state"))
    assert states == {bad: State.DOUBTFUL, good: State.ALIVE}


def test_others_are_not_answered_for(network):
    assert own_answer(OUTSIDE) is None


def test_a_page_that_was_taken_down_is_a_dead_link(network):
    target = make_article(network.city)
    linking(network.county, f'linktype="page" id="{target.pk}"')
    check_part()
    assert OutgoingLink.objects.get().state == State.ALIVE

    target.unpublish()
    next_round()

    assert OutgoingLink.objects.get().state == State.DEAD


def test_the_command_takes_up_articles_from_before(network, asked):
    article = linking(network.county, href(OUTSIDE))
    LinkUse.objects.all().delete()

    call_command("check_links", "--all")

    assert addresses(article) == {OUTSIDE}
    assert asked == [OUTSIDE]


@pytest.mark.parametrize(
    ("place", "sees"), [("county", True), ("city", True), ("province", True), ("direct", False)]
)
def test_dead_links_are_shown_to_the_union_and_to_those_above(network, desk, asked, place, sees):
    asked.answers[OUTSIDE] = GONE
    linking(network.county, href(OUTSIDE))
    check_part()
    client = desk(UserFactory.with_role(getattr(network, place), StaffRole.EDITOR))

    text = client.get("/admin/duty/links/").content.decode()
    board = client.get("/admin/duty/").context["page_obj"].object_list

    assert (OUTSIDE in text) == sees
    assert ("改稿件" in text) == (place == "county")
    assert sum(row.extra["dead_links"] for row in board) == sees
    of_county = client.get("/admin/duty/links/", {"union": network.county.pk})
    assert of_county.status_code == (200 if sees else 404)


def test_the_list_of_dead_links_goes_into_a_file(network, desk, asked):
    asked.answers[OUTSIDE] = GONE
    article = linking(network.county, href(OUTSIDE))
    check_part()
    client = desk(UserFactory.with_role(network.city, StaffRole.DESK))

    answer = client.get("/admin/duty/links/?export=csv")
    text = b"".join(answer.streaming_content).decode()

    assert f"{OUTSIDE},404" in text
    assert article.full_url in text


def test_links_of_a_deleted_article_go_with_it(network):
    article = linking(network.county, href(OUTSIDE))

    ArticlePage.objects.get(pk=article.pk).delete()

    assert not LinkUse.objects.exists()
