"""The pages of a person, asked by union, are those that Wagtail would give, asked one by one."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import GroupPagePermission
from wagtail.permission_policies.pages import PagePermissionPolicy

from pages.models import BasePage
from sites.models import SiteKind, StaffRole
from sites.policies import UnionPagePolicy
from sites.staff import permission_id
from tests.factories.news import column_of, make_article
from tests.factories.sites import Network, UserFactory


def grant(page, *rights):
    group = Group.objects.create(name=f"{page.pk}")
    for right in rights:
        key = permission_id("pages", f"{right}_basepage")
        GroupPagePermission.objects.create(group=group, page=page, permission_id=key)
    user = UserFactory()
    user.groups.add(group)
    return user


def roles_of_two(network):
    user = UserFactory.with_role(network.county, StaffRole.EDITOR)
    group = UserFactory.with_role(network.direct, StaffRole.ADMIN).groups.get()
    user.groups.add(group)
    return user


PEOPLE = {
    "an editor": lambda network: UserFactory.with_role(network.county, StaffRole.EDITOR),
    "roles in two unions": roles_of_two,
    "one site only": lambda network: grant(
        Network.site(network.county, SiteKind.NEWS).root_page, "change", "publish"
    ),
    "one column only": lambda network: grant(column_of(network.county), "change"),
    "adding only": lambda network: grant(column_of(network.county), "add"),
    "the root": lambda network: grant(BasePage.objects.get(depth=1), "change"),
    "a first page without a union": lambda network: grant(
        BasePage.objects.get(depth=1).add_child(instance=BasePage(title="无主", slug="wuzhu")),
        "change",
    ),
    "nobody": lambda network: UserFactory(),
}


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("action", ["add", "change", "publish"])
def test_the_list_agrees_with_wagtails_answer_for_each_page(network, who, action):
    make_article(network.county, "别人写的")
    user = PEOPLE[who](network)
    make_article(network.county, "自己写的", owner=user)

    listed = UnionPagePolicy().instances_user_has_any_permission_for(user, {action})

    wagtail = PagePermissionPolicy()
    assert set(listed) == {
        page
        for page in BasePage.objects.all()
        if wagtail.user_has_permission_for_instance(user, action, page)
    }


@pytest.mark.parametrize("who", PEOPLE)
def test_the_explorer_shows_what_wagtails_would(network, who):
    user = PEOPLE[who](network)
    ours, wagtails = UnionPagePolicy(), PagePermissionPolicy()
    if who == "nobody":
        assert not ours.explorable_instances(user).exists()
        return

    assert set(ours.explorable_instances(user)) == set(wagtails.explorable_instances(user))
