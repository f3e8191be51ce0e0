"""One way in, at the desk's host only, with a limit on guesses."""

import pytest
from django.conf import settings as project
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.models import StaffSession
from audit.models import AuditEntry
from sites.models import StaffRole
from tests.factories.sites import UserFactory


@pytest.fixture
def editor(network):
    return UserFactory.with_role(network.county, StaffRole.EDITOR, username="feixi-editor")


def test_a_password_opens_the_desk(editor, guest, sign_in):
    answer = guest.get("/admin/")
    assert answer.headers["Location"] == "/accounts/login/?next=/admin/"
    assert "用户名" in guest.get("/accounts/login/").text

    assert sign_in("feixi-editor").headers["Location"] == "/admin/"
    assert guest.get("/admin/").status_code == 200


def test_the_old_address_of_the_page_is_the_same_page(editor, guest, sign_in):
    assert sign_in("feixi-editor", path="/admin/login/").status_code == 302
    assert guest.get("/admin/").status_code == 200


def test_signing_in_leads_to_where_one_was_going(editor, guest):
    answer = guest.post(
        "/accounts/login/?next=/admin/images/",
        {"username": "feixi-editor", "password": "correct-horse-battery", "next": "/admin/images/"},
    )
    assert answer.headers["Location"] == "/admin/images/"


def test_signing_in_never_leads_to_another_site(editor, guest):
    answer = guest.post(
        "/accounts/login/",
        {
            "username": "feixi-editor",
            "password": "correct-horse-battery",
            "next": "https://evil.example/",
        },
    )
    assert "evil" not in answer.headers["Location"]


@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/2fa/", "/accounts/logout/"])
def test_public_hosts_have_no_sign_in(visit, path):
    assert visit("feixi.localhost", path).status_code == 404


@pytest.mark.parametrize("path", ["signup/", "password/reset/", "email/", "", "login/code/"])
def test_nobody_can_register_or_go_around_the_page(guest, path):
    assert guest.get(f"/accounts/{path}").status_code == 404


def test_five_failures_lock_the_account_at_that_address(editor, guest, sign_in):
    for _attempt in range(4):
        assert "用户名或密码不正确" in sign_in("feixi-editor", "wrong").text
    assert sign_in("feixi-editor", "wrong").status_code == 429

    answer = sign_in("feixi-editor")

    assert answer.status_code == 429
    assert "锁定 15 分钟" in answer.text
    assert guest.get("/admin/").status_code == 302
    assert (
        sign_in("feixi-editor", client=Client(headers={"host": "desk.localhost"})).status_code
        == 429
    )


def test_the_lock_also_holds_at_the_old_address_of_the_page(editor, guest, sign_in):
    for _attempt in range(5):
        sign_in("feixi-editor", "wrong", path="/admin/login/")

    assert sign_in("feixi-editor", path="/admin/login/").status_code == 429


def test_others_are_not_locked_out_with_it(editor, network, sign_in):
    UserFactory.with_role(network.county, StaffRole.CHIEF, username="feixi-chief")
    for _attempt in range(5):
        sign_in("feixi-editor", "wrong")

    assert sign_in("feixi-chief").status_code == 302


def test_the_owner_at_another_address_is_not_locked_out(editor, sign_in):
    for _attempt in range(5):
        sign_in("feixi-editor", "wrong", REMOTE_ADDR="192.0.2.66")

    assert sign_in("feixi-editor", REMOTE_ADDR="192.0.2.7").status_code == 302


def test_a_forged_header_does_not_open_the_lock(editor, sign_in):
    for number in range(5):
        sign_in("feixi-editor", "wrong", HTTP_X_FORWARDED_FOR=f"192.0.2.{number}")

    assert sign_in("feixi-editor", HTTP_X_FORWARDED_FOR="192.0.2.99").status_code == 429


def test_a_disabled_account_is_signed_out_at_once(editor, guest, sign_in):
    sign_in("feixi-editor")
    editor.is_active = False
    editor.save()

    assert not StaffSession.objects.filter(user_id=editor.pk).exists()
    assert guest.get("/admin/").status_code == 302
    sign_in("feixi-editor")
    assert guest.get("/admin/").status_code == 302


def test_attempts_stand_in_the_audit_log(editor, sign_in):
    sign_in("feixi-editor", "wrong", REMOTE_ADDR="192.0.2.66")
    sign_in("feixi-editor", REMOTE_ADDR="192.0.2.66")

    acts = AuditEntry.objects.filter(object_id=str(editor.pk), act__startswith="account.")
    assert list(acts.order_by("pk").values_list("act", "address")) == [
        ("account.sign_in_failed", "192.0.2.66"),
        ("account.sign_in", "192.0.2.66"),
    ]


@pytest.mark.parametrize(
    "password",
    [
        "short-A1",
        "alllowercase12",  # two kinds
        "123456789012345678901",
        "password1234",
        "feixi-editor1A",  # the user's own name
        "aaaaaaaaaaaaaaaaaaaaaaaaaa",
    ],
)
def test_weak_passwords_are_refused_in_chinese(editor, password):
    with pytest.raises(ValidationError) as refused:
        validate_password(password, editor)

    assert any("\u4e00" <= letter <= "\u9fff" for letter in "".join(refused.value.messages))


@pytest.mark.parametrize(
    "password", ["Gong-hui-2026x", "correct-horse-battery", "工会服务到班组A1b2c3"]
)
def test_strong_passwords_are_taken(editor, password):
    validate_password(password, editor)


def test_the_session_cookie_is_out_of_reach_of_scripts():
    assert project.SESSION_COOKIE_HTTPONLY
