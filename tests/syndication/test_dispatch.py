"""An article sent down: who receives it, and where it lands."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from news.models import Entry
from sites.models import Tier
from syndication.actions import (
    decline_receipt,
    deliver_dispatch,
    escalate_overdue,
    hide_placement,
    place_receipt,
    remove_placement,
)
from syndication.errors import AlreadyDecided, MustStay, NoRecipients, SyndicationError
from syndication.models import ColumnMapping, Dispatch, Obligation, Placement, Receipt
from syndication.recipients import Selection
from tests.factories.news import column_of, make_article
from tests.factories.syndication import desk_of, dispatch, dress, editor_of


def test_a_must_publish_article_stands_in_the_column_of_the_same_code_everywhere(network):
    article = make_article(network.province, "全省通知", column="tongzhi")

    sent = dispatch(article)

    sent.refresh_from_db()
    assert sent.state == Dispatch.State.SENT
    lines = Entry.objects.filter(article=article, is_own=False)
    assert {line.organisation.slug for line in lines} == {"hefei", "feixi", "guangde"}
    assert {line.column.code for line in lines} == {"tongzhi"}
    assert sent.receipts.counts() == {"PLACED": 3}


def test_a_union_without_the_column_finds_the_article_in_its_inbox(network):
    ColumnMapping.objects.create(organisation=network.county, code="tongzhi", column=None)
    article = make_article(network.province, column="tongzhi")

    sent = dispatch(article)

    receipt = sent.receipts.get(recipient=network.county)
    assert receipt.state == Receipt.State.WAITING
    assert not Entry.objects.filter(article=article, organisation=network.county).exists()


def test_a_mapping_sends_a_code_to_another_column(network):
    target = column_of(network.county, "jiceng")
    ColumnMapping.objects.create(organisation=network.county, code="tongzhi", column=target)

    article = make_article(network.province, column="tongzhi")
    dispatch(article)

    assert Entry.objects.get(article=article, organisation=network.county).column == target


@pytest.mark.parametrize(
    ("rule", "slugs"),
    [
        ({"everyone": True}, {"hefei", "feixi", "guangde"}),
        ({"tiers": [Tier.CITY]}, {"hefei"}),
        ({"tiers": [Tier.COUNTY]}, {"feixi", "guangde"}),
        ({"direct_counties": True}, {"guangde"}),
    ],
)
def test_recipients_are_chosen_on_the_tree(network, rule, slugs):
    article = make_article(network.province)

    sent = dispatch(article, selection=Selection(**rule))

    assert set(sent.receipts.values_list("recipient__slug", flat=True)) == slugs


def test_exceptions_are_left_out(network):
    article = make_article(network.province)
    rule = Selection(everyone=True, exceptions=[network.city.pk])

    sent = dispatch(article, selection=rule)

    assert not sent.receipts.filter(recipient=network.city).exists()


def test_a_city_reaches_its_own_counties_only(network):
    article = make_article(network.city)

    sent = dispatch(article, selection=Selection(unions=[network.county.pk, network.direct.pk]))

    assert list(sent.receipts.values_list("recipient__slug", flat=True)) == ["feixi"]


def test_nobody_below_is_no_dispatch(network):
    with pytest.raises(NoRecipients):
        dispatch(make_article(network.county))


def test_only_the_desk_of_the_union_sends(network):
    article = make_article(network.province)

    for person in (editor_of(network.province), desk_of(network.city)):
        with pytest.raises(PermissionDenied):
            dispatch(article, by=person)


def test_what_must_be_published_stays_until_its_day(network):
    article = make_article(network.province)
    sent = dispatch(article, locked_until=timezone.localdate() + timedelta(days=7))
    placement = sent.receipts.get(recipient=network.county).placement

    for act in (hide_placement, remove_placement):
        with pytest.raises(MustStay):
            act(placement.pk, by=editor_of(network.county))

    Placement.objects.update(locked_until=timezone.localdate() - timedelta(days=1))
    hide_placement(placement.pk, by=editor_of(network.county))
    assert not Entry.objects.filter(number=placement.pk).exists()


def test_a_recipient_decides_once(network):
    article = make_article(network.province)
    sent = dispatch(article, Obligation.MUST_DECIDE)
    receipt = sent.receipts.get(recipient=network.county)
    person = editor_of(network.county)

    place_receipt(receipt.pk, dress(network.county, headline="本县标题"), by=person)

    with pytest.raises(AlreadyDecided):
        decline_receipt(receipt.pk, reason="不适用", by=person)
    assert Entry.objects.get(article=article, organisation=network.county).title == "本县标题"


def test_a_refusal_needs_a_reason(network):
    receipt = dispatch(make_article(network.province), Obligation.MUST_DECIDE).receipts.first()

    with pytest.raises(SyndicationError):
        decline_receipt(receipt.pk, reason=" ", by=editor_of(receipt.recipient))


def test_another_union_cannot_answer(network):
    sent = dispatch(make_article(network.province), Obligation.MUST_DECIDE)
    receipt = sent.receipts.get(recipient=network.county)

    with pytest.raises(PermissionDenied):
        decline_receipt(receipt.pk, reason="不适用", by=editor_of(network.direct))


def test_what_is_not_answered_in_time_expires_and_may_still_be_answered(network):
    sent = dispatch(make_article(network.province), Obligation.MUST_DECIDE)
    Dispatch.objects.update(deadline=timezone.now() - timedelta(hours=1))

    assert escalate_overdue() == 3
    assert escalate_overdue() == 0

    receipt = sent.receipts.get(recipient=network.county)
    assert receipt.state == Receipt.State.EXPIRED
    place_receipt(receipt.pk, dress(network.county), by=editor_of(network.county))


def test_a_dispatch_waits_for_its_article(network):
    article = make_article(network.province, live=False)
    sent = dispatch(article)
    assert sent.state == Dispatch.State.WAITING

    article.save_revision().publish()

    sent.refresh_from_db()
    assert sent.state == Dispatch.State.SENT
    assert Entry.objects.filter(article=article, is_own=False).count() == 3


def test_delivering_twice_changes_nothing(network):
    sent = dispatch(make_article(network.province))
    Dispatch.objects.update(state=Dispatch.State.SENDING)

    deliver_dispatch(sent.pk)
    deliver_dispatch(sent.pk)

    assert sent.receipts.count() == 3
    assert Placement.objects.count() == 3


def test_a_union_that_opens_later_receives_what_was_sent_to_all(network):
    article = make_article(network.province)
    dispatch(article, includes_new=True)
    dispatch(make_article(network.province, "只发一次"))

    late = network.add("长丰县总工会", Tier.COUNTY, "changfeng", network.city, "340121")

    assert [row.article for row in Placement.objects.filter(organisation=late)] == [article]


def test_delivery_takes_the_same_queries_for_any_number(network):
    by = desk_of(network.province)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            dispatch(make_article(network.province), by=by)
        return len(captured)

    queries()  # fills what is kept in the process
    few = queries()
    for number in range(6):
        network.add(f"新{number}县总工会", Tier.COUNTY, f"new{number}", network.city)

    assert queries() == few
