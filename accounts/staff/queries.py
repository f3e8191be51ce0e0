"""Reads for the staff screens."""

from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from accounts.policies import is_security_officer
from accounts.queries import locking_attempts
from accounts.staff.policies import administered_unions, memberships, people_managed
from sites.models import Organisation, StaffGroup, StaffRole, StandIn
from sites.network_roles import ROLE_OF_GROUP, NetworkRole


@dataclass(frozen=True)
class UnionPosts:
    """The posts of one person in one union."""

    organisation: Organisation
    roles: list[str]


def staff_listed(by: Any) -> QuerySet[Any]:
    """The people on the staff screen with what its columns say; queries don't grow with the rows.

    ``shown_groups``: their posts in the unions of ``by`` only, with the unions; for security
    officers also their network-wide groups. ``shown_stand_ins``: whom they stand in for today.
    """
    groups = shown_groups(by)
    shown = groups.select_related("staff_group__organisation").order_by(
        "staff_group__organisation__path", "staff_group__pk"
    )
    deputised = (
        StandIn.objects.in_force()
        .filter(post__organisation__in=administered_unions(by).values("pk"))
        .select_related("absent", "post")
        .order_by("last_date", "pk")
    )
    elsewhere = memberships().exclude(group__in=groups.values("pk"))
    return (
        people_managed(by)
        .annotate(
            has_second_factor=Exists(
                Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
            ),
            is_locked=Exists(locking_attempts().filter(username=OuterRef("username"))),
            serves_elsewhere=Exists(elsewhere),
        )
        .prefetch_related(
            Prefetch("groups", queryset=shown, to_attr="shown_groups"),
            Prefetch("stand_ins", queryset=deputised, to_attr="shown_stand_ins"),
        )
        .order_by("username", "pk")
    )


def shown_groups(by: Any) -> QuerySet[Group]:
    if is_security_officer(by):
        return Group.objects.filter(Q(staff_group__isnull=False) | Q(name__in=list(ROLE_OF_GROUP)))
    unions = administered_unions(by).values("pk")
    return Group.objects.filter(staff_group__organisation__in=unions)


def matching(people: QuerySet[Any], by: Any, words: str) -> QuerySet[Any]:
    """By account and name, and by the names of the unions of ``by``."""
    unions = administered_unions(by).filter(Q(name__icontains=words) | Q(slug=words))
    within = memberships().filter(group__staff_group__organisation__in=unions.values("pk"))
    found: Any = Q(username__icontains=words) | Q(first_name__icontains=words) | Exists(within)
    if is_security_officer(by):
        found |= Exists(memberships().filter(group__name=words))
    return people.filter(found | Q(last_name__icontains=words))


def posts_by_union(person: Any) -> list[UnionPosts]:
    """The shown posts of somebody from ``staff_listed``, union by union."""
    unions: dict[Organisation, list[str]] = {}
    posts = [group.staff_group for group in person.shown_groups if hasattr(group, "staff_group")]
    for post in posts:
        unions.setdefault(post.organisation, []).append(post.get_role_display())
    return [UnionPosts(organisation, roles) for organisation, roles in unions.items()]


def shown_network_roles(person: Any) -> list[Any]:
    """The names of the shown network-wide roles of somebody from ``staff_listed``."""
    roles = (ROLE_OF_GROUP.get(group.name) for group in person.shown_groups)
    return [NetworkRole(role).label for role in roles if role]


def roles_in(person: Any, organisation: Organisation) -> list[str]:
    """What a person holds themselves in that union, in the order of the roles."""
    held = StaffGroup.objects.filter(organisation=organisation, group__user=person)
    roles = set(held.values_list("role", flat=True))
    return [role for role in StaffRole.values if role in roles]


def colleagues(organisation: Organisation, *, but: Any) -> QuerySet[Any]:
    """The other active people with a post in that union."""
    posts = StaffGroup.objects.filter(organisation=organisation)
    return (
        get_user_model()
        .objects.filter(groups__staff_group__in=posts, is_active=True)
        .exclude(pk=but.pk)
        .order_by("username", "pk")
        .distinct()
    )
