"""Columns near their limit wait for those who write, at the desk and in the daily mail."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from news.duty.waiting import newly_near
from sites.models import StaffGroup, StaffRole
from sites.waiting import Moment, waiting_for
from syndication.actions import ask_for_digests
from tests.factories.duty import update
from tests.factories.news import column_of
from tests.factories.sites import UserFactory


def titles(user):
    return [line.title for row in waiting_for(user) for line in row.lines]


def writer(union):
    return UserFactory.with_role(union, StaffRole.EDITOR)


def test_what_has_time_enough_does_not_wait(network):
    update(network.county, 9)

    assert titles(writer(network.county)) == []


def test_columns_near_their_limit_wait_the_worst_first(network):
    update(network.county, 12)
    update(network.county, 200, column="tongzhi")

    assert titles(writer(network.county)) == ["通知公告（超期 20 天）", "工会要闻（还剩 2 天）"]


@pytest.mark.usefixtures("blank_limit")
def test_blank_columns_wait_too(network):
    made = timezone.now() - timedelta(days=3)
    column = column_of(network.county)
    type(column).objects.filter(pk=column.pk).update(first_published_at=made)

    assert titles(writer(network.county)) == ["工会要闻（超期 3 天）"]


@pytest.mark.parametrize("role", StaffRole.values)
def test_they_wait_for_those_who_write_and_for_nobody_else(network, desk, role):
    update(network.county, 12)
    update(network.city, 13)

    text = desk(UserFactory.with_role(network.county, role)).get("/admin/").content.decode()

    assert ("工会要闻（还剩 2 天）" in text) == (role not in {StaffRole.REVIEWER, StaffRole.CHIEF})
    assert "还剩 1 天" not in text


@pytest.mark.parametrize(
    ("days", "since", "is_new"), [(12, 1, False), (12, 3, True), (15, 1, True), (17, 1, False)]
)
def test_a_mail_tells_only_what_has_changed_since_the_last(network, days, since, is_new):
    update(network.county, days)
    moment = Moment.of(writer(network.county))
    last = moment.now - timedelta(days=since)

    keys = dict(newly_near(moment, last).children)["pk__in"]

    assert keys == ([column_of(network.county).pk] if is_new else [])


def test_the_daily_mail_leads_to_the_columns_of_ones_own(network, settings):
    settings.DIGEST_HOUR = 0
    update(network.county, 12)
    UserFactory.with_role(network.county, StaffRole.EDITOR, email="editor@example.org")
    UserFactory.with_role(network.county, StaffRole.REVIEWER, email="reviewer@example.org")

    ask_for_digests()

    (message,) = mail.outbox
    assert message.to == ["editor@example.org"]
    assert "工会要闻（还剩 2 天）" in message.body
    assert "/admin/duty/columns/?mine=on" in message.body


def test_ones_own_columns_are_not_those_of_the_unions_below(network, desk):
    update(network.city, 1)
    update(network.county, 1)
    client = desk(UserFactory.with_role(network.city, StaffRole.DESK))

    def unions(**query):
        rows = client.get("/admin/duty/columns/", query).context["rows"]
        return {row.union.slug for row in rows}

    assert unions(mine="on") == {"hefei"}
    assert unions() == {"hefei", "feixi"}


def test_more_roles_cost_the_desk_no_more_queries(network, desk):
    for union in (network.province, network.city, network.county, network.direct):
        update(union, 20)
    user = writer(network.county)

    def count():
        client = desk(user)
        client.get("/admin/")
        with CaptureQueriesContext(connection) as captured:
            client.get("/admin/")
        return len(captured)

    few = count()
    user.groups.add(*(row.group for row in StaffGroup.objects.all()))

    # A role in every union brings that union's other work, and its panel; duty adds nothing.
    assert count() <= few + 1


def test_other_screens_do_not_ask_for_it(network, desk):
    update(network.county, 20)
    client = desk(writer(network.county))
    client.get("/admin/images/")

    with CaptureQueriesContext(connection) as captured:
        client.get("/admin/images/")

    assert not [query for query in captured if "news_dutylimit" in query["sql"]]
