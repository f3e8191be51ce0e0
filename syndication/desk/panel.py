"""What waits for a person, on the first screen of the desk."""

from typing import Any

from django.urls import reverse
from wagtail import hooks
from wagtail.admin.ui.components import Component

from syndication.policies import unions_read
from syndication.waiting import Waiting, waiting_for


class WaitingPanel(Component):
    """Each kind with its count and its most urgent lines, and the way to all of them."""

    name = "waiting"
    template_name = "syndication/admin/waiting_panel.html"
    order = 40

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        waiting = waiting_for(user)
        is_staff = bool(waiting) or unions_read(user).exists()
        return {"kinds": [with_links(row) for row in waiting], "is_staff": is_staff}


def with_links(row: Waiting) -> dict[str, Any]:
    kind = row.kind
    return {
        "kind": kind,
        "count": row.count,
        "url": reverse(kind.list_url),
        "lines": [
            (line, reverse(kind.row_url, args=[line.key]) if kind.row_url else "")
            for line in row.lines
        ],
    }


@hooks.register("construct_homepage_panels")
def begin_with_what_waits(request: Any, panels: list[Any]) -> None:
    panels.append(WaitingPanel())
