"""Reminders of what is near its limit: on the first screen of the desk, and in the daily mail."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from news.duty.reminders import add_to_digest, near_the_limit
from news.models import DutyLimit
from sites.models import Organisation, StaffGroup, StaffRole
from syndication.actions import ask_for_digests
from tests.factories.duty import update
from tests.factories.news import column_of
from tests.factories.sites import UserFactory


@pytest.fixture(autouse=True)
def no_blank_columns(db, settings):
    DutyLimit.objects.filter(subject="BLANK").delete()
    settings.DIGEST_HOUR = 0


def told(union, **more):
    found = near_the_limit(Organisation.objects.filter(pk=union.pk), **more)
    return [line.title for row in found for line in row.lines]


def test_what_has_time_enough_is_not_told(network):
    update(network.county, 9)

    assert told(network.county) == []


def test_fronts_and_columns_near_their_limit_are_told(network):
    update(network.county, 12)

    assert told(network.county) == ["首页", column_of(network.county).title]


@pytest.mark.parametrize(
    ("days", "since", "news"),
    [(12, 1, []), (12, 3, ["首页", "工会要闻"]), (15, 1, ["首页", "工会要闻"]), (17, 1, [])],
)
def test_a_mail_tells_only_what_has_changed_since_the_last(network, days, since, news):
    update(network.county, days)

    assert told(network.county, since=timezone.localdate() - timedelta(days=since)) == news


@pytest.mark.parametrize("role", StaffRole.values)
def test_the_desk_begins_with_own_columns_near_their_limit(network, desk, role):
    update(network.county, 12)
    update(network.city, 13)

    text = desk(UserFactory.with_role(network.county, role)).get("/admin/").content.decode()

    assert "还剩 2 天" in text
    assert "还剩 1 天" not in text
    assert ("工会要闻：写一篇" in text) == (role not in {StaffRole.REVIEWER, StaffRole.CHIEF})


def test_the_panel_is_not_there_when_all_is_well(network, desk):
    update(network.county, 1)

    text = desk(UserFactory.with_role(network.county, StaffRole.EDITOR)).get("/admin/")

    assert 'id="own-duty"' not in text.content.decode()


def test_more_roles_cost_the_desk_no_more_queries(network, desk):
    for union in (network.province, network.city, network.county, network.direct):
        update(union, 20)
    user = UserFactory.with_role(network.county, StaffRole.EDITOR)

    def count():
        client = desk(user)
        client.get("/admin/")
        with CaptureQueriesContext(connection) as captured:
            client.get("/admin/")
        return len(captured)

    few = count()
    user.groups.add(*(row.group for row in StaffGroup.objects.all()))

    assert count() <= few


def test_the_daily_mail_tells_writers_what_is_near_its_limit(network):
    update(network.county, 12)
    UserFactory.with_role(network.county, StaffRole.EDITOR, email="editor@example.org")
    UserFactory.with_role(network.county, StaffRole.REVIEWER, email="reviewer@example.org")

    ask_for_digests()

    (message,) = mail.outbox
    assert message.to == ["editor@example.org"]
    assert "更新期限：肥西" in message.body
    assert "工会要闻（还剩 2 天）" in message.body
    assert f"/admin/duty/columns/?union={network.county.pk}" in message.body


def test_of_another_union_nothing_is_told(network):
    update(network.county, 12)
    update(network.city, 1)
    update(network.direct, 1)

    assert list(add_to_digest(UserFactory.with_role(network.direct, StaffRole.DESK), None)) == []
