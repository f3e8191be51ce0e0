"""What waits for a person: counted live, over all unions served, and of no others."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sites.models import StaffRole
from sites.waiting import Moment, count_waiting, waiting_for
from syndication.actions import (
    adopt_submission,
    decline_receipt,
    escalate_overdue,
    return_submission,
)
from syndication.models import ColumnMapping, Dispatch, Obligation, Receipt, ReturnCode, TopicCall
from syndication.waiting import KINDS
from tests.factories.news import make_article
from tests.factories.sites import UserFactory
from tests.factories.syndication import desk_of, dispatch, dress, editor_of, make_revised, submit

DUTY = 5  # what the figures of own columns are read by, however many there are


def counts_for(user):
    return {name: number for name, number in count_waiting(Moment.of(user)).items() if number}


def call_of(union, **more):
    today = timezone.localdate()
    dates = {"first_date": today, "last_date": today + timedelta(days=9)}
    return TopicCall.objects.create(
        organisation=union, title="产改一线", wishes="写人写事", **(dates | more)
    )


def make_late(sent):
    Dispatch.objects.filter(pk=sent.pk).update(deadline=timezone.now() - timedelta(hours=1))


def test_nothing_waits_on_a_quiet_day(network):
    assert counts_for(desk_of(network.county)) == {}
    assert waiting_for(desk_of(network.county)) == []


@pytest.mark.parametrize(("hours", "kind"), [(100, "waiting"), (5, "due_soon"), (-1, "overdue")])
def test_a_dispatch_to_answer_is_told_by_its_deadline(network, hours, kind):
    sent = dispatch(make_article(network.province), Obligation.MUST_DECIDE)
    Dispatch.objects.filter(pk=sent.pk).update(deadline=timezone.now() + timedelta(hours=hours))

    assert counts_for(editor_of(network.county)) == {kind: 1}


def test_what_must_be_published_and_found_no_column_is_told(network):
    ColumnMapping.objects.create(organisation=network.county, code="yaowen", column=None)

    dispatch(make_article(network.province))

    assert counts_for(editor_of(network.county)) == {"needs_column": 1}
    assert counts_for(editor_of(network.city)) == {}


def test_an_answered_dispatch_waits_no_longer(network):
    dispatch(make_article(network.province), Obligation.MUST_DECIDE)
    receipt = Receipt.objects.get(recipient=network.county)

    decline_receipt(receipt.pk, reason="与本县无关", by=editor_of(network.county))

    assert counts_for(editor_of(network.county)) == {}


def test_the_sender_is_told_who_did_not_answer_in_time(network):
    sent = dispatch(make_article(network.province), Obligation.MUST_DECIDE)
    make_late(sent)

    escalate_overdue()

    assert counts_for(desk_of(network.province)) == {"escalated": 1}
    assert counts_for(editor_of(network.province)) == {}


def test_a_submission_waits_for_the_desk_and_returned_for_its_sender(network):
    submission = submit(make_article(network.county), network.city)
    assert counts_for(desk_of(network.city)) == {"judge": 1}

    return_submission(submission.pk, code=ReturnCode.TEXT, reason="太长", by=desk_of(network.city))

    assert counts_for(desk_of(network.city)) == {}
    assert counts_for(editor_of(network.county)) == {"returned": 1}


def test_changes_of_the_origin_wait_for_an_answer(network):
    adopted, followed = make_revised(network.county, "共12人"), make_revised(network.province)
    submission = submit(adopted, network.city)
    adopt_submission(submission.pk, dress(network.city), by=desk_of(network.city))
    dispatch(followed)
    placement = followed.placements.get(organisation=network.city)
    placement.headline = "本市标题"
    placement.save()

    for article in (adopted, followed):
        article.lead = "改了导语"
        article.save_revision().publish()

    assert counts_for(editor_of(network.city)) == {"offers": 1, "headlines": 1}


def test_a_topic_call_waits_until_the_union_answers_it(network):
    call = call_of(network.city)
    call_of(network.city, withdrawn_at=timezone.now())
    editor = editor_of(network.county)
    assert counts_for(editor) == {"calls": 1}
    assert counts_for(editor_of(network.city)) == {}
    assert counts_for(editor_of(network.direct)) == {}

    submit(make_article(network.county), network.city, call=call, by=editor)

    assert counts_for(editor) == {}


@pytest.mark.parametrize("place", ["city", "direct", "province"])
def test_nothing_is_told_of_unions_that_one_does_not_serve(network, place):
    sent = dispatch(make_article(network.city), Obligation.MUST_DECIDE)
    make_late(sent)

    for role in StaffRole:
        user = UserFactory.with_role(getattr(network, place), role)
        assert "overdue" not in counts_for(user)


def test_who_serves_two_unions_is_told_of_both(network):
    dispatch(make_article(network.province), Obligation.FOR_INFORMATION)
    user = editor_of(network.county)
    user.groups.add(*editor_of(network.direct).groups.all())

    waiting = waiting_for(user)

    assert [(row.kind.name, row.count) for row in waiting] == [("waiting", 2)]
    assert {line.union for line in waiting[0].lines} == {
        network.county.short_name, network.direct.short_name,
    }  # fmt: skip


def test_the_most_urgent_come_first(network):
    for days in (9, 3, 6):
        dispatch(
            make_article(network.province, f"{days}天"),
            Obligation.MUST_DECIDE,
            deadline=timezone.now() + timedelta(days=days),
        )

    (waiting,) = waiting_for(editor_of(network.county))

    assert [line.title for line in waiting.lines] == ["3天", "6天", "9天"]


def test_the_count_costs_two_queries_and_the_lines_one_a_kind(network, django_assert_num_queries):
    for number in range(8):
        dispatch(make_article(network.province, f"{number}"), Obligation.FOR_INFORMATION)
        submit(make_article(network.county, f"县{number}"), network.city)
    user = desk_of(network.city)
    moment = Moment.of(user)

    with django_assert_num_queries(2):
        count_waiting(moment, among=KINDS)
    with django_assert_num_queries(5 + DUTY):
        waiting = waiting_for(user)

    assert [(row.count, len(row.lines)) for row in waiting] == [(8, 5), (8, 5)]
    assert len(KINDS) == 11
