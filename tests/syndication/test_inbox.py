"""The inbox of submissions: who opens it, what it shows, what is done with several."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from news.models.article import Genre
from sites.models import StaffRole
from syndication.actions import (
    CallPlan,
    adopt_submission,
    announce_call,
    relay_submission,
    withdraw_submission,
)
from syndication.keyset import Queue
from syndication.models import Placement, ReturnCode, Submission
from tests.factories.news import column_of
from tests.factories.sites import UserFactory
from tests.factories.syndication import desk_of, dress, editor_of, make_revised, submit

INBOX = "/admin/syndication/inbox/"
BULK = "/admin/syndication/inbox/bulk/"


def text_of(response) -> str:
    return response.content.decode()


def titles(response) -> list[str]:
    return [row.title for row, _url in response.context["rows"]]


def handed_in(union, title, recipient, *, days_ago=0, **fields):
    submission = submit(make_revised(union, title, **fields), recipient)
    moment = timezone.now() - timedelta(days=days_ago)
    Submission.objects.filter(pk=submission.pk).update(submitted_at=moment)
    return submission


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (StaffRole.DESK, 200),
        (StaffRole.CHIEF, 200),
        (StaffRole.EDITOR, 404),
        (StaffRole.REVIEWER, 404),
        (StaffRole.ADMIN, 404),
    ],
)
def test_who_opens_the_inbox(network, desk, role, status):
    client = desk(UserFactory.with_role(network.city, role))

    assert client.get(INBOX).status_code == status


def test_the_inbox_shows_what_came_to_ones_own_union_oldest_first(network, desk):
    handed_in(network.county, "新来的", network.city)
    handed_in(network.county, "早来的", network.city, days_ago=2)
    handed_in(network.direct, "给省里的", network.province)

    response = desk(desk_of(network.city)).get(INBOX)

    assert titles(response) == ["早来的", "新来的"]
    assert titles(desk(desk_of(network.province)).get(INBOX)) == ["给省里的"]


def test_another_unions_inbox_cannot_be_named(network, desk):
    handed_in(network.direct, "给省里的", network.province)

    response = desk(desk_of(network.city)).get(INBOX, {"for": network.province.pk})

    assert response.context["union"] == network.city
    assert titles(response) == []


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"union": "肥西"}, ["转来的", "县里的通知"]),
        ({"union": "广德"}, ["省直管县的消息"]),
        ({"text": "通知"}, ["县里的通知"]),
        ({"genre": Genre.NOTICE}, ["县里的通知"]),
        ({"column": "jiceng"}, ["省直管县的消息"]),
        ({"age": "3"}, ["县里的通知"]),
        ({"age": "-3"}, ["省直管县的消息", "转来的"]),
        ({"state": "ADOPTED"}, []),
        ({"state": "胡写", "age": "x", "genre": "y", "call": "9"}, None),
    ],
)
def test_the_inbox_is_narrowed(network, desk, wanted, found):
    handed_in(network.direct, "省直管县的消息", network.province, column="jiceng", days_ago=9)
    came = handed_in(network.county, "转来的", network.city)
    relay = relay_submission(came.pk, network.province, by=desk_of(network.city))
    Submission.objects.filter(pk=relay.pk).update(submitted_at=timezone.now() - timedelta(days=5))
    handed_in(network.county, "县里的通知", network.province, genre=Genre.NOTICE)

    response = desk(desk_of(network.province)).get(INBOX, wanted)

    assert titles(response) == (
        found if found is not None else ["省直管县的消息", "转来的", "县里的通知"]
    )


def test_the_inbox_is_narrowed_to_a_call(network, desk):
    today = timezone.localdate()
    plan = CallPlan("送清凉", "消息", today, today)
    call = announce_call(network.city, plan, by=desk_of(network.city))
    submit(make_revised(network.county, "应约的"), network.city, call=call)
    submit(make_revised(network.county, "别的"), network.city)

    assert titles(desk(desk_of(network.city)).get(INBOX, {"call": call.pk})) == ["应约的"]


@pytest.mark.parametrize("newest_first", [True, False])
def test_one_pages_forth_and_back_through_all(network, newest_first):
    moment = timezone.now()
    for number in range(7):
        submit(make_revised(network.county, f"第{number}篇"), network.city)
    # Many of the same moment: the key decides among them.
    Submission.objects.update(submitted_at=moment)
    rows = Submission.objects.filter(recipient=network.city)
    queue = Queue(rows, newest_first=newest_first)
    all_keys = sorted(rows.values_list("pk", flat=True), reverse=newest_first)

    first = queue.page(3)
    second = queue.page(3, after=first.after)
    third = queue.page(3, after=second.after)

    assert [first.keys, second.keys, third.keys] == [all_keys[:3], all_keys[3:6], all_keys[6:]]
    assert (first.before, third.after) == ("", "")
    assert queue.page(3, before=third.before).keys == all_keys[3:6]
    back = queue.page(3, before=second.before)
    assert (back.keys, back.before) == (all_keys[:3], "")
    assert queue.page(3, after="胡写").keys == all_keys[:3]


def test_the_inbox_costs_the_same_for_any_number(network, desk, django_assert_max_num_queries):
    client = desk(desk_of(network.city))
    for number in range(3):
        handed_in(network.county, f"第{number}篇", network.city)
    client.get(INBOX)
    with django_assert_max_num_queries(40) as few:
        client.get(INBOX)
    for number in range(3, 12):
        handed_in(network.county, f"第{number}篇", network.city)
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(INBOX)


def test_several_are_adopted_into_a_column_each_whole(network, desk):
    first = handed_in(network.county, "第一篇", network.city)
    second = handed_in(network.county, "第二篇", network.city)
    gone = handed_in(network.county, "撤回的", network.city)
    withdraw_submission(gone.pk, by=editor_of(network.county))

    response = desk(desk_of(network.city)).post(
        BULK,
        {
            "act": "adopt",
            "submission": [first.pk, second.pk, gone.pk],
            "column": column_of(network.city).pk,
        },
        follow=True,
    )

    page = text_of(response)
    assert "已采用 2 篇" in page
    assert "《撤回的》没有处理：报送单位已经撤回这篇稿件。" in page
    assert Placement.objects.count() == 2


def test_several_are_returned_with_one_reason(network, desk):
    first = handed_in(network.county, "第一篇", network.city)
    second = handed_in(network.county, "第二篇", network.city)
    adopt_submission(second.pk, dress(network.city), by=desk_of(network.city))

    response = desk(desk_of(network.city)).post(
        BULK,
        {
            "act": "return",
            "submission": [first.pk, second.pk],
            "code": ReturnCode.LATE,
            "reason": "已过时效",
        },
        follow=True,
    )

    assert "已退稿 1 篇" in text_of(response)
    assert "《第二篇》没有处理" in text_of(response)
    first.refresh_from_db()
    assert (first.state, first.return_reason) == ("RETURNED", "已过时效")


@pytest.mark.parametrize(
    "data", [{"act": "return", "code": "LATE", "reason": " "}, {"act": "adopt"}, {"act": "x"}]
)
def test_nothing_is_done_where_the_form_lacks_something(network, desk, data):
    submission = handed_in(network.county, "第一篇", network.city)

    response = desk(desk_of(network.city)).post(
        BULK, data | {"submission": [submission.pk]}, follow=True
    )

    assert "请选栏目" in text_of(response)
    submission.refresh_from_db()
    assert submission.state == Submission.State.SUBMITTED


def test_one_foreign_key_among_the_marked_stops_all(network, desk):
    own = handed_in(network.county, "自己的", network.city)
    foreign = handed_in(network.direct, "给省里的", network.province)
    data = {"act": "return", "code": "LATE", "reason": "迟", "submission": [own.pk, foreign.pk]}

    assert desk(desk_of(network.city)).post(BULK, data).status_code == 404
    own.refresh_from_db()
    assert own.state == Submission.State.SUBMITTED


def test_the_way_back_never_leads_elsewhere(network, desk):
    data = {"back": "https://example.org/"}

    response = desk(desk_of(network.city)).post(BULK, data)

    assert response.url == reverse("syndication_inbox")
