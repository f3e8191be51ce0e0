"""A union signs for what came down and answers it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from news.models import Entry
from sites.models import StaffRole
from syndication.actions import recall_article
from syndication.models import Obligation, Placement, Receipt
from tests.factories.news import ImageFactory, column_of
from tests.factories.sites import UserFactory
from tests.factories.syndication import desk_of, dispatch, editor_of, make_revised

INBOX = "/admin/syndication/receipts/"


def receipt_of(network, obligation=Obligation.MUST_DECIDE, **more):
    sent = dispatch(make_revised(network.province, "省里的稿件"), obligation, **more)
    return sent.receipts.get(recipient=network.county)


def test_the_inbox_shows_what_waits_before_what_was_answered(network, desk):
    placed = dispatch(make_revised(network.province, "必须刊发的")).receipts
    waiting = receipt_of(network)

    page = desk(editor_of(network.county)).get(INBOX).content.decode()

    assert page.index(f"receipts/{waiting.pk}/") < page.index(
        f"receipts/{placed.get(recipient=network.county).pk}/"
    )


def test_opening_signs_for_it_once(network, desk):
    receipt = receipt_of(network)
    first = editor_of(network.county)

    page = desk(first).get(f"{INBOX}{receipt.pk}/").content.decode()
    desk(editor_of(network.county)).get(f"{INBOX}{receipt.pk}/")

    receipt.refresh_from_db()
    assert receipt.seen_by == first
    assert "安徽省总工会" in page


def test_the_text_is_shown_as_the_own_site_would_show_it(network, desk):
    receipt = receipt_of(network)

    response = desk(editor_of(network.county)).get(f"{INBOX}{receipt.pk}/preview/")

    assert response.status_code == 200
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "省里的稿件" in response.content.decode()
    assert "肥西县总工会" in response.content.decode()


def test_it_is_placed_with_a_headline_of_its_own(network, desk):
    receipt = receipt_of(network)
    column = column_of(network.county, "jiceng")

    desk(editor_of(network.county)).post(
        f"{INBOX}{receipt.pk}/",
        {"act": "place", "column": column.pk, "headline": "本县标题"},
    )

    receipt.refresh_from_db()
    assert receipt.state == "PLACED"
    assert Entry.objects.get(column=column).title == "本县标题"


@pytest.mark.parametrize("name", ["column", "cover"])
def test_columns_and_pictures_of_others_are_not_taken(network, desk, name):
    receipt = receipt_of(network)
    values = {"column": column_of(network.county).pk, "cover": ""}
    values[name] = {
        "column": column_of(network.city).pk,
        "cover": ImageFactory.of(network.city).pk,
    }[name]

    desk(editor_of(network.county)).post(f"{INBOX}{receipt.pk}/", {"act": "place", **values})

    assert not Placement.objects.filter(organisation=network.county).exists()


def test_declining_needs_a_reason_and_keeps_it(network, desk):
    receipt = receipt_of(network)
    client = desk(editor_of(network.county))

    client.post(f"{INBOX}{receipt.pk}/", {"act": "decline", "reason": " "})
    receipt.refresh_from_db()
    assert receipt.state == "WAITING"
    client.post(f"{INBOX}{receipt.pk}/", {"act": "decline", "reason": "与本县无关"})

    receipt.refresh_from_db()
    assert (receipt.state, receipt.reason) == ("DECLINED", "与本县无关")


def test_what_must_be_published_asks_for_a_column_only(network, desk):
    column_of(network.county).unpublish()
    receipt = receipt_of(network, Obligation.MUST_PUBLISH)
    client = desk(editor_of(network.county))

    page = client.get(f"{INBOX}{receipt.pk}/").content.decode()
    assert 'name="headline"' not in page
    assert 'value="decline"' not in page
    client.post(f"{INBOX}{receipt.pk}/", {"act": "decline", "reason": "不想要"})
    column = column_of(network.county, "jiceng")
    client.post(f"{INBOX}{receipt.pk}/", {"act": "place", "column": column.pk})

    placement = Placement.objects.get(organisation=network.county)
    assert (placement.column_id, placement.is_locked) == (column.pk, True)


def test_several_are_placed_in_their_columns_at_once(network, desk):
    receipts = [
        dispatch(make_revised(network.province, f"第{n}篇"), Obligation.FOR_INFORMATION)
        .receipts.get(recipient=network.county)
        .pk
        for n in range(3)
    ]
    client = desk(editor_of(network.county))

    client.post(INBOX, {"act": "place", "receipt": receipts[:2]})
    client.post(INBOX, {"act": "note", "receipt": receipts})

    states = Receipt.objects.filter(pk__in=receipts).order_by("pk").values_list("state", flat=True)
    assert list(states) == ["PLACED", "PLACED", "NOTED"]


def test_what_must_be_decided_is_not_merely_noted(network, desk):
    receipt = receipt_of(network)

    desk(editor_of(network.county)).post(INBOX, {"act": "note", "receipt": receipt.pk})

    receipt.refresh_from_db()
    assert receipt.state == "WAITING"


def test_a_recalled_one_can_no_longer_be_answered(network, desk):
    receipt = receipt_of(network)
    recall_article(receipt.dispatch.article, reason="有误", by=desk_of(network.province))
    client = desk(editor_of(network.county))

    client.post(f"{INBOX}{receipt.pk}/", {"act": "place", "column": column_of(network.county).pk})

    assert 'value="place"' not in client.get(f"{INBOX}{receipt.pk}/").content.decode()
    assert not Placement.objects.exists()


@pytest.mark.parametrize(
    ("place", "role", "may_open"),
    [
        ("county", StaffRole.EDITOR, True),
        ("county", StaffRole.DESK, True),
        ("county", StaffRole.REVIEWER, False),
        ("direct", StaffRole.EDITOR, False),
        ("city", StaffRole.DESK, False),
        ("province", StaffRole.DESK, False),
        (None, None, False),
    ],
)
def test_only_its_own_editors_open_and_answer_it(network, desk, place, role, may_open):
    receipt = receipt_of(network)
    union = place and getattr(network, place)
    user = UserFactory.with_role(union, role) if union else UserFactory(username="nobody")
    client = desk(user)

    for end in ("", "preview/"):
        response = client.get(f"{INBOX}{receipt.pk}/{end}")
        assert (response.status_code == 200) is may_open
    client.post(INBOX, {"act": "place", "receipt": receipt.pk})

    receipt.refresh_from_db()
    assert (receipt.state == "PLACED") is may_open


def test_the_inbox_costs_the_same_for_one_and_many(network, desk):
    client = desk(editor_of(network.county))

    def cost():
        client.get(INBOX)
        with CaptureQueriesContext(connection) as queries:
            client.get(INBOX)
        return len(queries)

    receipt_of(network)
    before = cost()
    for _n in range(3):
        receipt_of(network)

    assert cost() == before
