"""A stand-in has the rights of who is away, from the first day to the last, and not a day longer."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from accounts.policies import must_have_second_factor
from accounts.staff.actions import set_roles
from accounts.staff.errors import StaffError
from accounts.staff.queries import roles_in
from accounts.staff.stand_ins import let_stand_in
from audit.models import AuditEntry
from pages.models import BasePage
from sites.gate import Scope
from sites.models import StaffRole, StandIn
from sites.policies import UnionPagePolicy
from sites.queries import holds_role, unions_in_role, unions_served
from tests.factories.news import make_article
from tests.factories.rights import stand_in
from tests.factories.sites import UserFactory

CHIEF, DESK, EDITOR = StaffRole.CHIEF, StaffRole.DESK, StaffRole.EDITOR


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def chief(network):
    return UserFactory.with_role(network.county, CHIEF, username="feixi-chief", first_name="老终")


@pytest.fixture
def reader(network):
    """Has too few rights of the own to show any by accident."""
    return UserFactory.with_role(network.county, StaffRole.REVIEWER, username="feixi-reviewer")


def arrange(absent, deputy, union, *, by, roles=("CHIEF",), first=0, last=3):
    today = timezone.localdate()
    return let_stand_in(
        absent,
        deputy=deputy,
        organisation=union,
        roles=roles,
        first_date=today + timedelta(days=first),
        last_date=today + timedelta(days=last),
        reason="休假",
        by=by,
    )


@pytest.mark.parametrize(
    ("first", "last", "may"),
    [(0, 0, True), (-3, 3, True), (-3, 0, True), (-3, -1, False), (1, 3, False)],
)
def test_the_rights_are_there_in_the_period_only(network, chief, editor, first, last, may):
    stand_in(chief, editor, network.county, CHIEF, first, last)

    assert holds_role(editor, network.county.pk, [CHIEF]) is may
    assert (network.county in unions_in_role(editor, [CHIEF])) is may


def test_a_deputy_may_do_to_pages_what_the_absent_may(network, chief, reader, admin):
    page = make_article(network.county, "稿件")
    policy = UnionPagePolicy()
    assert not policy.user_has_permission_for_instance(reader, "lock", page)

    arrange(chief, reader, network.county, by=admin)

    later = type(reader).objects.get(pk=reader.pk)
    assert policy.user_has_permission_for_instance(later, "lock", page)
    listed = policy.instances_user_has_permission_for(later, "lock")
    assert listed.filter(pk=page.pk).exists()
    assert page.permissions_for_user(later).can_lock()


@pytest.mark.parametrize("lost", ["post", "account", "ended"])
def test_what_the_absent_lost_the_deputy_has_not(network, chief, editor, lost):
    row = stand_in(chief, editor, network.county, CHIEF, -1, 1)
    if lost == "post":
        chief.groups.clear()
    elif lost == "account":
        chief.is_active = False
        chief.save()
    else:
        row.ended_at = timezone.now()
        row.save()

    assert not holds_role(editor, network.county.pk, [CHIEF])


def test_a_post_that_is_held_for_somebody_else_is_not_passed_on(network, chief, editor, reader):
    stand_in(chief, editor, network.county, CHIEF, -1, 1)
    stand_in(editor, reader, network.county, CHIEF, -1, 1)

    assert not holds_role(reader, network.county.pk, [CHIEF])


def test_a_row_for_a_stranger_opens_their_desk_to_that_union_only(network, chief, foreigner):
    """Nobody can arrange it; if the row were there, it would give what it says and no more."""
    stand_in(chief, foreigner, network.county, CHIEF, -1, 1)

    scope = Scope.of(foreigner)
    assert set(unions_served(foreigner)) == {network.county, network.direct}
    assert not scope.sees_page(BasePage.objects.filter(organisation=network.city).first().pk)


def test_standing_in_for_the_desk_needs_a_second_factor(network, editor, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    desk = UserFactory.with_role(network.county, DESK)
    assert not must_have_second_factor(editor)

    stand_in(desk, editor, network.county, DESK, 0, 1)

    assert must_have_second_factor(editor)


def form(deputy, today, **fields):
    return {
        "deputy": deputy.pk, "roles": ["CHIEF"], "first_date": today, "last_date": today,
        "reason": "休假", **fields,
    }  # fmt: skip


def address(person, union):
    return reverse("staff:stand_in", args=[person.pk, union.pk])


def test_the_screen_arranges_shows_and_ends_it(network, desk, admin, chief, editor, today):
    client = desk(admin)
    client.post(address(chief, network.county), form(editor, today))
    row = StandIn.objects.get()
    assert row.granted_by == admin
    assert f"代理老终：终审（至 {today}）" in client.get("/admin/staff/").text

    client.post(reverse("staff:end_stand_in", args=[row.pk]))

    assert not holds_role(editor, network.county.pk, [CHIEF])
    acts = AuditEntry.objects.filter(act__contains="stand_in").order_by("pk")
    assert list(acts.values_list("act", "user_id")) == [
        ("staff.stand_in", admin.pk),
        ("staff.end_stand_in", admin.pk),
    ]


def test_a_foreign_person_does_not_stand_in(network, desk, admin, chief, foreigner, today):
    desk(admin).post(address(chief, network.county), form(foreigner, today))
    with pytest.raises(StaffError):
        arrange(chief, foreigner, network.county, by=admin)

    assert not StandIn.objects.exists()


def test_a_disabled_person_does_not_stand_in(network, admin, chief, editor):
    editor.is_active = False
    editor.save()

    with pytest.raises(StaffError):
        arrange(chief, editor, network.county, by=admin)


def test_nobody_stands_in_with_more_than_the_absent_holds(
    network, desk, admin, chief, editor, today
):
    desk(admin).post(address(chief, network.county), form(editor, today, roles=["ADMIN"]))
    with pytest.raises(StaffError):
        arrange(chief, editor, network.county, by=admin, roles=["CHIEF", "ADMIN"])

    assert not StandIn.objects.exists()


def test_an_administrator_does_not_become_the_deputy_by_own_hand(network, admin, chief):
    with pytest.raises(StaffError):
        arrange(chief, admin, network.county, by=admin)


def test_an_administrator_goes_on_leave(network, admin, chief):
    arrange(admin, chief, network.county, by=admin, roles=["ADMIN"])

    assert holds_role(chief, network.county.pk, [StaffRole.ADMIN])


@pytest.mark.parametrize("place", ["direct", "city"])
def test_nobody_arranges_it_in_another_union(network, desk, admin, foreigner, editor, place, today):
    union = getattr(network, place)

    answer = desk(admin).post(address(foreigner, union), form(editor, today, roles=["EDITOR"]))

    assert answer.status_code == 404
    with pytest.raises(PermissionDenied):
        arrange(foreigner, editor, union, by=admin, roles=["EDITOR"])


def test_nobody_ends_one_of_another_union(network, desk, admin, foreigner):
    deputy = UserFactory.with_role(network.direct, CHIEF)
    row = stand_in(foreigner, deputy, network.direct, EDITOR, 0, 1)

    answer = desk(admin).post(reverse("staff:end_stand_in", args=[row.pk]))

    assert answer.status_code == 404
    row.refresh_from_db()
    assert row.ended_at is None


@pytest.mark.parametrize(("first", "last"), [(-5, -1), (3, 1)])
def test_a_period_that_is_over_or_upside_down_is_refused(
    network, admin, chief, editor, first, last
):
    with pytest.raises(StaffError):
        arrange(chief, editor, network.county, by=admin, first=first, last=last)


def test_the_database_keeps_it_sane(network, chief, editor):
    with pytest.raises(IntegrityError):
        stand_in(chief, editor, network.county, CHIEF, 1, 0)


def test_who_stands_in_for_an_administrator_makes_no_other(network):
    admin = UserFactory.with_role(network.county, StaffRole.ADMIN)
    deputy = UserFactory.with_role(network.county, EDITOR)
    colleague = UserFactory.with_role(network.county, StaffRole.REVIEWER)
    stand_in(admin, deputy, network.county, StaffRole.ADMIN)

    with pytest.raises(StaffError, match="代理"):
        set_roles(colleague, organisation=network.county, roles=["REVIEWER", "ADMIN"], by=deputy)
    assert roles_in(colleague, network.county) == ["REVIEWER"]

    set_roles(colleague, organisation=network.county, roles=["REVIEWER", "EDITOR"], by=deputy)
    assert set(roles_in(colleague, network.county)) == {"REVIEWER", "EDITOR"}
