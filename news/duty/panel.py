"""What of a person's own sites is near its limit, on the first screen of the desk."""

from typing import Any

from wagtail.admin.ui.components import Component

from news.duty.reminders import MOST_UNIONS, near_the_limit
from sites.queries import unions_in_role, unions_served
from sites.staff import WRITERS


class OwnDutyPanel(Component):
    """The worst unions that a person serves, with the way to a new article for who writes."""

    name = "own_duty"
    template_name = "news/admin/duty/panel.html"
    order = 45

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        found = near_the_limit(unions_served(user).open())
        writing = (
            set(unions_in_role(user, WRITERS).values_list("pk", flat=True)) if found else set()
        )
        return {
            "unions": [(row, row.figure.union.pk in writing) for row in found[:MOST_UNIONS]],
            "has_more": len(found) > MOST_UNIONS,
        }
