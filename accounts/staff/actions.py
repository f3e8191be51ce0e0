"""Changes to the staff of a union: inviting, posts, closing and opening accounts, handing over."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail import hooks

from accounts.actions import shut_out
from accounts.policies import is_security_officer
from accounts.staff.errors import StaffError
from accounts.staff.policies import administered_unions, owns_account, people_managed
from accounts.staff.queries import colleagues, roles_in
from audit.actions import record
from pages.models import BasePage
from sites.models import Organisation, StaffGroup, StaffRole
from sites.network_roles import (
    NetworkRole,
    may_stand_together,
    network_group,
    network_roles_of,
)


@transaction.atomic
def invite(
    *,
    username: str,
    name: str,
    email: str,
    organisation: Organisation | None,
    roles: Iterable[str],
    by: Any,
    network: Iterable[str] = (),
) -> Any:
    """Open an account with posts in one union, or with network-wide roles.

    It has no password until its owner sets one.
    """
    roles, network = known_roles(roles), known_network_roles(network)
    if organisation is not None:
        require_administrator(by, organisation)
        require_own_post(by, organisation, roles)
    if network:
        require_officer(by)
    if not network and not (organisation and roles):
        raise StaffError(_("请选择至少一个岗位。"))
    require_apart(network, serves_unions=bool(roles))
    person = get_user_model()(username=username, first_name=name, email=email)
    person.set_unusable_password()
    person.save()
    after = {"union": organisation.name if organisation else ""}
    record("staff.invite", subject=person, user=by, after=after)
    if organisation is not None:
        person.groups.add(*groups_of(organisation, roles))
    person.groups.add(*(network_group(role) for role in network))
    return person


@transaction.atomic
def set_roles(
    person: Any, *, organisation: Organisation, roles: Iterable[str], by: Any
) -> list[str]:
    """Give a person exactly these posts in one union; what they hold elsewhere stays.

    Who gives a right or takes one stands in the audit log by the change of groups itself.
    """
    require_administrator(by, organisation)
    require_other(by, person)
    person = locked(person, by)
    wanted, held = known_roles(roles), roles_in(person, organisation)
    gone = [role for role in held if role not in wanted]
    require_own_post(by, organisation, [role for role in wanted if role not in held])
    require_apart(network_roles_of(person), serves_unions=bool(wanted))
    if StaffRole.ADMIN in gone:
        require_another_administrator(organisation, but=person)
    person.groups.add(*groups_of(organisation, [role for role in wanted if role not in held]))
    person.groups.remove(*groups_of(organisation, gone))
    return wanted


@transaction.atomic
def set_network_roles(person: Any, *, roles: Iterable[str], by: Any) -> list[str]:
    """Give a person exactly these network-wide roles; security officers only."""
    require_officer(by)
    require_other(by, person)
    person = locked(person, by)
    wanted, held = known_network_roles(roles), network_roles_of(person)
    require_apart(wanted, serves_unions=StaffGroup.objects.filter(group__user=person).exists())
    if NetworkRole.SECURITY in held and NetworkRole.SECURITY not in wanted:
        require_another_officer(but=person)
    person.groups.add(*(network_group(role) for role in wanted if role not in held))
    person.groups.remove(*(network_group(role) for role in held if role not in wanted))
    return wanted


@transaction.atomic
def disable(person: Any, *, reason: str, by: Any) -> None:
    """Close an account: its sessions end at once and nobody can sign in with it. Its posts stay."""
    require_account(by, person)
    person = locked(person, by)
    for post in StaffGroup.objects.filter(group__user=person, role=StaffRole.ADMIN):
        require_another_administrator(post.organisation, but=person)
    if NetworkRole.SECURITY in network_roles_of(person):
        require_another_officer(but=person)
    person.is_active = False
    person.save(update_fields=["is_active"])
    shut_out(person)
    record("staff.disable", subject=person, user=by, after={"reason": reason})


@transaction.atomic
def enable(person: Any, *, by: Any) -> None:
    require_account(by, person)
    person = locked(person, by)
    person.is_active = True
    person.save(update_fields=["is_active"])
    record("staff.enable", subject=person, user=by)


@transaction.atomic
def hand_over(person: Any, *, successor: Any, organisation: Organisation, by: Any) -> int:
    """Give somebody's unfinished work in one union to a colleague; returns how many pages moved.

    Drafts that they own and pages that they have locked. Apps above move what else waits for a
    person: hook ``hand_over_work``, called with (organisation, person, successor).
    """
    require_administrator(by, organisation)
    if not people_managed(by).filter(pk=person.pk).exists():
        raise PermissionDenied
    if not colleagues(organisation, but=person).filter(pk=successor.pk).exists():
        raise StaffError(_("接手的人要是本会在岗的人员。"))
    pages = BasePage.objects.filter(organisation=organisation)
    drafts = pages.filter(owner=person, has_unpublished_changes=True)
    locks = pages.filter(locked_by=person)
    moved = set(drafts.values_list("pk", flat=True)) | set(locks.values_list("pk", flat=True))
    drafts.update(owner=successor)
    locks.update(locked_by=successor)
    for follow in hooks.get_hooks("hand_over_work"):
        follow(organisation, person, successor)
    after = {"union": organisation.name, "to": successor.get_username(), "pages": sorted(moved)}
    record("staff.hand_over", subject=person, user=by, after=after)
    return len(moved)


def record_link(person: Any, *, by: Any) -> None:
    """That a link to set a password was made; the link itself is kept nowhere."""
    require_account(by, person)
    if not person.is_active:
        raise StaffError(_("账号已停用，先启用再给链接。"))
    record("staff.password_link", subject=person, user=by)


def locked(person: Any, by: Any) -> Any:
    """The account, held until the end of the transaction; one that isn't managed is refused."""
    managed = people_managed(by).filter(pk=person.pk)
    found = managed.select_for_update(of=("self",)).first()
    if found is None:
        raise PermissionDenied
    return found


def known_roles(roles: Iterable[str]) -> list[str]:
    given = set(roles)
    if not given <= set(StaffRole.values):
        raise PermissionDenied
    return [role for role in StaffRole.values if role in given]


def known_network_roles(roles: Iterable[str]) -> list[str]:
    given = set(roles)
    if not given <= set(NetworkRole.values):
        raise PermissionDenied
    return [role for role in NetworkRole.values if role in given]


def groups_of(organisation: Organisation, roles: Iterable[str]) -> list[Any]:
    posts = StaffGroup.objects.filter(organisation=organisation, role__in=list(roles))
    return [post.group for post in posts.select_related("group")]


def require_administrator(by: Any, organisation: Organisation) -> None:
    if not by.is_active or not administered_unions(by).filter(pk=organisation.pk).exists():
        raise PermissionDenied


def require_own_post(by: Any, organisation: Organisation, given: Iterable[str]) -> None:
    """Who stands in for an administrator makes no other: that would outlive the standing in."""
    if StaffRole.ADMIN not in given or is_security_officer(by):
        return
    posts = StaffGroup.objects.filter(organisation=organisation, role=StaffRole.ADMIN)
    if not posts.filter(group__user=by).exists():
        raise StaffError(_("代理站点管理员期间，不能任命站点管理员。"))


def require_officer(by: Any) -> None:
    if not is_security_officer(by):
        raise PermissionDenied


def require_apart(network: Iterable[str], *, serves_unions: bool) -> None:
    if not may_stand_together(network, serves_unions=serves_unions):
        raise StaffError(
            _("系统管理员、安全保密管理员、安全审计员由三个人分别担任，也不兼其他岗位。")
        )


def require_other(by: Any, person: Any) -> None:
    if by.pk == person.pk:
        raise StaffError(_("自己的岗位和账号请另一位管理员办理。"))


def require_account(by: Any, person: Any) -> None:
    require_other(by, person)
    if not owns_account(by, person):
        raise PermissionDenied


def require_another_administrator(organisation: Organisation, *, but: Any) -> None:
    """A union keeps somebody who looks after it. Two who resign at once wait for each other."""
    post = StaffGroup.objects.select_for_update().get(
        organisation=organisation, role=StaffRole.ADMIN
    )
    others = get_user_model().objects.filter(groups=post.group_id, is_active=True)
    if not others.exclude(pk=but.pk).exists():
        text = _("%(union)s只剩这一位站点管理员，请先另指定一位。")
        raise StaffError(text % {"union": organisation.short_name})


def require_another_officer(*, but: Any) -> None:
    group = network_group(NetworkRole.SECURITY)
    Group.objects.select_for_update().get(pk=group.pk)
    others = get_user_model().objects.filter(groups=group, is_active=True)
    if not others.exclude(pk=but.pk).exists():
        raise StaffError(_("只剩这一位安全保密管理员，请先另指定一位。"))
