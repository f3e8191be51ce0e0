"""Who may send, answer, adopt and take down."""

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db.models import Q

from sites.models import Organisation, StaffRole
from sites.queries import OrganisationQuerySet, holds_role, unions_in_role

# Which roles in a union may do what for it.
ROLES: dict[str, tuple[StaffRole, ...]] = {
    "submit": (StaffRole.EDITOR, StaffRole.DESK),
    "answer": (StaffRole.EDITOR, StaffRole.DESK),  # receipts, placements and pulls
    "judge": (StaffRole.DESK, StaffRole.CHIEF),  # submissions
    "approve": (
        StaffRole.CHIEF,
    ),  # what others propose to show, where the union's rule asks for it
    "dispatch": (StaffRole.DESK,),
    "recall": (StaffRole.DESK, StaffRole.CHIEF),
    "arrange": (StaffRole.DESK, StaffRole.ADMIN),  # column mapping, groups, topic calls
    "read_ledger": (StaffRole.EDITOR, StaffRole.DESK, StaffRole.ADMIN),
    "register": (StaffRole.EDITOR, StaffRole.DESK),  # adoptions elsewhere
    "confirm": (StaffRole.DESK,),  # what the unions below registered
}
READERS = (StaffRole.EDITOR, StaffRole.REVIEWER, StaffRole.CHIEF, StaffRole.DESK, StaffRole.ADMIN)


def may(user: AbstractBaseUser, act: str, organisation: Organisation | int | None) -> bool:
    """Whether a person may do this for a union; one query."""
    if not user.is_active or organisation is None:
        return False
    key = organisation.pk if isinstance(organisation, Organisation) else organisation
    return holds_role(user, key, ROLES[act])


def require(user: AbstractBaseUser, act: str, organisation: Organisation | int | None) -> None:
    """Raise PermissionDenied unless the person may do this for the union."""
    if not may(user, act, organisation):
        raise PermissionDenied


def unions_for(user: AbstractBaseUser, act: str) -> OrganisationQuerySet:
    """The open unions for which a person may do this, in tree order."""
    return unions_in_role(user, ROLES[act]).open()


def unions_read(user: AbstractBaseUser) -> OrganisationQuerySet:
    """The unions whose post a person may read."""
    return unions_in_role(user, READERS)


def confirmable_unions(user: AbstractBaseUser) -> OrganisationQuerySet:
    """Unions whose adoptions elsewhere a person confirms: those below; the top one its own."""
    named = Q(pk__in=[])
    for head in unions_for(user, "confirm"):
        below = Q(path__startswith=head.path)
        named |= below if head.depth == 1 else below & ~Q(pk=head.pk)
    return Organisation.objects.filter(named)
