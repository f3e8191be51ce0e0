"""Choosing recipients on the organisation tree."""

from dataclasses import asdict, dataclass, field
from typing import Any

from django.db.models import Q

from sites.models import Organisation, Tier
from sites.queries import OrganisationQuerySet
from syndication.models import RecipientGroup


@dataclass(frozen=True)
class Selection:
    """A rule for recipients among the unions below a sender; all lists hold keys.

    Chosen is who is named by any of the parts, minus ``exceptions``.
    """

    everyone: bool = False
    tiers: list[str] = field(default_factory=list)
    direct_counties: bool = False
    subtrees: list[int] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)
    unions: list[int] = field(default_factory=list)
    exceptions: list[int] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Selection":
        """Unknown keys are refused: a rule that is not understood would reach too many."""
        return cls(**data)


def possible_recipients(sender: Organisation) -> OrganisationQuerySet:
    """The open unions below the sender, in tree order."""
    return Organisation.objects.within(sender).open().exclude(pk=sender.pk)


def resolve(selection: Selection, sender: Organisation) -> OrganisationQuerySet:
    """The unions that a rule names now, in tree order. Foreign keys in it name nobody."""
    below = possible_recipients(sender)
    if selection.everyone:
        return below.exclude(pk__in=selection.exceptions)
    chosen = Q(pk__in=selection.unions)
    if selection.tiers:
        chosen |= Q(tier__in=selection.tiers)
    if selection.direct_counties:
        chosen |= Q(tier=Tier.COUNTY, depth=2)
    if selection.subtrees:
        for head in Organisation.objects.within(sender).filter(pk__in=selection.subtrees):
            chosen |= Q(path__startswith=head.path)
    if selection.groups:
        groups = RecipientGroup.objects.filter(organisation=sender, pk__in=selection.groups)
        chosen |= Q(pk__in=groups.values("unions"))
    return below.filter(chosen).exclude(pk__in=selection.exceptions)


def possible_upper_unions(organisation: Organisation, *, skips_tiers: bool) -> OrganisationQuerySet:
    """To whom a union may submit: the one right above and, by the network's rule, all above."""
    above = Organisation.objects.open().above(organisation)
    if skips_tiers or not organisation.upper_paths:
        return above
    return above.filter(path=organisation.upper_paths[-1])
