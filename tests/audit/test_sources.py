"""What is written down: Wagtail's own acts, signing in and out, rights, watched tables."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.test import Client, RequestFactory
from wagtail.log_actions import LogContext, log

from audit.context import answering, client_address
from audit.models import AuditEntry
from sites.models import StaffGroup, StaffRole
from syndication.models import Rules
from tests.factories.news import make_article
from tests.factories.sites import UserFactory
from tests.factories.syndication import desk_of, dispatch, make_revised


def last(act):
    return AuditEntry.objects.filter(act=act).order_by("-pk").first()


def test_an_act_that_wagtail_logs_stands_in_the_audit_log(network):
    user = UserFactory(first_name="丽", last_name="王")
    article = make_article(network.county, "工会送清凉")

    log(article, "wagtail.lock", user=user, data={"reason": "核对"})

    entry = last("wagtail.lock")
    assert (entry.user_id, entry.user_name) == (user.pk, f"{user.username} 丽 王")
    assert (entry.object_type, entry.object_id) == ("news.articlepage", str(article.pk))
    assert entry.object_label == "工会送清凉"
    assert entry.after == {"log": {"reason": "核对"}}


def test_an_edit_tells_what_it_changed(network):
    article = make_article(network.county, "旧标题")
    article.save_revision()
    article.title = "新标题"

    article.save_revision(log_action=True, changed=True, user=UserFactory())

    entry = last("wagtail.edit")
    assert entry.before["title"] == "旧标题"
    assert entry.after["title"] == "新标题"
    assert "path" not in entry.after


def test_a_network_change_is_logged_with_its_fields(network):
    network.county.phone = "0551-6880000"
    network.county.address = "上派镇"
    network.county.save()

    entry = last("row.change")
    assert entry.object_type == "sites.organisation"
    assert entry.after["address"] == "上派镇"


def test_passwords_and_personal_data_are_left_out(network):
    user = UserFactory()
    user.set_password("another-long-password")
    user.email = "li@example.org"
    user.first_name = "身份证 340123199001011234 手机 13812345678"
    user.save()

    entry = last("row.change")
    assert entry.after["password"] == "（不记录）"
    assert entry.after["email"] == "（不记录）"
    assert "340123199001011234" not in str(entry.after)
    assert "13812345678" not in str(entry.after)


def test_signing_in_and_out_is_logged(network, desk):
    user = UserFactory()
    client = desk(user)
    client.logout()

    assert last("account.sign_in").user_id == user.pk
    assert last("account.sign_out").user_id == user.pk


def test_a_failed_attempt_is_logged_without_what_was_typed(network):
    user = UserFactory(username="feixi-editor")
    request = RequestFactory().post("/", REMOTE_ADDR="192.0.2.7")
    with answering(request):
        Client().login(request=request, username="feixi-editor", password="my-secret-word")
        Client().login(request=request, username="my-secret-word", password="x")

    entries = AuditEntry.objects.filter(act="account.sign_in_failed").order_by("-pk")
    assert [entry.object_id for entry in entries] == ["", str(user.pk)]
    assert "my-secret-word" not in str([vars(entry) for entry in entries])


def test_roles_given_and_taken_are_logged(network):
    user, by = UserFactory(), UserFactory()
    group = StaffGroup.objects.get(organisation=network.county, role=StaffRole.DESK).group
    with LogContext(user=by):
        user.groups.add(group)
        user.groups.clear()

    given, taken = last("rights.grant"), last("rights.revoke")
    assert given.user_id == by.pk
    assert given.after == taken.before == {"group": [group.name]}
    assert given.object_id == str(user.pk)


@pytest.mark.parametrize("from_the_other_side", [False, True])
def test_rights_of_a_group_are_logged(network, from_the_other_side):
    group = Group.objects.create(name="试验")
    permission = Permission.objects.get(codename="add_organisation")
    if from_the_other_side:
        permission.group_set.add(group)
    else:
        group.permissions.set([permission])

    assert "试验" in str(vars(last("rights.grant")))


def test_what_is_rolled_back_leaves_no_entry(network):
    before = AuditEntry.objects.count()
    with transaction.atomic():
        log(network.county, "wagtail.edit", user=UserFactory())
        transaction.set_rollback(True)

    assert AuditEntry.objects.count() == before


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("192.0.2.1", "", "192.0.2.1"),
        ("192.0.2.1", "198.51.100.9", "192.0.2.1"),  # anyone can write this header
        ("10.0.0.1", "198.51.100.9", "198.51.100.9"),
        ("10.0.0.1", "203.0.113.5, 198.51.100.9, 10.0.0.2", "198.51.100.9"),
        ("10.0.0.1", "198.51.100.9, rubbish", "10.0.0.1"),
        ("10.0.0.1", "::ffff:198.51.100.9", "198.51.100.9"),
        ("10.0.0.1", "2001:DB8::1", "2001:db8::1"),
        ("", "198.51.100.9", ""),
    ],
)
def test_the_address_is_believed_only_from_our_own_proxies(settings, peer, forwarded, address):
    settings.TRUSTED_PROXIES = ["10.0.0.0/8"]
    request = RequestFactory().get("/", REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR=forwarded)

    assert client_address(request) == address


def test_a_dispatch_is_one_entry_however_many_unions_it_reaches(network):
    article = make_revised(network.province, column="tongzhi")
    desk = desk_of(network.province)
    before = set(AuditEntry.objects.values_list("pk", flat=True))

    dispatch(article, by=desk)

    added = AuditEntry.objects.exclude(pk__in=before).order_by("pk")
    assert [entry.act for entry in added] == ["syndication.dispatch", "syndication.sent"]
    assert {entry.object_type for entry in added} == {"syndication.dispatch"}
    assert article.placements.count() == 3


def test_the_rules_of_what_travels_are_watched(network):
    rules = Rules.objects.create()

    rules.skips_tiers = False
    rules.save()

    entry = last("row.change")
    assert entry.object_type == "syndication.rules"
    assert entry.after == {"skips_tiers": "False"}
