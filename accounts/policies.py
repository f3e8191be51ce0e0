"""Who must have a second factor, and who may look after whose account."""

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, QuerySet

from sites.models import StaffRole
from sites.reach import own_posts

# Whoever holds anything else (desk, administrator, a network-wide group) needs a second factor.
ORDINARY_ROLES = (StaffRole.EDITOR, StaffRole.REVIEWER, StaffRole.CHIEF)
SECURE_PERMISSION = "accounts.secure_accounts"


def must_have_second_factor(user: Any) -> bool:
    """Desks, administrators, the network's own groups and superusers; nobody while switched off.

    Who stands in for one of these needs it for as long.
    """
    if not settings.REQUIRE_SECOND_FACTOR or not user.is_authenticated:
        return False
    if user.is_superuser:
        return True
    if user.groups.exclude(staff_group__role__in=ORDINARY_ROLES).exists():
        return True
    return own_posts(user).exclude(role__in=ORDINARY_ROLES).exists()


def is_security_officer(user: Any) -> bool:
    return user.is_active and user.has_perm(SECURE_PERMISSION)


def people_looked_after(by: Any) -> QuerySet[Any]:
    """The accounts whose sessions a person may end and whose lock they may open.

    A security officer: all but superusers. An administrator of a union: those who hold roles in
    unions only, one of them in a union of theirs. Everybody else: nobody.
    """
    people = get_user_model().objects.order_by("username", "pk")
    if by.is_superuser:
        return people
    if is_security_officer(by):
        return people.filter(is_superuser=False)
    own_unions = own_posts(by).filter(role=StaffRole.ADMIN)
    groups = get_user_model().groups.through.objects.filter(user_id=OuterRef("pk"))
    in_own = groups.filter(group__staff_group__organisation__in=own_unions.values("organisation"))
    beyond = groups.filter(group__staff_group__isnull=True)
    return people.filter(Exists(in_own), ~Exists(beyond), is_superuser=False)


def may_look_after(by: Any, person: Any) -> bool:
    return people_looked_after(by).filter(pk=person.pk).exists()
