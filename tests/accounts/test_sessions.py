"""Sessions end: by themselves when nobody is there, by their owner, by those who look after them."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.middleware import SEEN, IdleMiddleware
from accounts.models import StaffSession
from audit.models import AuditEntry
from sites.models import StaffGroup, StaffRole
from tests.factories.sites import UserFactory


@pytest.fixture
def editor(network):
    return UserFactory.with_role(network.county, StaffRole.EDITOR, username="feixi-editor")


@pytest.fixture
def officer(network):
    user = UserFactory(username="officer")
    for label in ("wagtailadmin.access_admin", "accounts.secure_accounts"):
        app, codename = label.split(".")
        user.user_permissions.add(
            Permission.objects.get(content_type__app_label=app, codename=codename)
        )
    return user


def admin_of(union):
    return UserFactory.with_role(union, StaffRole.ADMIN)


def sessions(user):
    return StaffSession.objects.filter(user_id=user.pk)


def test_a_session_moves_on_while_somebody_works(editor, desk):
    client = desk(editor)
    client.get("/admin/")
    soon = timezone.now() + timedelta(minutes=5)
    sessions(editor).update(expire_date=soon)
    session = client.session
    session[SEEN] = session[SEEN] - 120
    session.save()
    sessions(editor).update(expire_date=soon)

    client.get("/admin/")

    assert sessions(editor).get().expire_date > soon


def test_an_open_tab_alone_keeps_no_session(rf, editor):
    request = rf.get("/admin/")
    request.user, request.session = editor, {}
    request.resolver_match = SimpleNamespace(view_name="wagtailadmin_editing_sessions:ping")
    IdleMiddleware.note(request)
    assert not request.session

    request.resolver_match = SimpleNamespace(view_name="wagtailadmin_home")
    IdleMiddleware.note(request)
    assert SEEN in request.session


def test_an_idle_session_is_over(editor, desk):
    client = desk(editor)
    sessions(editor).update(expire_date=timezone.now())

    assert client.get("/admin/").status_code == 302


def test_the_life_of_a_session_is_an_hour(editor, desk, settings):
    client = desk(editor)
    client.get("/admin/")

    left = sessions(editor).get().expire_date - timezone.now()
    assert 59 * 60 < left.total_seconds() <= 60 * 60


def test_reading_within_a_minute_writes_nothing(editor, desk, django_assert_num_queries):
    client = desk(editor)
    client.get("/admin/")
    before = sessions(editor).get().session_data

    client.get("/admin/")

    assert sessions(editor).get().session_data == before


def test_one_click_ends_all_own_sessions_but_this_one(editor, desk):
    here, there, elsewhere = desk(editor), desk(editor), desk(editor)
    here.post(reverse("account_end_own_sessions"))

    assert here.get("/admin/").status_code == 200
    assert there.get("/admin/").status_code == 302
    assert elsewhere.get("/admin/").status_code == 302
    assert AuditEntry.objects.filter(act="account.end_sessions").exists()


def test_an_officer_ends_the_sessions_of_others(editor, officer, desk):
    client = desk(editor)
    desk(officer).post(reverse("account_end_sessions", args=[editor.pk]))

    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize(
    ("place", "may_end"),
    [("county", True), ("city", False), ("direct", False), ("province", False)],
)
def test_an_administrator_ends_sessions_in_the_own_union_only(
    network, editor, desk, place, may_end
):
    desk(editor)
    by = admin_of(getattr(network, place))

    answer = desk(by).post(reverse("account_end_sessions", args=[editor.pk]))

    assert (answer.status_code == 302) is may_end
    assert sessions(editor).exists() is not may_end


@pytest.mark.parametrize(
    "name", ["account_end_sessions", "account_unlock", "account_reset_second_factor"]
)
def test_an_editor_looks_after_nobody(network, editor, desk, name):
    other = UserFactory.with_role(network.county, StaffRole.CHIEF)

    assert desk(editor).post(reverse(name, args=[other.pk])).status_code == 404


def test_an_administrator_has_no_hold_on_an_operator_of_the_own_union(network, operator, desk):
    operator.groups.add(StaffGroup.objects.get(organisation=network.county, role="EDITOR").group)
    by = admin_of(network.county)

    answer = desk(by).post(reverse("account_end_sessions", args=[operator.pk]))

    assert answer.status_code == 404


def test_nobody_but_superusers_has_a_hold_on_superusers(network, officer, desk):
    root = UserFactory(is_superuser=True)

    assert desk(officer).post(reverse("account_end_sessions", args=[root.pk])).status_code == 404


def test_an_administrator_cannot_reset_a_second_factor(network, editor, desk):
    by = admin_of(network.county)

    answer = desk(by).post(reverse("account_reset_second_factor", args=[editor.pk]))

    assert answer.status_code in (302, 403)
    assert not AuditEntry.objects.filter(act="account.reset_second_factor").exists()


def test_an_officer_opens_a_lock(editor, officer, desk):
    stranger = Client(headers={"host": "desk.localhost"})
    for _attempt in range(5):
        stranger.post("/accounts/login/", {"username": "feixi-editor", "password": "x"})
    client = desk(officer)
    assert "已锁定" in client.get(reverse("account_security")).text

    client.post(reverse("account_unlock", args=[editor.pk]))

    assert not AccessAttempt.objects.exists()
    form = {"username": "feixi-editor", "password": "correct-horse-battery"}
    assert stranger.post("/accounts/login/", form).status_code == 302


def test_the_screen_finds_people_by_name(network, editor, officer, desk):
    page = desk(officer).get(reverse("account_security"), {"q": "feixi-ed"})

    assert "feixi-editor" in page.text


def test_the_screen_shows_nobody_of_another_union(network, editor, desk):
    page = desk(admin_of(network.city)).get(reverse("account_security"), {"q": "feixi"})

    assert "feixi-editor" not in page.text


def test_acts_are_not_done_by_a_link(editor, officer, desk):
    assert desk(officer).get(reverse("account_unlock", args=[editor.pk])).status_code == 405
