"""Who manages which staff: an administrator that of the own union, a security officer all."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, QuerySet

from accounts.policies import is_security_officer
from sites.models import Organisation, OrganisationQuerySet, StaffRole
from sites.queries import unions_in_role


def administered_unions(by: Any) -> OrganisationQuerySet:
    """The unions whose posts a person gives and takes, in tree order."""
    if is_security_officer(by):
        return Organisation.objects.all()
    return unions_in_role(by, [StaffRole.ADMIN])


def memberships() -> QuerySet[Any]:
    """The groups of the person of an outer query."""
    return get_user_model().groups.through.objects.filter(user=OuterRef("pk"))


def people_managed(by: Any) -> QuerySet[Any]:
    """The accounts that a person sees on the staff screens; superusers are nobody's staff."""
    people = get_user_model().objects.filter(is_superuser=False)
    if is_security_officer(by):
        return people
    unions = administered_unions(by).values("pk")
    return people.filter(Exists(memberships().filter(group__staff_group__organisation__in=unions)))


def owns_account(by: Any, person: Any) -> bool:
    """Whether the account itself is in these hands: to disable it, to give it a new password link.

    A security officer: every managed account but the own. An administrator: those who serve no
    other union and hold nothing in the network.
    """
    if by.pk == person.pk or not people_managed(by).filter(pk=person.pk).exists():
        return False
    if is_security_officer(by):
        return True
    unions = administered_unions(by).values("pk")
    return not person.groups.exclude(staff_group__organisation__in=unions).exists()
