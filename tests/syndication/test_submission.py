"""An article handed up: read, adopted, returned, relayed."""

import pytest
from django.core.exceptions import PermissionDenied

from news.models import Entry
from syndication.actions import (
    accept_offer,
    adopt_as_own,
    adopt_submission,
    keep_version,
    relay_submission,
    resubmit,
    return_submission,
    withdraw_submission,
)
from syndication.errors import AlreadyDecided, NoRecipients, SyndicationError
from syndication.models import Offer, Placement, ReturnCode, Rules, Submission
from tests.factories.news import column_of
from tests.factories.syndication import desk_of, dress, editor_of, make_revised, submit


def change(article, **fields):
    for name, value in fields.items():
        setattr(article, name, value)
    article.save_revision().publish()
    article.refresh_from_db()


def test_an_adopted_article_stays_at_the_version_that_was_read(network):
    article = make_revised(network.county, "共12人")
    submission = submit(article, network.city)

    adopt_submission(submission.pk, dress(network.city), by=desk_of(network.city))
    change(article, title="共21人")

    line = Entry.objects.get(article=article, organisation=network.city)
    assert line.title == "共12人"
    placement = Placement.objects.get()
    assert placement.offer == Offer.CHANGED


@pytest.mark.parametrize(("act", "title"), [(accept_offer, "新正文"), (keep_version, "旧正文")])
def test_the_desk_answers_the_offered_change(network, visit, act, title):
    article = make_revised(network.county, "标题", lead="旧正文")
    submission = submit(article, network.city)
    adopt_submission(submission.pk, dress(network.city, lead="本市导语"), by=desk_of(network.city))
    change(article, lead="新正文")
    placement = Placement.objects.get()

    act(placement.pk, by=desk_of(network.city))

    placement.refresh_from_db()
    assert placement.offer == Offer.NONE
    assert placement.revision.as_object().lead == title


def test_what_the_county_takes_down_stays_above_until_the_desk_answers(network):
    article = make_revised(network.county)
    submission = submit(article, network.city)
    adopt_submission(submission.pk, dress(network.city), by=desk_of(network.city))

    article.unpublish()

    assert Entry.objects.filter(article=article, organisation=network.city).exists()
    accept_offer(Placement.objects.get().pk, by=desk_of(network.city))
    assert not Entry.objects.filter(article=article).exists()


def test_a_returned_one_is_mended_and_keeps_its_history(network):
    article = make_revised(network.county)
    editor = editor_of(network.county)
    submission = submit(article, network.city, by=editor)
    return_submission(
        submission.pk, code=ReturnCode.FACTS, reason="数字请核实", by=desk_of(network.city)
    )

    with pytest.raises(SyndicationError, match="还没有修改"):
        resubmit(submission.pk, by=editor)
    change(article, title="核实后的标题")
    resubmit(submission.pk, by=editor, note="已核实")

    versions = list(submission.versions.order_by("number"))
    assert [(v.number, v.title, v.return_reason) for v in versions] == [
        (1, "县里的稿件", "数字请核实"),
        (2, "核实后的标题", ""),
    ]


def test_a_submission_is_judged_once(network):
    submission = submit(make_revised(network.county), network.city)
    desk = desk_of(network.city)
    adopt_submission(submission.pk, dress(network.city), by=desk)

    with pytest.raises(AlreadyDecided):
        adopt_submission(submission.pk, dress(network.city), by=desk)
    with pytest.raises(AlreadyDecided):
        return_submission(submission.pk, code=ReturnCode.TEXT, reason="晚了", by=desk)
    with pytest.raises(AlreadyDecided):
        withdraw_submission(submission.pk, by=editor_of(network.county))


def test_a_relayed_one_keeps_the_credit_of_its_union(network):
    article = make_revised(network.county, author="王记者")
    submission = submit(article, network.city)

    relay = relay_submission(submission.pk, network.province, by=desk_of(network.city))
    adopt_submission(relay.pk, dress(network.province), by=desk_of(network.province))

    line = Entry.objects.get(organisation=network.province)
    assert line.article.organisation == network.county
    assert relay.relayed_from == submission
    assert Submission.objects.get(pk=submission.pk).state == Submission.State.SUBMITTED


def test_adopting_with_edits_makes_an_article_of_ones_own(network):
    article = make_revised(network.county, "县里的标题", author="王记者")
    submission = submit(article, network.city)

    adopt_as_own(
        submission.pk,
        column_id=column_of(network.city).pk,
        title="市里的标题",
        by=desk_of(network.city),
    )

    submission.refresh_from_db()
    own = submission.adopted_as
    assert (own.title, own.author, own.source) == ("市里的标题", "王记者", "肥西县总工会")
    assert own.organisation == network.city
    assert not own.live
    assert own.rework.origin == article


def test_counties_of_a_city_reach_the_province_only_where_the_rule_allows(network):
    Rules.objects.create(skips_tiers=False)

    with pytest.raises(NoRecipients):
        submit(make_revised(network.county), network.province)
    submit(make_revised(network.direct), network.province)


def test_nobody_submits_for_another_union_or_twice(network):
    article = make_revised(network.county)
    with pytest.raises(PermissionDenied):
        submit(article, network.city, by=editor_of(network.direct))
    submit(article, network.city)

    with pytest.raises(SyndicationError, match="已经报送过"):
        submit(article, network.city)
