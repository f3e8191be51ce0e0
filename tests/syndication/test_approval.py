"""Where a union's rule asks for it, articles of others wait for its editor in chief."""

import pytest

from news.models import Entry
from sites.models import StaffRole
from syndication.actions import (
    adopt_submission,
    approve_placement,
    change_placement,
    hide_placement,
    place_receipt,
    pull_article,
    refuse_placement,
    show_placement,
)
from syndication.errors import AlreadyDecided, AlreadyThere, SyndicationError
from syndication.models import Obligation, Placement, Receipt, Submission
from tests.factories.review import rule
from tests.factories.sites import UserFactory
from tests.factories.syndication import (
    desk_of,
    dispatch,
    dress,
    make_revised,
    submit,
)

State = Placement.State


def chief_of(union):
    return UserFactory.with_role(union, StaffRole.CHIEF)


@pytest.fixture
def strict(network):
    rule(network.city, reviews_placements=True)
    return network


@pytest.fixture
def submission(strict):
    return submit(make_revised(strict.county), strict.city)


def is_shown(placement):
    return Entry.objects.filter(number=placement.pk).exists()


def test_an_adopted_submission_waits_and_is_adopted_when_the_chief_agrees(strict, submission):
    desk = desk_of(strict.city)
    adopt_submission(submission.pk, dress(strict.city), by=desk)
    submission.refresh_from_db()
    placement = submission.placement
    assert (submission.state, placement.state) == (Submission.State.SUBMITTED, State.PROPOSED)
    assert not is_shown(placement)

    approve_placement(placement.pk, by=chief_of(strict.city))

    submission.refresh_from_db()
    assert submission.state == Submission.State.ADOPTED
    assert submission.answered_by == desk
    assert is_shown(placement)


def test_a_refused_one_waits_for_an_answer_again_and_may_be_proposed_anew(strict, submission):
    desk, chief = desk_of(strict.city), chief_of(strict.city)
    adopt_submission(submission.pk, dress(strict.city), by=desk)
    submission.refresh_from_db()

    refuse_placement(submission.placement.pk, reason="与已发稿件重复", by=chief)

    submission.refresh_from_db()
    assert submission.state == Submission.State.SUBMITTED
    assert submission.placement is None
    adopt_submission(submission.pk, dress(strict.city), by=desk)
    approve_placement(Placement.objects.get().pk, by=chief)
    assert is_shown(Placement.objects.get())


def test_what_came_down_is_answered_when_the_chief_agrees(network):
    rule(network.county, reviews_placements=True)
    article = make_revised(network.city)
    dispatch(article, Obligation.MUST_DECIDE)
    receipt = Receipt.objects.get(recipient=network.county)

    place_receipt(receipt.pk, dress(network.county), by=desk_of(network.county))
    receipt.refresh_from_db()
    assert receipt.is_open
    approve_placement(receipt.placement_id, by=chief_of(network.county))

    receipt.refresh_from_db()
    assert receipt.state == Receipt.State.PLACED


def test_what_must_be_published_is_not_held_up(network):
    rule(network.county, reviews_placements=True)
    dispatch(make_revised(network.city), Obligation.MUST_PUBLISH)

    assert Placement.objects.get(organisation=network.county).state == State.SHOWN


def test_a_pull_waits_too_and_a_chief_needs_nobody(strict):
    article = make_revised(strict.province, is_shared=True)
    desk = desk_of(strict.city)

    placement = pull_article(article, strict.city, dress(strict.city), by=desk)

    assert placement.state == State.PROPOSED
    with pytest.raises(AlreadyThere):
        pull_article(article, strict.city, dress(strict.city), by=desk)
    chief = chief_of(strict.city)
    chief.groups.add(*desk.groups.all())
    other = make_revised(strict.province, "另一篇", is_shared=True)
    assert pull_article(other, strict.city, dress(strict.city), by=chief).state == State.SHOWN


def test_nobody_agrees_to_their_own_proposal(strict):
    article = make_revised(strict.province, is_shared=True)
    desk = desk_of(strict.city)
    placement = pull_article(article, strict.city, dress(strict.city), by=desk)
    desk.groups.add(*chief_of(strict.city).groups.all())

    with pytest.raises(SyndicationError, match="另一位"):
        approve_placement(placement.pk, by=desk)


def test_the_words_of_a_shown_one_are_not_changed_behind_the_chief(strict, submission):
    desk, chief = desk_of(strict.city), chief_of(strict.city)
    adopt_submission(submission.pk, dress(strict.city), by=desk)
    placement = approve_placement(Placement.objects.get().pk, by=chief)

    with pytest.raises(SyndicationError, match="终审"):
        change_placement(placement.pk, dress(strict.city, headline="改掉的标题"), by=desk)
    hide_placement(placement.pk, by=desk)
    change_placement(placement.pk, dress(strict.city, headline="改掉的标题"), by=desk)
    shown = show_placement(placement.pk, by=desk)

    assert shown.state == State.PROPOSED
    assert not is_shown(placement)


def test_two_answers_are_one(strict, submission):
    adopt_submission(submission.pk, dress(strict.city), by=desk_of(strict.city))
    placement = Placement.objects.get()
    approve_placement(placement.pk, by=chief_of(strict.city))

    with pytest.raises(AlreadyDecided):
        refuse_placement(placement.pk, reason="晚了", by=chief_of(strict.city))


def test_the_chief_reads_and_answers_at_the_desk(strict, submission, desk, visit):
    adopt_submission(
        submission.pk, dress(strict.city, headline="市里的标题"), by=desk_of(strict.city)
    )
    placement = Placement.objects.get()
    client = desk(chief_of(strict.city))
    address = f"/admin/syndication/approvals/{placement.pk}/"

    assert "等我同意" in client.get("/admin/").text
    assert "市里的标题" in client.get("/admin/syndication/approvals/").text
    assert "市里的标题" in client.get(address).text
    refused = client.post(address, {"act": "refuse", "reason": " "}, follow=True)
    assert "理由" in refused.text
    assert "市里的标题" not in visit("news.hefei.localhost", "/yaowen/").text
    seen = client.get(address).context["seen"]
    client.post(address, {"act": "approve", "seen": seen})

    assert "市里的标题" in visit("news.hefei.localhost", "/yaowen/").text


@pytest.mark.parametrize("who", ["desk", "foreign"])
def test_others_do_not_find_the_proposal(strict, submission, desk, who):
    adopt_submission(submission.pk, dress(strict.city), by=desk_of(strict.city))
    address = f"/admin/syndication/approvals/{Placement.objects.get().pk}/"
    person = desk_of(strict.city) if who == "desk" else chief_of(strict.county)

    assert desk(person).get(address).status_code == 404
    assert desk(person).post(address, {"act": "approve"}).status_code == 404
