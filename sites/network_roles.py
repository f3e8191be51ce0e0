"""Roles of the whole network: the operators, and the three officers who keep each other honest.

三员分立: the system administrator sees that the installation works, the security officer keeps
accounts and rights, the auditor reads what both did. Nobody is two of them, nor one of them and
something else, so none can do a thing and hide it.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from pages.models import BasePage
from sites.models import StaffRole
from sites.staff import MEDIA_RIGHTS, PAGE_RIGHTS, permission_id


class NetworkRole(models.TextChoices):
    OPERATOR = "OPERATOR", _("网络运营")
    SYSTEM = "SYSTEM", _("系统管理员")
    SECURITY = "SECURITY", _("安全保密管理员")
    AUDITOR = "AUDITOR", _("安全审计员")


# Groups are found by their names, which are in the network's first language.
GROUP_NAMES: dict[str, str] = {
    NetworkRole.OPERATOR: "网络运营",
    NetworkRole.SYSTEM: "系统管理员",
    NetworkRole.SECURITY: "安全保密管理员",
    NetworkRole.AUDITOR: "安全审计员",
}
OPERATOR_GROUP = GROUP_NAMES[NetworkRole.OPERATOR]
ROLE_OF_GROUP = {name: role for role, name in GROUP_NAMES.items()}
OFFICERS = (NetworkRole.SYSTEM, NetworkRole.SECURITY, NetworkRole.AUDITOR)
OFFICER_GROUPS = tuple(GROUP_NAMES[role] for role in OFFICERS)


def network_group(role: str) -> Group:
    """The group of a network-wide role, with all its rights; made, or completed, when asked for.

    Apps name what their screens ask for: hook ``network_permissions``, a function that returns
    {role: [(app label, codename), …]}.
    """
    group, _created = Group.objects.get_or_create(name=GROUP_NAMES[role])
    named = [("wagtailadmin", "access_admin")]
    for permissions in hooks.get_hooks("network_permissions"):
        named += permissions().get(role, [])
    group.permissions.add(*(permission_id(*permission) for permission in named))
    if role == NetworkRole.OPERATOR:
        let_run_all_pages(group)
    return group


def operator_group() -> Group:
    """The group of those who run the network: the organisation tree and all its pages."""
    return network_group(NetworkRole.OPERATOR)


def network_groups() -> list[Group]:
    """The groups of all network-wide roles."""
    return [network_group(role) for role in NetworkRole.values]


def let_run_all_pages(group: Group) -> None:
    root = BasePage.objects.get(depth=1)
    for right in PAGE_RIGHTS[StaffRole.ADMIN]:
        GroupPagePermission.objects.get_or_create(
            group=group, page=root, permission_id=permission_id("pages", f"{right}_basepage")
        )
    for app_label, codename in MEDIA_RIGHTS:
        GroupCollectionPermission.objects.get_or_create(
            group=group,
            collection=Collection.get_first_root_node(),
            permission_id=permission_id(app_label, codename),
        )


def network_roles_of(person: Any) -> list[str]:
    """The network-wide roles that a person holds, in their order; one query."""
    names = set(person.groups.filter(name__in=list(ROLE_OF_GROUP)).values_list("name", flat=True))
    return [role for role in NetworkRole.values if GROUP_NAMES[role] in names]


def may_stand_together(network: Iterable[str], *, serves_unions: bool) -> bool:
    """Whether one person may hold these: one of the three officers holds nothing besides."""
    held = set(network)
    return not held & set(OFFICERS) or (len(held) == 1 and not serves_unions)
