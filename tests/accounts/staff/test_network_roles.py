"""三员分立: three officers, three people, and nothing besides."""

from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.urls import reverse
from wagtail import hooks

from accounts.staff.actions import set_network_roles, set_roles
from accounts.staff.errors import StaffError
from audit.models import AuditEntry
from sites.network_roles import (
    OFFICERS,
    NetworkRole,
    may_stand_together,
    network_group,
    network_roles_of,
)
from tests.factories.sites import UserFactory


def holder(*roles, **fields):
    person = UserFactory(**fields)
    person.groups.add(*(network_group(role) for role in roles))
    return person


@pytest.fixture
def security(network):
    return holder(NetworkRole.SECURITY, username="security")


@pytest.mark.parametrize(
    ("roles", "serves_unions", "may"),
    [
        (["SYSTEM"], False, True),
        (["SYSTEM"], True, False),
        (["SYSTEM", "SECURITY"], False, False),
        (["SECURITY", "AUDITOR"], False, False),
        (["AUDITOR", "OPERATOR"], False, False),
        (["OPERATOR"], True, True),
        ([], True, True),
    ],
)
def test_which_roles_one_person_may_hold(roles, serves_unions, may):
    assert may_stand_together(roles, serves_unions=serves_unions) is may


def test_an_officer_gives_a_network_role_and_the_log_has_it(desk, security):
    person = UserFactory(username="new-auditor")

    desk(security).post(reverse("staff:network", args=[person.pk]), {"network": ["AUDITOR"]})

    assert network_roles_of(person) == ["AUDITOR"]
    entry = AuditEntry.objects.filter(act="rights.grant", object_id=person.pk).get()
    assert entry.user_id == security.pk


@pytest.mark.parametrize("held", OFFICERS)
@pytest.mark.parametrize("wanted", OFFICERS)
def test_nobody_is_two_of_the_three(desk, security, held, wanted):
    if held == wanted:
        return
    person = holder(held)
    holder(NetworkRole.SECURITY)

    page = desk(security).post(
        reverse("staff:network", args=[person.pk]), {"network": [held, wanted]}
    )

    assert "由三个人分别担任" in page.text
    assert network_roles_of(person) == [held]


def test_an_officer_of_the_network_gets_no_post_in_a_union(network, desk, security):
    person = holder(NetworkRole.AUDITOR)
    address = reverse("staff:roles", args=[person.pk, network.county.pk])

    page = desk(security).post(address, {"roles": ["EDITOR"]})

    assert "由三个人分别担任" in page.text
    assert not person.groups.filter(staff_group__isnull=False).exists()


def test_who_serves_a_union_becomes_no_officer(network, security, editor):
    with pytest.raises(StaffError):
        set_network_roles(editor, roles=["SYSTEM"], by=security)


def test_nobody_gives_themselves_a_role(security):
    with pytest.raises(StaffError):
        set_network_roles(security, roles=["SECURITY", "OPERATOR"], by=security)


def test_the_last_security_officer_stays(security):
    root = UserFactory(is_superuser=True)

    with pytest.raises(StaffError, match="只剩这一位"):
        set_network_roles(security, roles=[], by=root)


@pytest.mark.parametrize("role", [NetworkRole.OPERATOR, NetworkRole.SYSTEM, NetworkRole.AUDITOR])
def test_only_security_officers_give_network_roles(network, desk, role):
    person, by = UserFactory(), holder(role)

    answer = desk(by).post(reverse("staff:network", args=[person.pk]), {"network": ["OPERATOR"]})

    assert answer.status_code == 404
    with pytest.raises(PermissionDenied):
        set_network_roles(person, roles=["OPERATOR"], by=by)


def test_an_administrator_gives_no_network_role(network, desk, admin, editor):
    client = desk(admin)

    assert client.get(reverse("staff:network", args=[editor.pk])).status_code == 404
    form = {
        "organisation": network.county.pk, "username": "x-new", "name": "新", "roles": ["EDITOR"],
        "network": ["SECURITY"],
    }  # fmt: skip
    client.post("/admin/staff/new/", form)
    assert network_roles_of(get_user_model().objects.get(username="x-new")) == []


def test_an_administrator_does_not_touch_an_operator_who_serves_the_union(network, admin, editor):
    editor.groups.add(network_group(NetworkRole.OPERATOR))

    set_roles(editor, organisation=network.county, roles=["CHIEF"], by=admin)

    assert network_roles_of(editor) == ["OPERATOR"]


def test_an_officer_invites_an_auditor_who_serves_no_union(desk, security):
    form = {"username": "auditor2", "name": "审计", "network": ["AUDITOR"]}

    answer = desk(security).post("/admin/staff/new/", form)

    assert "设置密码的链接" in answer.text
    assert network_roles_of(get_user_model().objects.get(username="auditor2")) == ["AUDITOR"]


def test_operators_may_change_what_the_apps_have_named_and_there_is_no_other_hook(network):
    held = network_group(NetworkRole.OPERATOR).permissions.values_list("codename", flat=True)

    assert {"change_organisation", "change_rules", "change_checkrule", "change_dutylimit"} <= set(
        held
    )
    assert hooks.get_hooks("operator_permissions") == []


REACH = {
    "/admin/staff/": {NetworkRole.SECURITY},
    "/admin/reports/audit/": {NetworkRole.AUDITOR},
    "/admin/reports/sign-ins/": {NetworkRole.AUDITOR},
    "/admin/installation/": {NetworkRole.SYSTEM},
    "/admin/organisation/": {NetworkRole.OPERATOR},
    "/admin/pages/": {NetworkRole.OPERATOR},
    "/admin/images/": {NetworkRole.OPERATOR},
    "/admin/users/": set(),
    "/admin/groups/": set(),
}


@pytest.mark.parametrize("role", NetworkRole)
def test_each_role_opens_its_screens_and_no_others(network, desk, role):
    client = desk(holder(role))

    opened = {path for path in REACH if client.get(path, follow=True).status_code == 200}

    assert opened == {path for path, roles in REACH.items() if role in roles}


def test_an_auditor_reads_sign_ins_only_on_that_screen(network, desk, editor):
    auditor = holder(NetworkRole.AUDITOR)
    desk(editor).get("/admin/")

    page = desk(auditor).get("/admin/reports/sign-ins/").text

    assert "feixi-editor" in page
    assert "授予权限</td>" not in page


def give(*words):
    out = StringIO()
    call_command("network_roles", give=words or None, stdout=out)
    return out.getvalue()


def test_the_command_makes_the_first_security_officer_and_tells_the_link(network, client):
    told = give("SECURITY", "first-officer")

    assert "/accounts/set-password/" in told
    assert "SECURITY 安全保密管理员：first-officer" in told
    assert network_roles_of(get_user_model().objects.get(username="first-officer")) == ["SECURITY"]


def test_the_command_keeps_the_rule(network, editor):
    with pytest.raises(CommandError, match="三个人"):
        give("AUDITOR", "feixi-editor")
    with pytest.raises(CommandError, match="没有岗位"):
        give("KING", "feixi-editor")
