"""Topic calls: announced by a desk, found by the unions below."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from sites.models import StaffRole
from syndication.actions import CallPlan, adopt_submission, announce_call, withdraw_call
from syndication.models import TopicCall
from tests.factories.sites import UserFactory
from tests.factories.syndication import desk_of, dress, editor_of, make_revised, submit

CALLS = "/admin/syndication/calls/"
OPEN = "/admin/syndication/calls/open/"
NEW = "/admin/syndication/calls/new/"


def text_of(response) -> str:
    return response.content.decode()


def data(**more):
    today = timezone.localdate()
    last = today + timedelta(days=10)
    words = {"title": "送清凉", "wishes": "消息，800字以内"}
    return words | {"first_date": str(today), "last_date": str(last)} | more


def call_of(union, title="送清凉", days=10):
    today = timezone.localdate()
    plan = CallPlan(title, "消息", today, today + timedelta(days=days))
    return announce_call(union, plan, by=desk_of(union))


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (StaffRole.DESK, 200),
        (StaffRole.ADMIN, 200),
        (StaffRole.CHIEF, 404),
        (StaffRole.EDITOR, 404),
        (StaffRole.REVIEWER, 404),
    ],
)
@pytest.mark.parametrize("address", [CALLS, NEW])
def test_who_arranges_calls(network, desk, role, status, address):
    client = desk(UserFactory.with_role(network.city, role))

    assert client.get(address).status_code == status


def test_a_desk_announces_changes_and_withdraws_a_call(network, desk):
    client = desk(desk_of(network.city))

    client.post(NEW, data())
    call = TopicCall.objects.get()
    assert call.organisation == network.city
    client.post(reverse("syndication_call_edit", args=[call.pk]), data(title="夏送清凉"))
    page = text_of(client.get(CALLS))
    assert "夏送清凉" in page
    assert "还有 10 天" in page
    client.post(reverse("syndication_call_withdraw", args=[call.pk]))
    again = client.post(reverse("syndication_call_withdraw", args=[call.pk]), follow=True)
    assert "这次约稿已经撤销" in text_of(again)


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [(0, -1, "截止日期不能早于"), (5, 3, "截止日期不能早于开始日期"), (-9, -2, "不能早于今天")],
)
def test_dates_that_make_no_sense_are_refused(network, desk, first, last, told):
    today = timezone.localdate()
    dates = {
        "first_date": str(today + timedelta(days=first)),
        "last_date": str(today + timedelta(days=last)),
    }

    response = desk(desk_of(network.city)).post(NEW, data(**dates))

    assert told in text_of(response)
    assert not TopicCall.objects.exists()


@pytest.mark.parametrize("name", ["call_edit", "call_withdraw"])
def test_anothers_call_is_not_found(network, desk, name):
    call = call_of(network.province)
    client = desk(desk_of(network.city))

    response = client.post(reverse(f"syndication_{name}", args=[call.pk]), data(title="改掉"))

    assert response.status_code == 404
    call.refresh_from_db()
    assert (call.title, call.withdrawn_at) == ("送清凉", None)


def test_nobody_announces_for_another_union(network, desk):
    client = desk(desk_of(network.city))

    assert client.post(NEW, data(**{"for": network.province.pk})).status_code == 404
    assert not TopicCall.objects.exists()


def test_lower_unions_find_open_calls_of_those_above_them(network, desk):
    call_of(network.city, "市里的约稿")
    call_of(network.province, "省里的约稿", days=0)
    withdrawn = call_of(network.province, "撤销的约稿")
    withdraw_call(withdrawn.pk, by=desk_of(network.province))
    past = call_of(network.province, "过期的约稿")
    yesterday = timezone.localdate() - timedelta(days=1)
    TopicCall.objects.filter(pk=past.pk).update(first_date=yesterday, last_date=yesterday)

    page = text_of(desk(editor_of(network.county)).get(OPEN))
    direct = text_of(desk(editor_of(network.direct)).get(OPEN))

    assert "市里的约稿" in page
    assert "省里的约稿" in page
    assert "今天截止" in page
    assert "撤销的约稿" not in page
    assert "过期的约稿" not in page
    assert "市里的约稿" not in direct


def test_what_has_answered_is_counted(network, desk):
    call = call_of(network.city)
    first = submit(make_revised(network.county, "一"), network.city, call=call)
    submit(make_revised(network.county, "二"), network.city, call=call)
    adopt_submission(first.pk, dress(network.city), by=desk_of(network.city))

    assert "来稿 2 篇，已采用 1 篇" in text_of(desk(desk_of(network.city)).get(CALLS))
    assert "已报送 2 篇" in text_of(desk(editor_of(network.county)).get(OPEN))
