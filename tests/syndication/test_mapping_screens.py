"""Where dispatches land, saved recipients, and the network's rules."""

import pytest

from sites.models import StaffRole
from sites.network_roles import operator_group
from syndication.columns import columns_for
from syndication.models import ColumnMapping, Placement, RecipientGroup, Rules
from tests.factories.news import column_of
from tests.factories.sites import UserFactory
from tests.factories.syndication import desk_of, dispatch, make_revised

MAPPING, GROUPS, RULES = (f"/admin/syndication/{name}/" for name in ("columns", "groups", "rules"))


def test_a_union_says_in_which_column_a_code_lands(network, desk):
    other = column_of(network.county, "jiceng")

    desk(desk_of(network.county)).post(MAPPING, {"yaowen": other.pk, "tongzhi": "INBOX"})
    dispatch(make_revised(network.province))

    assert Placement.objects.get(organisation=network.county).column_id == other.pk
    assert columns_for("tongzhi", [network.county.pk]) == {}


def test_going_back_to_the_usual_column_takes_the_mapping_away(network, desk):
    client = desk(desk_of(network.county))
    client.post(MAPPING, {"yaowen": "INBOX"})
    assert ColumnMapping.objects.count() == 1

    client.post(MAPPING, {"yaowen": ""})

    assert not ColumnMapping.objects.exists()


def test_a_column_of_another_union_is_not_taken(network, desk):
    desk(desk_of(network.county)).post(MAPPING, {"yaowen": column_of(network.city).pk})

    assert not ColumnMapping.objects.exists()


PEOPLE = [
    ("city", StaffRole.DESK, True),
    ("city", StaffRole.ADMIN, True),
    ("city", StaffRole.EDITOR, False),
    ("direct", StaffRole.DESK, False),
    ("province", StaffRole.DESK, False),
    ("county", StaffRole.DESK, False),
    (None, None, False),
]


@pytest.mark.parametrize(("place", "role", "may_open"), PEOPLE)
def test_only_its_own_desk_and_admin_arrange_a_union(network, desk, place, role, may_open):
    group = RecipientGroup.objects.create(organisation=network.city, name="各县")
    group.unions.add(network.county)
    union = place and getattr(network, place)
    client = desk(UserFactory.with_role(union, role) if union else UserFactory(username="nobody"))
    own, of_city = f"{GROUPS}{group.pk}/", f"?union={network.city.pk}"

    for url in (MAPPING + of_city, GROUPS + of_city, f"{GROUPS}new/{of_city}", own):
        assert (client.get(url).status_code == 200) is may_open
    client.post(MAPPING + of_city, {"yaowen": "INBOX"})
    client.post(own, {"act": "delete"})

    assert ColumnMapping.objects.exists() is may_open
    assert RecipientGroup.objects.exists() is not may_open


def test_a_group_holds_only_unions_below(network, desk):
    keys = [network.county.pk, network.direct.pk, network.city.pk]

    desk(desk_of(network.city)).post(
        f"{GROUPS}new/", {"act": "save", "name": "各县", "unions": keys}
    )

    assert list(RecipientGroup.objects.get().unions.all()) == [network.county]


def test_two_groups_of_a_union_have_different_names(network, desk):
    client = desk(desk_of(network.city))
    for _n in range(2):
        page = client.post(
            f"{GROUPS}new/", {"act": "save", "name": "各县", "unions": [network.county.pk]}
        )

    assert "已经有同名的分组" in page.content.decode()
    assert RecipientGroup.objects.count() == 1


def test_operators_set_the_rules(network, desk, operator):
    desk(operator).post(RULES, {"reminder_hours": 48})

    rules = Rules.current()
    assert (rules.skips_tiers, rules.reminder_hours) == (False, 48)
    assert operator_group().permissions.filter(codename="change_rules").exists()


@pytest.mark.parametrize("role", list(StaffRole))
def test_nobody_else_sets_the_rules(network, desk, role):
    client = desk(UserFactory.with_role(network.province, role))

    assert client.get(RULES).status_code == 404
    client.post(RULES, {"reminder_hours": 48})

    assert not Rules.objects.exists()


def test_the_menu_shows_each_what_is_theirs(network, desk, operator):
    def menu(user):
        return desk(user).get("/admin/").content.decode()

    county, province = menu(desk_of(network.county)), menu(desk_of(network.province))
    assert "syndication/receipts/" in county
    assert "syndication/dispatches/" not in county
    assert "syndication/dispatches/" in province
    assert "syndication/receipts/" not in province
    assert "syndication/rules/" in menu(operator)
    reviewer = menu(UserFactory.with_role(network.county, StaffRole.REVIEWER))
    assert "syndication/outbox/" in reviewer
    assert "syndication/receipts/" not in reviewer
    assert "syndication/rules/" not in reviewer
