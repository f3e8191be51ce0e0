"""Nobody meets another union's things, whatever screen they open and whatever number they type."""

import pytest
from django.conf import settings

from accounts.models import StaffSession
from sites.models import StaffGroup, StaffRole
from sites.network_roles import NetworkRole, network_group
from sites.sharing import share_image
from tests.factories.sites import UserFactory
from tests.sites.gate.crawl import PLAIN, QUERIES, Marked, addresses, gate_opens, shows_mark

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("menu_drawn_once")]
FAILED = 500
SESSION = settings.SESSION_COOKIE_NAME
# Wagtail 8.0 takes for granted that this form has its field.
WAGTAILS = [("wagtailadmin_choose_page_external_link", "/admin/choose-external-link/")]
# So many addresses show the mark to those whose it is: or the walk would prove nothing.
SEEN_BY_OWN_STAFF = 60


@pytest.fixture
def marked(network):
    return Marked(network.direct)


def walk(client, user, marked, *, only="", queries=QUERIES):
    """Addresses that show the mark, those that fail, and how many opened.

    Where the gate refuses nothing else is asked: it does so for most addresses.
    """
    client.raise_request_exception = False
    shown, failed, opened = [], [], 0
    for name, path in addresses(marked, queries):
        if only not in path or not gate_opens(user, path):
            continue
        response = client.get(path, follow=True)
        opened += response.status_code == 200
        if response.status_code >= FAILED:
            failed.append((name, path))
        elif shows_mark(response):
            shown.append((name, path))
    return shown, failed, opened


# Lists are asked with each query by somebody who sees what any role sees, and plainly by one of each.
WALKERS = [(StaffRole.values, QUERIES), *(([role], PLAIN) for role in StaffRole.values)]


@pytest.mark.parametrize(("roles", "queries"), WALKERS, ids=["ALL", *StaffRole.values])
def test_no_role_of_another_union_sees_any_of_it(network, desk, marked, roles, queries):
    user = UserFactory()
    for post in StaffGroup.objects.filter(organisation=network.county, role__in=roles):
        user.groups.add(post.group)

    shown, failed, opened = walk(desk(user), user, marked, queries=queries)

    assert shown == []
    assert failed == []
    assert opened > 40


def test_what_the_gate_refuses_is_not_there(network, desk, marked):
    """The other walks leave out what the gate refuses; here it is asked for all the same."""
    user = UserFactory.with_role(network.county, StaffRole.ADMIN)
    client = desk(user)
    refused = [path for _name, path in addresses(marked) if not gate_opens(user, path)]

    answers = {path: client.get(path) for path in refused}

    assert [path for path, answer in answers.items() if answer.status_code != 404] == []
    assert [path for path, answer in answers.items() if shows_mark(answer)] == []
    assert len(refused) > 1000


def test_a_shared_picture_is_in_the_chooser_and_nowhere_else(network, desk, marked):
    share_image(marked.image)

    user = UserFactory.with_role(network.county, StaffRole.ADMIN)
    shown, failed, _opened = walk(desk(user), user, marked, only="image")  # others as before

    assert {name.partition(":")[0] for name, _path in shown} == {"wagtailimages_chooser"}
    assert failed == []


def test_an_upper_union_sees_what_was_handed_up_and_nothing_else(network, desk, marked):
    user = UserFactory.with_role(network.province, StaffRole.ADMIN)
    shown, failed, _opened = walk(desk(user), user, marked)

    assert {name for name, _path in shown} <= {"syndication_reading", "syndication_inbox"}
    assert failed == []


def test_nothing_of_it_can_be_changed_by_posting_to_any_address(network, desk, marked):
    user = UserFactory.with_role(network.county, StaffRole.ADMIN)
    client = desk(user)
    client.raise_request_exception = False
    before = marked.state()

    answers = {}
    for where in addresses(marked):
        answers[where] = client.post(where[1], marked.form())
        if SESSION not in client.cookies or not session_lives(client):
            client.force_login(user)  # one of the numbers is the walker's own account

    assert marked.state() == before
    assert [where for where, answer in answers.items() if shows_mark(answer)] == []
    assert [where for where, answer in answers.items() if answer.status_code >= FAILED] == WAGTAILS


def session_lives(client):
    return StaffSession.objects.filter(pk=client.cookies[SESSION].value).exists()


MAY_SHOW = {
    NetworkRole.AUDITOR: {"audit_log", "audit_log_results", "audit_export", "audit_sign_ins"},
    NetworkRole.SYSTEM: set(),
}


@pytest.mark.parametrize("role", MAY_SHOW)
def test_an_officer_of_the_network_sees_no_content(network, desk, marked, role):
    user = UserFactory()
    user.groups.add(network_group(role))

    shown, failed, _opened = walk(desk(user), user, marked)

    assert {name for name, _path in shown} <= MAY_SHOW[role]
    assert failed == []


def test_a_security_officer_sees_people_and_no_content(network, desk, marked):
    """The person has the mark in the name: it shows on the staff screens and nowhere else."""
    user = UserFactory()
    user.groups.add(network_group(NetworkRole.SECURITY))

    shown, failed, _opened = walk(desk(user), user, marked)

    assert {name.partition(":")[0] for name, _path in shown} <= {"staff", "account_security"}
    assert failed == []


def test_the_walk_shows_the_mark_to_those_whose_it_is(network, desk, marked):
    user = UserFactory.with_role(network.direct, StaffRole.ADMIN)
    shown, failed, _opened = walk(desk(user), user, marked)

    assert len(shown) >= SEEN_BY_OWN_STAFF
    assert failed == []
