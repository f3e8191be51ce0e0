"""What operators of the network meet first at the desk."""

from typing import Any

from django.db.models import Count, Exists, OuterRef
from wagtail.admin.ui.components import Component

from sites.models import Organisation, OrganisationQuerySet, StaffGroup, StaffRole

NAMED = 8


def without_administrator() -> OrganisationQuerySet:
    """Open unions that nobody looks after, in tree order."""
    administered = StaffGroup.objects.filter(
        organisation=OuterRef("pk"), role=StaffRole.ADMIN, group__user__is_active=True
    )
    return Organisation.objects.open().exclude(Exists(administered))


class NetworkPanel(Component):
    """How many unions there are in each state, the way to them, and those nobody looks after."""

    name = "network"
    template_name = "sites/admin/network_panel.html"
    order = 40

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        rows = Organisation.objects.order_by().values("status").annotate(count=Count("pk"))
        counts = {row["status"]: row["count"] for row in rows}
        lonely = list(without_administrator()[: NAMED + 1])
        return {
            "total": sum(counts.values()),
            "states": [
                (label, counts[value])
                for value, label in Organisation.Status.choices
                if counts.get(value)
            ],
            "lonely": lonely[:NAMED],
            "has_more": len(lonely) > NAMED,
        }
