"""Posts are given and taken in the own union only, and never by their holder."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.staff.actions import set_roles
from accounts.staff.errors import StaffError
from audit.models import AuditEntry
from sites.models import StaffGroup, StaffRole
from tests.factories.sites import UserFactory


def roles(person, union):
    held = StaffGroup.objects.filter(group__user=person, organisation=union)
    return set(held.values_list("role", flat=True))


def address(person, union, name="roles"):
    return reverse(f"staff:{name}", args=[person.pk, union.pk])


def test_an_administrator_changes_the_posts_of_own_staff(network, desk, admin, editor):
    desk(admin).post(address(editor, network.county), {"roles": ["REVIEWER", "DESK"]})

    assert roles(editor, network.county) == {"REVIEWER", "DESK"}
    given = AuditEntry.objects.get(act="rights.grant", user_id=admin.pk, object_id=editor.pk)
    assert "新闻处" in str(given.after)
    assert AuditEntry.objects.filter(act="rights.revoke", object_id=editor.pk).exists()


def test_posts_elsewhere_stay(network, desk, admin, editor):
    editor.groups.add(StaffGroup.objects.get(organisation=network.direct, role="CHIEF").group)

    answer = desk(admin).post(address(editor, network.county), {"roles": []})

    assert answer.url == reverse("staff:index")
    assert roles(editor, network.county) == set()
    assert roles(editor, network.direct) == {"CHIEF"}


@pytest.mark.parametrize("place", ["direct", "city", "province"])
def test_no_posts_in_another_union_by_a_typed_number(network, desk, admin, editor, place):
    union = getattr(network, place)

    answer = desk(admin).post(address(editor, union), {"roles": ["ADMIN"]})

    assert answer.status_code == 404
    assert roles(editor, union) == set()


def test_no_posts_for_a_person_of_another_union(network, desk, admin, foreigner):
    answer = desk(admin).post(address(foreigner, network.county), {"roles": ["EDITOR"]})

    assert answer.status_code == 404
    assert roles(foreigner, network.county) == set()


@pytest.mark.parametrize("by", ["EDITOR", "REVIEWER", "CHIEF", "DESK"])
def test_the_action_asks_again(network, editor, by):
    with pytest.raises(PermissionDenied):
        set_roles(
            editor,
            organisation=network.county,
            roles=["ADMIN"],
            by=UserFactory.with_role(network.county, by),
        )


def test_a_role_that_there_is_not_is_refused(network, admin, editor):
    with pytest.raises(PermissionDenied):
        set_roles(editor, organisation=network.county, roles=["OPERATOR"], by=admin)


def test_nobody_changes_the_own_posts(network, desk, admin):
    UserFactory.with_role(network.county, StaffRole.ADMIN)

    page = desk(admin).post(address(admin, network.county), {"roles": ["ADMIN", "CHIEF"]})

    assert "请另一位管理员办理" in page.text
    assert roles(admin, network.county) == {"ADMIN"}


def test_the_last_administrator_stays(network, officer, admin):
    with pytest.raises(StaffError, match="只剩这一位"):
        set_roles(admin, organisation=network.county, roles=[], by=officer)


def test_a_disabled_second_one_does_not_count(network, officer, admin):
    UserFactory.with_role(network.county, StaffRole.ADMIN, is_active=False)

    with pytest.raises(StaffError):
        set_roles(admin, organisation=network.county, roles=["EDITOR"], by=officer)


def test_an_officer_gives_posts_in_any_union_to_anybody(network, desk, officer, foreigner):
    client = desk(officer)
    page = client.get(reverse("staff:person", args=[foreigner.pk]), {"union": network.county.pk})
    client.post(page.url, {"roles": ["EDITOR"]})

    assert roles(foreigner, network.county) == {"EDITOR"}
    assert roles(foreigner, network.direct) == {"EDITOR"}


def test_a_superuser_is_nobodys_staff(network, desk, officer, admin):
    root = UserFactory.with_role(network.county, StaffRole.EDITOR, is_superuser=True)

    for by in (officer, admin):
        assert desk(by).get(reverse("staff:person", args=[root.pk])).status_code == 404
