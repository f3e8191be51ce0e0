"""Accounts are closed and opened by those in whose hands they are; work goes to a colleague."""

import pytest
from django.contrib.auth import authenticate
from django.urls import reverse

from audit.models import AuditEntry
from sites.models import StaffGroup, StaffRole
from sites.network_roles import operator_group
from tests.factories.news import make_article
from tests.factories.sites import UserFactory

ACCOUNT = ("disable", "enable", "link")


def act(client, name, person):
    return client.post(reverse(f"staff:{name}", args=[person.pk]), {"reason": "调离"})


def is_active(person):
    person.refresh_from_db()
    return person.is_active


def test_a_disabled_account_is_signed_out_and_stays_out(rf, desk, admin, editor):
    theirs = desk(editor)
    act(desk(admin), "disable", editor)

    assert theirs.get("/admin/").status_code == 302
    assert not is_active(editor)
    assert (
        authenticate(rf.post("/"), username="feixi-editor", password="correct-horse-battery")
        is None
    )
    assert AuditEntry.objects.get(act="staff.disable").after == {"reason": "调离"}


def test_an_enabled_account_has_its_posts_again(network, desk, admin, editor):
    client = desk(admin)
    act(client, "disable", editor)
    act(client, "enable", editor)

    assert is_active(editor)
    assert editor.groups.exists()


@pytest.mark.parametrize("name", ACCOUNT)
def test_an_account_that_serves_others_too_is_not_in_one_unions_hands(
    network, desk, admin, editor, name
):
    editor.groups.add(StaffGroup.objects.get(organisation=network.direct, role="EDITOR").group)
    client = desk(admin)

    assert act(client, name, editor).status_code == 404
    assert is_active(editor)
    assert "账号也不能由本会停用" in client.get(reverse("staff:person", args=[editor.pk])).text


@pytest.mark.parametrize("name", ACCOUNT)
def test_nor_is_an_operators(network, desk, admin, editor, name):
    editor.groups.add(operator_group())

    assert act(desk(admin), name, editor).status_code == 404


@pytest.mark.parametrize("name", ACCOUNT)
def test_nor_is_ones_own(network, desk, admin, name):
    UserFactory.with_role(network.county, StaffRole.ADMIN)

    assert act(desk(admin), name, admin).status_code == 404
    assert is_active(admin)


@pytest.mark.parametrize("name", ACCOUNT)
def test_nor_is_another_unions(desk, admin, foreigner, name):
    assert act(desk(admin), name, foreigner).status_code == 404
    assert is_active(foreigner)


def test_the_last_administrator_is_not_disabled(desk, officer, admin):
    page = act(desk(officer), "disable", admin)

    assert "只剩这一位站点管理员" in page.text
    assert is_active(admin)


def test_an_officer_disables_who_serves_many(network, desk, officer, editor):
    editor.groups.add(StaffGroup.objects.get(organisation=network.direct, role="EDITOR").group)

    act(desk(officer), "disable", editor)

    assert not is_active(editor)


@pytest.fixture
def work(network, editor):
    draft = make_article(network.county, "草稿", live=False, owner=editor)
    draft.has_unpublished_changes = True
    draft.save()
    done = make_article(network.county, "发了的", owner=editor)
    held = make_article(network.county, "锁着的", locked=True, locked_by=editor)
    return draft, done, held


def hand_over(client, person, union, successor):
    address = reverse("staff:hand_over", args=[person.pk, union.pk])
    return client.post(address, {"successor": successor.pk})


def test_drafts_and_locks_go_to_the_colleague(network, desk, admin, editor, work):
    colleague = UserFactory.with_role(network.county, StaffRole.EDITOR)

    hand_over(desk(admin), editor, network.county, colleague)

    for page in work:
        page.refresh_from_db()
    draft, done, held = work
    assert (draft.owner, done.owner, held.locked_by) == (colleague, editor, colleague)
    assert AuditEntry.objects.get(act="staff.hand_over").after["to"] == colleague.username


def test_work_stays_in_the_union(network, desk, admin, editor, foreigner, work):
    page = hand_over(desk(admin), editor, network.county, foreigner)

    assert page.status_code == 200
    work[0].refresh_from_db()
    assert work[0].owner == editor


def test_work_of_another_union_is_not_handed_over(network, desk, admin, editor, foreigner):
    client = desk(admin)

    assert hand_over(client, editor, network.direct, foreigner).status_code == 404
    assert hand_over(client, foreigner, network.direct, editor).status_code == 404
