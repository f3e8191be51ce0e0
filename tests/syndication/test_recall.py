"""Corrections and recalls reach every placement."""

import pytest
from django.core.exceptions import PermissionDenied

from news.models import Entry
from syndication.actions import (
    adopt_submission,
    change_placement,
    pull_article,
    recall_article,
    undo_recall,
)
from syndication.errors import AlreadyDecided, SyndicationError
from syndication.models import Obligation, Offer, Placement
from tests.factories.syndication import desk_of, dispatch, dress, editor_of, make_revised, submit


def address(placement):
    return f"/{placement.column.slug}/a-{placement.pk}/"


def test_a_correction_is_seen_at_every_placement_without_a_write(network, visit):
    article = make_revised(network.province, "捐款10万元", column="yaowen")
    dispatch(article)
    placement = Placement.objects.get(organisation=network.county)
    before = Entry.objects.get(number=placement.pk)

    article.title = "捐款100万元"
    article.save_revision().publish()

    assert "捐款100万元" in visit("news.feixi.localhost", "/yaowen/").content.decode()
    assert "捐款100万元" in visit("news.feixi.localhost", address(placement)).content.decode()
    assert Entry.objects.get(number=placement.pk).rank == before.rank


def test_a_union_with_a_headline_of_its_own_is_told(network):
    article = make_revised(network.province)
    dispatch(article)
    placement = Placement.objects.get(organisation=network.county)
    change_placement(
        placement.pk, dress(network.county, headline="本县标题"), by=editor_of(network.county)
    )

    article.title = "改过的标题"
    article.save_revision().publish()

    told = Placement.objects.filter(headline_outdated_at__isnull=False)
    assert [row.organisation for row in told] == [network.county]


def test_a_recall_takes_the_article_down_everywhere_and_can_be_undone(network, visit):
    article = make_revised(network.province, "要撤的稿件", column="yaowen")
    sent = dispatch(article)
    placement = Placement.objects.get(organisation=network.county)
    desk = desk_of(network.province)

    recall = recall_article(article, reason="数字有误", by=desk)

    assert not Entry.objects.filter(article=article).exists()
    assert visit("news.feixi.localhost", address(placement)).status_code == 410
    assert visit("news.anhui.localhost", f"/yaowen/{article.slug}/").status_code == 410
    assert sent.receipts.counts() == {"RECALLED": 3}

    undo_recall(recall.pk, by=desk)

    assert Entry.objects.filter(article=article).count() == 4
    assert visit("news.feixi.localhost", address(placement)).status_code == 200
    assert sent.receipts.counts() == {"PLACED": 3}
    with pytest.raises(AlreadyDecided):
        undo_recall(recall.pk, by=desk)


def test_a_recall_below_asks_the_desk_above(network):
    article = make_revised(network.county)
    submission = submit(article, network.city)
    adopt_submission(submission.pk, dress(network.city), by=desk_of(network.city))

    recall_article(article, reason="有误", by=desk_of(network.county))

    placement = Placement.objects.get(organisation=network.city)
    assert placement.offer == Offer.UNPUBLISHED
    assert Entry.objects.filter(article=article, organisation=network.city).exists()


def test_only_the_desk_of_the_origin_recalls_and_says_why(network):
    article = make_revised(network.province)

    with pytest.raises(PermissionDenied):
        recall_article(article, reason="不要了", by=desk_of(network.city))
    with pytest.raises(SyndicationError):
        recall_article(article, reason=" ", by=desk_of(network.province))


def test_a_receipt_that_was_declined_stays_declined(network):
    from syndication.actions import decline_receipt

    article = make_revised(network.province)
    sent = dispatch(article, Obligation.MUST_DECIDE)
    declined = sent.receipts.get(recipient=network.county)
    decline_receipt(declined.pk, reason="与本县无关", by=editor_of(network.county))
    desk = desk_of(network.province)

    undo_recall(recall_article(article, reason="有误", by=desk).pk, by=desk)

    assert sent.receipts.counts() == {"DECLINED": 1, "WAITING": 2}


def test_any_union_takes_up_what_is_shared(network):
    article = make_revised(network.direct, is_shared=True)

    placement = pull_article(
        article, network.county, dress(network.county), by=editor_of(network.county)
    )

    assert not placement.follows_origin
    assert Entry.objects.get(number=placement.pk).organisation == network.county


def test_what_is_not_shared_stays_where_it_is(network):
    with pytest.raises(SyndicationError):
        pull_article(
            make_revised(network.direct),
            network.county,
            dress(network.county),
            by=editor_of(network.county),
        )
