"""A union with a content system of its own receives dispatches as a signed feed."""

import hashlib
import hmac

import feedparser
import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from wagtail.documents import get_document_model

from news.models import ArticleAttachment
from sites.models import StaffRole
from syndication.actions import recall_article
from syndication.models import Obligation, OutsideSite, Receipt
from tests.factories.sites import UserFactory
from tests.factories.syndication import desk_of, dispatch, make_revised


@pytest.fixture
def outside(network):
    return OutsideSite.objects.create(
        organisation=network.county, name="肥西工会网", url="https://gonghui.example/"
    )


def fetch(site):
    client = Client(headers={"host": "desk.localhost"})
    return client.get(f"/api/v3/outside/{site.key}/feed.xml")


def attach(article, name="通知.pdf"):
    document = get_document_model()(title="通知")
    document.file.save(name, ContentFile(b"%PDF-1.4 test"))
    article.attachments = [ArticleAttachment(document=document)]
    article.save_revision().publish()


def test_the_feed_has_the_whole_text_and_the_files(network, outside):
    article = make_revised(
        network.province, "全省通知", body=[("text", "<p>正文<b>要点</b></p>")], author="王记者"
    )
    attach(article)
    dispatch(article, Obligation.MUST_DECIDE)

    answer = fetch(outside)

    [entry] = feedparser.parse(answer.content).entries
    assert entry.title == "全省通知"
    assert "<b>要点</b>" in entry.content[0].value
    assert entry.author == "王记者"
    assert entry.enclosures[0].href.startswith("http")
    assert entry.enclosures[0].href.endswith(".pdf")


def test_the_feed_is_signed_with_the_secret_of_the_site(network, outside):
    dispatch(make_revised(network.province))

    answer = fetch(outside)

    expected = hmac.new(outside.secret.encode(), answer.content, hashlib.sha256).hexdigest()
    assert answer["X-Signature-256"] == f"sha256={expected}"


def test_fetching_signs_for_the_receipt_of_that_union_alone(network, outside):
    sent = dispatch(make_revised(network.province), Obligation.MUST_DECIDE)

    fetch(outside)

    seen = sent.receipts.filter(seen_at__isnull=False)
    assert [row.recipient for row in seen] == [network.county]


def test_what_was_recalled_is_named_as_deleted(network, outside):
    article = make_revised(network.province)
    dispatch(article)
    recall_article(article, reason="有误", by=desk_of(network.province))

    answer = fetch(outside)

    assert feedparser.parse(answer.content).entries == []
    assert f'ref="urn:uuid:{article.translation_key}"' in answer.content.decode()
    assert "at:deleted-entry" in answer.content.decode()


def test_what_went_to_others_or_was_declined_is_not_in_it(network, outside):
    sent = dispatch(make_revised(network.province, "给大家"), Obligation.MUST_DECIDE)
    sent.receipts.filter(recipient=network.county).update(state=Receipt.State.DECLINED, reason="x")

    assert "给大家" not in fetch(outside).content.decode()


def test_a_wrong_key_or_a_site_that_is_switched_off_gets_nothing(outside):
    outside.is_active = False
    outside.save()
    assert fetch(outside).status_code == 404
    outside.key = "guess"
    assert fetch(outside).status_code == 404


def test_any_number_of_dispatches_costs_the_same_queries(
    network, outside, django_assert_max_num_queries
):
    for number in range(4):
        attach(make_revised(network.province, f"第{number}件"))
        dispatch(make_revised(network.province, f"另{number}件"))
    fetch(outside)

    with django_assert_max_num_queries(12):
        fetch(outside)


def test_an_administrator_sets_up_the_sites_of_the_own_union_only(network, desk, outside):
    client = desk(UserFactory.with_role(network.county, StaffRole.ADMIN))
    foreign = OutsideSite.objects.create(
        organisation=network.direct, name="广德工会网", url="https://other.example/"
    )

    index = client.get(reverse("syndication_outside:index")).content.decode()
    edit = client.get(reverse("syndication_outside:edit", args=[outside.pk])).content.decode()

    assert "肥西工会网" in index
    assert "广德工会网" not in index
    assert outside.secret in edit
    for act in ("edit", "delete"):
        address = reverse(f"syndication_outside:{act}", args=[foreign.pk])
        assert client.get(address).status_code == 404


def test_a_site_for_another_union_is_refused(network, desk):
    client = desk(UserFactory.with_role(network.county, StaffRole.ADMIN))
    data = {"name": "x", "url": "https://x.example/", "is_active": "on"}

    client.post(reverse("syndication_outside:add"), data | {"organisation": network.direct.pk})
    assert not OutsideSite.objects.exists()
    client.post(reverse("syndication_outside:add"), data | {"organisation": network.county.pk})
    assert OutsideSite.objects.get().organisation == network.county


def test_an_editor_has_no_such_screen(network, desk, outside):
    client = desk(UserFactory.with_role(network.county, StaffRole.EDITOR))

    for address in (
        reverse("syndication_outside:index"),
        reverse("syndication_outside:edit", args=[outside.pk]),
    ):
        answer = client.get(address)
        assert answer.status_code in {302, 404}
        assert outside.secret not in answer.content.decode()
