"""The second factor: forced where it must be, kept encrypted, no way around it."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.http import HttpResponse
from django.test import Client

from accounts.middleware import SecondFactorMiddleware
from audit.models import AuditEntry
from sites.models import StaffRole
from tests.factories.sites import UserFactory

SET_UP = "/accounts/2fa/totp/activate/"
CODE = "/accounts/2fa/authenticate/"


@pytest.fixture
def admin(network):
    return UserFactory.with_role(network.county, StaffRole.ADMIN, username="feixi-admin")


@pytest.fixture
def enrolled(admin, guest, sign_in, code_now, django_capture_on_commit_callbacks):
    """The administrator has set the second factor up; answers the secret."""
    sign_in("feixi-admin")
    secret = re.search(r"<code>([A-Z2-7]+)</code>", guest.get(SET_UP).text)[1]
    with django_capture_on_commit_callbacks(execute=True):
        answer = guest.post(SET_UP, {"code": code_now(secret)})
    assert answer.headers["Location"] == "/accounts/2fa/recovery-codes/"
    return secret


def new_client():
    return Client(headers={"host": "desk.localhost"})


@pytest.mark.parametrize(
    ("role", "is_forced"),
    [("EDITOR", False), ("REVIEWER", False), ("CHIEF", False), ("DESK", True), ("ADMIN", True)],
)
def test_desks_and_administrators_must_set_it_up(
    network, guest, sign_in, required, role, is_forced
):
    UserFactory.with_role(network.county, StaffRole(role), username="person")
    sign_in("person")

    answer = guest.get("/admin/")

    assert (answer.status_code == 302 and answer.headers["Location"] == SET_UP) is is_forced


def test_operators_and_superusers_must_too(operator, guest, sign_in, required):
    UserFactory(username="root", is_superuser=True)
    for name in ("operator", "root"):
        client = new_client()
        sign_in(name, client=client)
        assert client.get("/admin/").headers["Location"] == SET_UP
        assert client.get("/admin/pages/").headers["Location"] == SET_UP


def test_the_api_of_the_desk_asks_for_it_and_the_public_one_does_not(rf, admin, required):
    gate = SecondFactorMiddleware(lambda request: HttpResponse("data"))
    request = rf.get("/api/v3/pages/")
    request.user, request.session = admin, {}
    assert gate(request).status_code == 302

    public = rf.get("/api/v3/search/")  # has no user at all
    public.organisation_site = object()
    assert gate(public).status_code == 200


def test_nobody_must_while_it_is_switched_off(admin, guest, sign_in):
    sign_in("feixi-admin")

    assert guest.get("/admin/").status_code == 200


def test_after_setting_it_up_the_desk_opens(required, enrolled, guest):
    assert guest.get("/admin/").status_code == 200
    assert AuditEntry.objects.filter(act="account.second_factor_on").exists()


def test_the_next_sign_in_asks_for_the_code(required, enrolled, sign_in, code_now):
    client = new_client()
    assert sign_in("feixi-admin", client=client).headers["Location"] == CODE
    assert client.get("/admin/").status_code == 302  # not signed in yet

    assert "不正确" in client.post(CODE, {"code": "000000"}).text
    assert client.post(CODE, {"code": code_now(enrolled)}).status_code == 302
    assert client.get("/admin/").status_code == 200


def test_the_old_address_asks_for_the_code_too(required, enrolled, sign_in):
    client = new_client()

    assert sign_in("feixi-admin", client=client, path="/admin/login/").headers["Location"] == CODE
    assert client.get("/admin/").status_code == 302


def test_a_session_made_without_the_code_is_ended(required, enrolled, admin, desk):
    client = desk(admin)

    assert client.get("/admin/").headers["Location"] == "/accounts/login/"


def test_a_recovery_code_works_once(required, enrolled, guest, sign_in):
    codes = re.findall(r"<code>(\d+)</code>", guest.get("/accounts/2fa/recovery-codes/").text)
    assert len(codes) == 10
    for expected in (200, 302):
        client = new_client()
        sign_in("feixi-admin", client=client)
        client.post(CODE, {"code": codes[0]})
        assert client.get("/admin/").status_code == expected


def test_five_wrong_codes_lock_the_account(required, enrolled, sign_in, code_now):
    client = new_client()
    sign_in("feixi-admin", client=client)
    for _attempt in range(4):
        client.post(CODE, {"code": "000000"})
    assert client.post(CODE, {"code": "000000"}).status_code == 429

    assert client.post(CODE, {"code": code_now(enrolled)}).status_code == 302  # back to the start
    assert client.get("/admin/").status_code == 302
    assert sign_in("feixi-admin", client=client).status_code == 429


def test_who_must_have_it_cannot_switch_it_off(required, enrolled, guest):
    guest.post("/accounts/2fa/totp/deactivate/")

    assert Authenticator.objects.filter(type="totp").exists()


def test_others_can_use_it_and_switch_it_off(enrolled, guest, sign_in):
    client = new_client()
    assert sign_in("feixi-admin", client=client).headers["Location"] == CODE

    guest.post("/accounts/2fa/totp/deactivate/")

    assert not Authenticator.objects.exists()


def test_the_secret_is_not_in_the_database_in_the_clear(enrolled):
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))

    assert enrolled not in stored
