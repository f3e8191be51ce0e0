"""The organisation tree, the sites of each union, and what hangs on them."""

from sites.models.media import MediaCollection, SharedImage
from sites.models.mourning import MourningPeriod, MourningQuerySet
from sites.models.organisation import (
    TIER_ORDER,
    Organisation,
    OrganisationManager,
    OrganisationQuerySet,
    Tier,
)
from sites.models.oversight import Oversight
from sites.models.site import HostAlias, OrganisationSite, SiteKind
from sites.models.staff import StaffGroup, StaffRole
from sites.models.stand_in import StandIn

__all__ = [
    "TIER_ORDER",
    "HostAlias",
    "MediaCollection",
    "MourningPeriod",
    "MourningQuerySet",
    "Organisation",
    "OrganisationManager",
    "OrganisationQuerySet",
    "OrganisationSite",
    "Oversight",
    "SharedImage",
    "SiteKind",
    "StaffGroup",
    "StaffRole",
    "StandIn",
    "Tier",
]
