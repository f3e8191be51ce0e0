"""A new member of staff gets an account and one link to set the password."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from audit.models import AuditEntry
from sites.models import StaffRole
from tests.factories.sites import UserFactory

ADD = "/admin/staff/new/"
PASSWORD = "Long-enough-2026"


def form(network, **fields):
    return {
        "organisation": network.county.pk, "username": "feixi-new", "name": "新来的", "email": "",
        "roles": ["EDITOR", "REVIEWER"], **fields,
    }  # fmt: skip


def link_on(page):
    return re.search(r'value="http://desk\.localhost([^"]+)"', page)[1]


def set_password(path, password=PASSWORD):
    guest = Client(headers={"host": "desk.localhost"})
    page = guest.get(path, follow=True)
    if page.redirect_chain:
        path = page.redirect_chain[-1][0]
    answer = guest.post(path, {"new_password1": password, "new_password2": password})
    return guest, answer


def invited():
    return get_user_model().objects.filter(username="feixi-new")


def test_the_invited_person_sets_a_password_and_signs_in(network, desk, admin):
    answer = desk(admin).post(ADD, form(network))
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]

    guest, set_ = set_password(link_on(answer.text))

    assert set_.status_code == 302
    signed = guest.post("/accounts/login/", {"username": "feixi-new", "password": PASSWORD})
    assert signed.status_code == 302
    assert guest.get("/admin/pages/", follow=True).status_code == 200
    roles = set(invited().get().groups.values_list("staff_group__role", flat=True))
    assert roles == {"EDITOR", "REVIEWER"}


def test_a_link_is_good_once(network, desk, admin):
    path = link_on(desk(admin).post(ADD, form(network)).text)
    set_password(path)

    guest, answer = set_password(path, "Another-one-2026")

    assert answer.status_code == 200
    assert "链接已经用过" in guest.get(path).text


def test_a_weak_password_is_refused(network, desk, admin):
    path = link_on(desk(admin).post(ADD, form(network)).text)

    _guest, answer = set_password(path, "12345678")

    assert answer.status_code == 200
    assert not invited().get().has_usable_password()


def test_the_link_of_a_disabled_account_is_void(network, desk, admin):
    path = link_on(desk(admin).post(ADD, form(network)).text)
    invited().update(is_active=False)

    _guest, answer = set_password(path)

    assert not invited().get().has_usable_password()


def test_the_log_tells_who_invited_and_nothing_of_the_link(network, desk, admin):
    path = link_on(desk(admin).post(ADD, form(network)).text)
    set_password(path)

    entry = AuditEntry.objects.get(act="staff.invite")
    assert entry.user_id == admin.pk
    assert entry.object_label == "feixi-new"
    token = path.rstrip("/").rsplit("/", 1)[-1]
    told = str(list(AuditEntry.objects.values_list("before", "after")))
    assert token not in told
    assert PASSWORD not in told
    assert AuditEntry.objects.filter(act="account.set_password").exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"roles": []},
        {"roles": ["OPERATOR"]},
        {"username": "FEIXI-admin"},
        {"username": ""},
        {"username": "a b"},
    ],
)
def test_a_bad_form_makes_nobody(network, desk, admin, fields):
    count = get_user_model().objects.count()

    answer = desk(admin).post(ADD, form(network, **fields))

    assert answer.status_code == 200
    assert get_user_model().objects.count() == count


@pytest.mark.parametrize("place", ["direct", "city", "province"])
def test_nobody_is_invited_into_another_union(network, desk, admin, place):
    desk(admin).post(ADD, form(network, organisation=getattr(network, place).pk))

    assert not invited().exists()


def test_an_officer_invites_into_any_union(network, desk, officer):
    desk(officer).post(ADD, form(network, organisation=network.direct.pk, roles=["ADMIN"]))

    assert invited().get().groups.get().staff_group.organisation == network.direct


def test_one_who_looks_after_two_unions_chooses(network, desk, admin):
    admin.groups.add(UserFactory.with_role(network.direct, StaffRole.ADMIN).groups.get())

    assert "广德市总工会" in desk(admin).get(ADD).text


def test_a_new_link_for_a_lost_password(network, desk, admin, editor):
    page = desk(admin).post(reverse("staff:link", args=[editor.pk])).text

    guest, _answer = set_password(link_on(page))

    signed = guest.post("/accounts/login/", {"username": "feixi-editor", "password": PASSWORD})
    assert signed.status_code == 302
    assert AuditEntry.objects.filter(act="staff.password_link", user_id=admin.pk).exists()
