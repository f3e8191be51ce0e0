"""Taking an article down everywhere from the desk, with the proof, and putting it back."""

import pytest
from django.utils import timezone

from news.models import Entry
from news.publishing import PublishingRefused
from sites.models import StaffRole
from syndication.actions import (
    adopt_submission,
    hide_placement,
    place_receipt,
    pull_article,
    recall_article,
    undo_recall,
)
from syndication.actions.dispatch import deliver_dispatch
from syndication.errors import SyndicationError
from syndication.models import Dispatch, Obligation, Placement, Recall
from tests.factories.news import make_article
from tests.factories.sites import UserFactory
from tests.factories.syndication import (
    desk_of,
    dispatch,
    dress,
    editor_of,
    make_revised,
    submit,
)


def ask_url(article):
    return f"/admin/syndication/recall/{article.pk}/"


def test_the_page_tells_where_the_article_stands(network, desk):
    article = make_revised(network.city, "市里的稿件")
    dispatch(article)
    adopt_submission(
        submit(article, network.province).pk, dress(network.province), by=desk_of(network.province)
    )

    page = desk(desk_of(network.city)).get(ask_url(article)).content.decode()

    assert "会撤下：1 个下级站点" in page
    assert "请对方决定：1 个采用了固定版本的站点" in page


def test_a_recall_needs_a_reason_and_shows_the_proof_of_each_site(network, desk):
    article = make_revised(network.province, "要撤的稿件")
    dispatch(article)
    client = desk(desk_of(network.province))

    client.post(ask_url(article), {"reason": " "})
    assert not Recall.objects.exists()
    response = client.post(ask_url(article), {"reason": "数字有误"})

    page = client.get(response["Location"]).content.decode()
    assert page.count(">410<") == 4
    assert "news.feixi.localhost" in page
    assert "本页各站刚刚都查过" in page
    assert "要撤的稿件" in client.get("/admin/syndication/recalls/").content.decode()
    assert client.get(ask_url(article))["Location"] == response["Location"]


def test_the_proof_says_so_where_a_site_still_shows_it(network, desk):
    article = make_revised(network.province)
    dispatch(article)
    recall = recall_article(article, reason="有误", by=desk_of(network.province))
    placement = Placement.objects.get(organisation=network.county)
    Entry.objects.create(
        column=placement.column, article=article, organisation=network.county,
        region_path=network.county.region_path, is_own=False, number=placement.pk,
        published_at=timezone.now(), rank=1,
    )  # fmt: skip

    page = desk(desk_of(network.province)).get(f"/admin/syndication/recalls/{recall.pk}/")

    assert "有的站没有撤干净" in page.content.decode()


def test_the_same_desk_undoes_it(network, desk):
    article = make_revised(network.province)
    dispatch(article)
    client = desk(desk_of(network.province))
    url = client.post(ask_url(article), {"reason": "有误"})["Location"]

    client.post(url)

    assert Entry.objects.filter(article=article).count() == 4
    assert "恢复" in client.get(url).content.decode()


@pytest.mark.parametrize(("version", "title"), [("BEFORE", "原来的"), ("MENDED", "改好的")])
def test_the_desk_says_which_version_comes_back(network, desk, version, title):
    article = make_revised(network.province, "原来的")
    client = desk(desk_of(network.province))
    url = client.post(ask_url(article), {"reason": "有误"})["Location"]
    article.refresh_from_db()
    article.title = "改好的"
    article.save_revision()

    client.post(url, {"version": version})

    article.refresh_from_db()
    assert (article.live, article.title) == (True, title)


def test_what_a_union_had_hidden_stays_hidden(network):
    article = make_revised(network.province, is_shared=True)
    placement = pull_article(
        article, network.county, dress(network.county), by=editor_of(network.county)
    )
    hide_placement(placement.pk, by=editor_of(network.county))
    desk = desk_of(network.province)

    undo_recall(recall_article(article, reason="有误", by=desk).pk, by=desk)

    placement.refresh_from_db()
    assert placement.state == "HIDDEN"
    assert not Entry.objects.filter(number=placement.pk).exists()


def test_a_dispatch_on_its_way_reaches_the_rest_after_undoing(network, monkeypatch):
    article = make_revised(network.province)
    sent = dispatch(article)
    sent.receipts.filter(recipient=network.county).delete()
    Dispatch.objects.filter(pk=sent.pk).update(state="SENDING", sent_at=None)
    desk = desk_of(network.province)

    recall = recall_article(article, reason="有误", by=desk)
    deliver_dispatch(sent.pk)
    assert sent.receipts.counts() == {"RECALLED": 2}
    undo_recall(recall.pk, by=desk)
    deliver_dispatch(sent.pk)

    assert sent.receipts.counts() == {"PLACED": 3}


def test_a_dispatch_that_waited_waits_again(network):
    article = make_article(network.province, live=False)
    sent = dispatch(article)
    desk = desk_of(network.province)

    undo_recall(recall_article(article, reason="有误", by=desk).pk, by=desk)
    article.save_revision().publish()

    sent.refresh_from_db()
    deliver_dispatch(sent.pk)
    assert sent.receipts.counts() == {"PLACED": 3}


def test_what_was_overdue_is_overdue_again(network):
    article = make_revised(network.province)
    sent = dispatch(article, Obligation.MUST_DECIDE)
    sent.receipts.update(state="EXPIRED")
    Dispatch.objects.filter(pk=sent.pk).update(escalated_at=timezone.now())
    desk = desk_of(network.province)

    undo_recall(recall_article(article, reason="有误", by=desk).pk, by=desk)

    assert sent.receipts.counts() == {"EXPIRED": 3}


def test_a_recalled_article_cant_be_placed_or_published_around_the_recall(network):
    article = make_revised(network.province)
    receipt = dispatch(article, Obligation.FOR_INFORMATION).receipts.get(recipient=network.county)
    recall_article(article, reason="有误", by=desk_of(network.province))

    with pytest.raises(SyndicationError):
        place_receipt(receipt.pk, dress(network.county), by=editor_of(network.county))
    with pytest.raises(PublishingRefused, match="已撤稿"):
        article.save_revision().publish()


@pytest.mark.parametrize(
    ("place", "role", "may_open"),
    [
        ("city", StaffRole.DESK, True),
        ("city", StaffRole.CHIEF, True),
        ("city", StaffRole.EDITOR, False),
        ("direct", StaffRole.DESK, False),
        ("province", StaffRole.DESK, False),
        ("county", StaffRole.DESK, False),
        (None, None, False),
    ],
)
def test_only_the_desk_of_the_origin_opens_recalls_and_undoes(network, desk, place, role, may_open):
    article = make_revised(network.city)
    recalled = make_revised(network.city, "已撤的")
    recall = recall_article(recalled, reason="有误", by=desk_of(network.city))
    union = place and getattr(network, place)
    client = desk(UserFactory.with_role(union, role) if union else UserFactory(username="nobody"))
    result = f"/admin/syndication/recalls/{recall.pk}/"

    assert (client.get(ask_url(article)).status_code == 200) is may_open
    assert (client.get(result).status_code == 200) is may_open
    client.post(ask_url(article), {"reason": "不要了"})
    client.post(result)

    recall.refresh_from_db()
    assert (recall.undone_at is not None) is may_open
    assert article.recalls.exists() is may_open
