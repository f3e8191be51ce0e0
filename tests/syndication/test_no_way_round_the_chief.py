"""Where placements are for the editor in chief, no act of the desk changes them unasked."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from news.models import Entry
from sites.models import StaffRole
from syndication.actions import (
    accept_offer,
    adopt_submission,
    approve_placement,
    change_placement,
    place_receipt,
    pull_article,
    refuse_placement,
)
from syndication.errors import NotAsShown, SyndicationError
from syndication.models import Obligation, Offer, Placement, Receipt
from tests.factories.news import ImageFactory
from tests.factories.review import rule
from tests.factories.sites import UserFactory
from tests.factories.syndication import desk_of, dispatch, dress, make_revised, submit

State = Placement.State


def chief_of(union):
    return UserFactory.with_role(union, StaffRole.CHIEF)


def lines_at(union):
    lines = Entry.objects.filter(organisation=union, is_own=False).select_related("article")
    return [line.title for line in lines]


@pytest.fixture
def shown(network):
    """An article of the county that the city shows with its chief's consent."""
    rule(network.city, reviews_placements=True)
    submission = submit(make_revised(network.county, "共12人"), network.city)
    adopt_submission(submission.pk, dress(network.city), by=desk_of(network.city))
    return approve_placement(Placement.objects.get().pk, by=chief_of(network.city))


@pytest.fixture
def offered(shown):
    article = shown.article
    article.title = "共21人"
    article.save_revision().publish()
    return Placement.objects.get()


# A new version of the origin.


def test_a_new_version_is_shown_when_the_chief_agrees(network, offered):
    desk = desk_of(network.city)

    accepted = accept_offer(offered.pk, by=desk)

    assert (accepted.state, accepted.offer, accepted.created_by) == (State.PROPOSED, "", desk)
    assert lines_at(network.city) == []
    approve_placement(offered.pk, by=chief_of(network.city))
    assert lines_at(network.city) == ["共21人"]


def test_the_desk_is_told_so_before_and_after(network, offered, desk):
    client = desk(desk_of(network.city))
    address = reverse("syndication_offer", args=[offered.pk])
    page = client.get(address)

    answer = client.post(address, {"act": "accept", "seen": page.context["seen"]})

    assert "新版本要终审同意" in page.text
    told = [str(message).strip() for message in get_messages(answer.wsgi_request)]
    assert told == ["已提请终审，同意以后显示新版本。"]


def test_a_chief_of_the_desk_takes_it_over_at_once(network, offered):
    person = desk_of(network.city)
    person.groups.add(*chief_of(network.city).groups.all())

    accept_offer(offered.pk, by=person)

    assert lines_at(network.city) == ["共21人"]


def test_taking_it_down_with_the_origin_needs_no_chief(network, shown):
    shown.article.unpublish()
    assert Placement.objects.get().offer == Offer.UNPUBLISHED

    assert accept_offer(shown.pk, by=desk_of(network.city)).state == State.REMOVED


# Columns that ask and columns that do not.


@pytest.mark.parametrize(
    ("asking", "column", "headline", "is_refused"),
    [
        ("yaowen", "jiceng", "改掉的标题", True),  # out of a column that asks, reworded
        ("jiceng", "jiceng", "改掉的标题", True),  # into one, reworded
        ("jiceng", "jiceng", "共12人", True),  # into one, as it was
        ("yaowen", "jiceng", "共12人", False),  # out of one, as it was
        ("jiceng", "yaowen", "改掉的标题", False),  # where nothing asks
        ("yaowen", "yaowen", "共12人", False),  # nothing of it changed
    ],
)
def test_both_columns_have_a_say(network, asking, column, headline, is_refused):
    submission = submit(make_revised(network.county, "共12人"), network.city)
    adopt_submission(submission.pk, dress(network.city), by=desk_of(network.city))
    rule(network.city, column_code=asking, reviews_placements=True)
    placement = Placement.objects.get()
    change = dress(network.city, column, headline=headline)

    if not is_refused:
        change_placement(placement.pk, change, by=desk_of(network.city))
        return
    with pytest.raises(SyndicationError, match="终审"):
        change_placement(placement.pk, change, by=desk_of(network.city))
    assert Placement.objects.get().column_id == placement.column_id
    assert lines_at(network.city) == ["共12人"]


# What must be published, in words of one's own.


@pytest.fixture
def order(network):
    """A dispatch that must be published, in a county that has no column for it."""
    rule(network.county, reviews_placements=True)
    article = make_revised(network.city, "全市通知")
    dispatch(article, Obligation.MUST_PUBLISH, column_code="no-such-column")
    return Receipt.objects.get(recipient=network.county)


@pytest.mark.parametrize("own", ["headline", "lead", "cover_id"])
def test_own_words_or_an_own_cover_of_an_order_wait_for_the_chief(network, order, own):
    value = ImageFactory().pk if own == "cover_id" else "县里的话"

    placed = place_receipt(
        order.pk, dress(network.county, **{own: value}), by=desk_of(network.county)
    )

    assert placed.is_open
    assert placed.placement.state == State.PROPOSED
    assert lines_at(network.county) == []
    approve_placement(placed.placement_id, by=chief_of(network.county))
    placement = Placement.objects.get(organisation=network.county)
    assert (placement.state, placement.is_locked) == (State.SHOWN, True)
    assert Receipt.objects.get(pk=order.pk).state == Receipt.State.PLACED


@pytest.mark.parametrize("headline", ["", "全市通知"])
def test_an_order_that_is_shown_as_sent_needs_none(network, order, headline):
    place_receipt(order.pk, dress(network.county, headline=headline), by=desk_of(network.county))

    assert lines_at(network.county) == ["全市通知"]


def test_an_order_shows_what_was_only_proposed_as_it_was_sent(network):
    rule(network.county, reviews_placements=True)
    article = make_revised(network.city, "全市通知", is_shared=True)
    own = dress(network.county, headline="县里的标题")
    pull_article(article, network.county, own, by=desk_of(network.county))

    dispatch(article, Obligation.MUST_PUBLISH)

    assert lines_at(network.county) == ["全市通知"]


def test_an_order_that_is_shown_is_not_reworded_unasked(network):
    rule(network.county, reviews_placements=True)
    dispatch(make_revised(network.city, "全市通知"), Obligation.MUST_PUBLISH)
    placement = Placement.objects.get(organisation=network.county)
    own = dress(network.county, headline="县里的标题")

    with pytest.raises(SyndicationError, match="必须刊发的稿件不能先隐藏"):
        change_placement(placement.pk, own, by=desk_of(network.county))


# The chief agrees to what was read.


@pytest.fixture
def proposed(network):
    rule(network.city, reviews_placements=True)
    submission = submit(make_revised(network.county, "共12人"), network.city)
    adopt_submission(submission.pk, dress(network.city), by=desk_of(network.city))
    return Placement.objects.get()


@pytest.mark.parametrize(
    "change",
    [{"headline": "换掉的标题"}, {"lead": "换掉的导语"}, {"code": "jiceng"}, {"cover_id": None}],
)
def test_what_was_changed_since_it_was_read_is_not_agreed_to(network, proposed, desk, change):
    client = desk(chief_of(network.city))
    address = reverse("syndication_approval", args=[proposed.pk])
    seen = client.get(address).context["seen"]
    if "cover_id" in change:
        change = {"cover_id": ImageFactory().pk}
    change_placement(proposed.pk, dress(network.city, **change), by=desk_of(network.city))

    answer = client.post(address, {"act": "approve", "seen": seen})

    assert "刚刚有改动" in str(list(get_messages(answer.wsgi_request))[0])
    assert Placement.objects.get().state == State.PROPOSED
    assert lines_at(network.city) == []
    client.post(address, {"act": "approve", "seen": client.get(address).context["seen"]})
    assert Placement.objects.get().state == State.SHOWN


def test_a_new_version_of_what_follows_its_origin_is_read_anew(network, desk):
    rule(network.county, reviews_placements=True)
    article = make_revised(network.city, "全市通知", is_shared=True)
    pull_article(article, network.county, dress(network.county), by=desk_of(network.county))
    client, placement = desk(chief_of(network.county)), Placement.objects.get()
    address = reverse("syndication_approval", args=[placement.pk])
    seen = client.get(address).context["seen"]
    article.title = "改过的通知"
    article.save_revision().publish()

    client.post(address, {"act": "approve", "seen": seen})

    assert Placement.objects.get().state == State.PROPOSED


def test_a_form_that_says_nothing_of_what_was_read_agrees_to_nothing(network, proposed, desk):
    address = reverse("syndication_approval", args=[proposed.pk])

    desk(chief_of(network.city)).post(address, {"act": "approve"})

    assert Placement.objects.get().state == State.PROPOSED


def test_the_act_itself_asks_for_the_fingerprint(network, proposed):
    with pytest.raises(NotAsShown):
        approve_placement(proposed.pk, by=chief_of(network.city), seen="x")
    refuse_placement(proposed.pk, reason="不用", by=chief_of(network.city))
