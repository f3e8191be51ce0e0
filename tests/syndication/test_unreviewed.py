"""A version that nobody signed or checked does not become public by being handed up."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from news.models import ArticlePage, Entry
from news.publishing import PublishingRefused
from sites.models import StaffRole
from syndication.actions import (
    adopt_and_relay,
    adopt_as_own,
    adopt_submission,
    approve_placement,
    hide_placement,
    relay_submission,
    return_submission,
    show_placement,
    withdraw_submission,
)
from syndication.errors import AlreadyDecided, FoundByCheck
from syndication.models import Placement, Submission
from tests.factories.news import column_of
from tests.factories.review import edit, hand_in, make_draft, rule, sign_next
from tests.factories.sites import UserFactory
from tests.factories.syndication import desk_of, dress, make_revised, submit

State = Placement.State
IDENTITY = "11010519491231002X"


@pytest.fixture
def reviewed(network):
    """The county reviews what it publishes; the city's rule says nothing of placements."""
    rule(network.county, steps=2)
    return network


def shown_at(union) -> bool:
    return Entry.objects.filter(organisation=union, is_own=False).exists()


def adopt(submission, union, **more):
    return adopt_submission(submission.pk, dress(union, **more), by=desk_of(union))


def signed_draft(network) -> ArticlePage:
    round_ = hand_in(network.county)
    sign_next(round_)
    round_.refresh_from_db()
    sign_next(round_)
    return ArticlePage.objects.get(pk=round_.article_id)


@pytest.mark.parametrize("more", [{}, {"headline": "市里的标题"}])
def test_a_draft_that_nobody_signed_waits_for_the_chief(reviewed, more):
    submission = submit(make_draft(reviewed.county), reviewed.city)

    adopt(submission, reviewed.city, **more)

    submission.refresh_from_db()
    assert submission.state == Submission.State.SUBMITTED
    assert submission.placement.state == State.PROPOSED
    assert not shown_at(reviewed.city)
    chief = UserFactory.with_role(reviewed.city, StaffRole.CHIEF)
    approve_placement(submission.placement_id, by=chief)
    assert shown_at(reviewed.city)
    assert Submission.objects.get().state == Submission.State.ADOPTED


def test_the_chief_reads_that_nobody_has_signed_it(reviewed, desk):
    submission = submit(make_draft(reviewed.county), reviewed.city)
    adopt(submission, reviewed.city)
    address = reverse("syndication_approval", args=[Placement.objects.get().pk])

    page = desk(UserFactory.with_role(reviewed.city, StaffRole.CHIEF)).get(address)

    assert "首发单位没有审过这一版" in page.text


def test_hiding_and_showing_again_does_not_go_round_the_chief(reviewed):
    submission = submit(make_draft(reviewed.county), reviewed.city)
    adopt(submission, reviewed.city)
    placement, desk = Placement.objects.get(), desk_of(reviewed.city)

    hide_placement(placement.pk, by=desk)
    shown = show_placement(placement.pk, by=desk)

    assert (shown.state, shown.created_by) == (State.PROPOSED, desk)
    assert not shown_at(reviewed.city)


@pytest.mark.parametrize("act", ["withdraw", "return"])
def test_what_is_taken_back_no_longer_waits_for_the_chief(reviewed, act):
    submission = submit(make_draft(reviewed.county), reviewed.city)
    adopt(submission, reviewed.city)

    if act == "withdraw":
        withdraw_submission(submission.pk, by=desk_of(reviewed.county))
    else:
        return_submission(submission.pk, code="TEXT", reason="改", by=desk_of(reviewed.city))

    submission.refresh_from_db()
    assert submission.placement is None
    with pytest.raises(AlreadyDecided):
        approve_placement(
            Placement.objects.get().pk, by=UserFactory.with_role(reviewed.city, StaffRole.CHIEF)
        )


def test_what_was_signed_at_its_origin_is_shown_at_once(reviewed):
    submission = submit(signed_draft(reviewed), reviewed.city)

    adopt(submission, reviewed.city)

    assert shown_at(reviewed.city)


def test_so_is_what_readers_there_see_already(network):
    article = make_revised(network.county)
    rule(network.county, steps=2)

    adopt(submit(article, network.city), network.city)

    assert shown_at(network.city)


def test_an_edit_after_the_signatures_waits(reviewed):
    article = signed_draft(reviewed)
    edit(article, lead="签字以后加的话")
    submission = submit(ArticlePage.objects.get(pk=article.pk), reviewed.city)

    adopt(submission, reviewed.city)

    assert Placement.objects.get().state == State.PROPOSED


def test_a_draft_is_adopted_where_its_union_asks_for_no_review(network):
    adopt(submit(make_draft(network.county), network.city), network.city)

    assert shown_at(network.city)


def test_passing_it_on_asks_each_chief(reviewed, desk):
    submission = submit(make_draft(reviewed.county), reviewed.city)
    address = reverse("syndication_adopt", args=[submission.pk])
    chosen = {"column": column_of(reviewed.city).pk, "relay_to": reviewed.province.pk}

    answer = desk(desk_of(reviewed.city)).post(address, chosen)

    told = " ".join(str(message) for message in get_messages(answer.wsgi_request))
    assert "已提请终审采用" in told
    adopt(Submission.objects.get(recipient=reviewed.province), reviewed.province)
    states = set(Placement.objects.values_list("organisation__slug", "state"))
    assert states == {("hefei", "PROPOSED"), ("anhui", "PROPOSED")}


def test_the_inbox_tells_what_was_proposed(reviewed, desk):
    submission = submit(make_draft(reviewed.county), reviewed.city)
    marked = {"submission": submission.pk, "act": "adopt", "column": column_of(reviewed.city).pk}

    answer = desk(desk_of(reviewed.city)).post(reverse("syndication_inbox_bulk"), marked)

    told = [str(message).strip() for message in get_messages(answer.wsgi_request)]
    assert told == ["已提请终审 1 篇。"]


def adopt_directly(submission, network):
    adopt(submission, network.city)


def adopt_further_up(submission, network):
    relay = relay_submission(submission.pk, network.province, by=desk_of(network.city))
    adopt(relay, network.province)


def adopt_and_pass_on(submission, network):
    adopt_and_relay(submission.pk, dress(network.city), network.province, by=desk_of(network.city))


@pytest.mark.parametrize("way", [adopt_directly, adopt_further_up, adopt_and_pass_on])
def test_what_must_not_be_published_is_not_adopted(network, way):
    draft = make_draft(network.county, lead=f"王某，身份证{IDENTITY}。")
    submission = submit(draft, network.city)

    with pytest.raises(FoundByCheck, match=r"发布前检查.*身份证号码.*110\*+2X"):
        way(submission, network)

    submission.refresh_from_db()
    assert (submission.state, submission.placement) == (Submission.State.SUBMITTED, None)
    assert not Placement.objects.exists()
    assert submission.relays.exists() is (way is adopt_further_up)


def test_the_desk_is_told_what_was_found(network, desk):
    submission = submit(make_draft(network.county, lead=f"身份证{IDENTITY}。"), network.city)
    address = reverse("syndication_adopt", args=[submission.pk])

    answer = desk(desk_of(network.city)).post(address, {"column": column_of(network.city).pk})

    told = " ".join(str(message) for message in get_messages(answer.wsgi_request))
    assert "没有采用" in told
    assert "身份证号码" in told


def test_a_chief_who_adopts_is_told_too(network):
    submission = submit(make_draft(network.county, lead=f"身份证{IDENTITY}。"), network.city)
    chief = UserFactory.with_role(network.city, StaffRole.CHIEF)

    with pytest.raises(FoundByCheck):
        adopt_submission(submission.pk, dress(network.city), by=chief)


def test_a_draft_of_ones_own_out_of_it_is_checked_when_it_is_published(network):
    submission = submit(make_draft(network.county, lead=f"身份证{IDENTITY}。"), network.city)
    column = column_of(network.city)

    adopted = adopt_as_own(submission.pk, column_id=column.pk, by=desk_of(network.city))

    article = adopted.adopted_as
    assert not article.live
    with pytest.raises(PublishingRefused, match="身份证"):
        article.get_latest_revision().publish()
