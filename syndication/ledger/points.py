"""What an adoption counts for."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from syndication.models import Outlet

NOTHING = Decimal(0)


@dataclass(frozen=True)
class Adopted:
    """So many adoptions of one union and author at one outlet."""

    union_id: int
    author: str
    outlet_id: int | None
    is_brief: bool
    count: int


class PointTable:
    """The outlets of the network with their weights; one query.

    A site whose tier has no outlet counts nothing, and its adoptions are still counted.
    """

    def __init__(self, outlets: Iterable[Outlet] | None = None) -> None:
        self.outlets = list(Outlet.objects.all() if outlets is None else outlets)
        self.by_id = {outlet.pk: outlet for outlet in self.outlets}
        self.by_tier = {row.tier: row for row in self.outlets if row.kind == Outlet.Kind.NETWORK}

    def network_outlet(self, tier: str) -> int | None:
        outlet = self.by_tier.get(tier)
        return outlet.pk if outlet else None

    def points(self, adopted: Adopted) -> Decimal:
        outlet = self.by_id.get(adopted.outlet_id) if adopted.outlet_id else None
        if outlet is None:
            return NOTHING
        return adopted.count * (outlet.brief_weight if adopted.is_brief else outlet.weight)

    def fee(self, adopted: Adopted) -> Decimal:
        """Yuan."""
        outlet = self.by_id.get(adopted.outlet_id) if adopted.outlet_id else None
        return self.points(adopted) * outlet.fee_per_point if outlet else NOTHING
