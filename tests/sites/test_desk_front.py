"""The first screen of the desk, for those with work and those without."""

from datetime import timedelta

from django.utils import timezone

from sites.network_roles import NetworkRole, network_group
from sites.waiting import Kind, Line, Waiting, by_due_time, since
from tests.factories.sites import UserFactory


def kind(name, **more):
    return Kind(name, name, "", "review_list", "", None, None, since("x"), **more)


def test_an_officer_finds_their_screens_lying_open(network, desk):
    auditor = UserFactory()
    auditor.groups.add(network_group(NetworkRole.AUDITOR))

    page = desk(auditor).get("/admin/").text

    assert "我的工作" in page
    assert "审计日志" in page
    assert "等我处理" not in page


def test_lines_of_all_kinds_stand_by_their_deadline(network):
    now = timezone.now()
    today = timezone.localdate()
    waiting = [
        Waiting(kind("a", has_deadline=True), 1, [Line(1, "明天到期", "", today + timedelta(1))]),
        Waiting(kind("b", has_deadline=True), 1, [Line(2, "已经过了", "", now - timedelta(1))]),
        Waiting(kind("c"), 1, [Line(3, "没有期限的事", "", now)]),
    ]

    due = by_due_time(waiting, now)

    assert [row.line.title for row in due] == ["已经过了", "明天到期"]
    assert [row.is_late for row in due] == [True, False]
    assert [row.is_day for row in due] == [False, True]


def test_what_is_due_today_is_not_late_today(network):
    waiting = [Waiting(kind("a", has_deadline=True), 1, [Line(1, "x", "", timezone.localdate())])]

    assert not by_due_time(waiting, timezone.now())[0].is_late
