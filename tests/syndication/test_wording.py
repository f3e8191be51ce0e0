"""The local headline and lead of a placed article are checked as an article's own words are."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from checks.models import Level, RuleCode, Term
from news.models import ArticlePage
from syndication.actions import adopt_submission, change_placement, pull_article
from syndication.errors import WordingRefused
from syndication.models import Placement
from tests.factories.news import column_of
from tests.factories.syndication import desk_of, dress, editor_of, make_revised, submit


@pytest.fixture(autouse=True)
def words(network):
    Term.objects.all().delete()
    for word, level in (("公会", Level.BLOCK), ("最佳", Level.WARN), ("也许", Level.HINT)):
        Term.objects.create(kind=RuleCode.ERROR_WORD, word=word, suggestion="", level=level)


@pytest.fixture
def editor(network):
    return editor_of(network.county)


@pytest.fixture
def article(network):
    return make_revised(network.direct, "县里的消息", is_shared=True)


@pytest.fixture
def take_up(network, desk, editor, article):
    def post(**fields):
        url = reverse("syndication_library_article", args=[article.pk])
        return desk(editor).post(url, {"column": column_of(network.county).pk, **fields})

    return post


@pytest.mark.parametrize("field", ["headline", "lead"])
def test_a_forbidden_word_is_refused_at_its_field(take_up, field):
    answer = take_up(**{field: "我县公会工作会议召开"})

    assert "公会" in answer.context["form"].errors[field][0]
    assert not Placement.objects.exists()


def test_a_doubtful_word_is_shown_and_passes(take_up):
    answer = take_up(headline="全省最佳职工之家", lead="也许")

    assert Placement.objects.get().headline == "全省最佳职工之家"
    told = [str(message) for message in get_messages(answer.wsgi_request)]
    assert len([sentence for sentence in told if "最佳" in sentence]) == 1
    assert not any("也许" in sentence for sentence in told)


def test_no_other_way_leads_past_the_check(network, editor, article):
    with pytest.raises(WordingRefused, match="本站标题"):
        pull_article(article, network.county, dress(network.county, headline="公会"), by=editor)
    placement = pull_article(article, network.county, dress(network.county), by=editor)
    with pytest.raises(WordingRefused, match="本站导语"):
        change_placement(placement.pk, dress(network.county, lead="公会"), by=editor)
    submission = submit(make_revised(network.county), network.city)
    with pytest.raises(WordingRefused):
        adopt_submission(
            submission.pk, dress(network.city, headline="公会"), by=desk_of(network.city)
        )


def test_words_that_stand_there_already_do_not_hold_up_another_change(network, editor, article):
    placement = pull_article(article, network.county, dress(network.county), by=editor)
    Placement.objects.update(headline="我县公会")

    change_placement(placement.pk, dress(network.county, "jiceng", headline="我县公会"), by=editor)

    placement.refresh_from_db()
    assert placement.column == column_of(network.county, "jiceng")
    assert ArticlePage.objects.get(pk=article.pk).title == "县里的消息"
