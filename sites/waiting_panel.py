"""What waits for a person, on the first screen of the desk."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from wagtail import hooks
from wagtail.admin.ui.components import Component

from sites.gate import Scope
from sites.waiting import Line, Waiting, by_due_time, waiting_for


class WaitingPanel(Component):
    """Everything with a deadline by its time, then each kind with its count and the way to all."""

    name = "waiting"
    template_name = "sites/admin/waiting_panel.html"
    order = 40

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        waiting = waiting_for(user)
        due = by_due_time(waiting, timezone.now())
        return {
            "due": [(row, row_url(row.kind, row.line)) for row in due],
            "kinds": [with_links(row) for row in waiting],
            "is_staff": bool(waiting) or Scope.of(user).is_staff,
        }


def list_url(kind: Any) -> str:
    return reverse(kind.list_url) + kind.list_query


def row_url(kind: Any, line: Line) -> str:
    """A kind whose lines have no screen of their own leads to its list."""
    return reverse(kind.row_url, args=[line.key]) if kind.row_url else list_url(kind)


def with_links(row: Waiting) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "count": row.count,
        "url": list_url(row.kind),
        "lines": [(line, row_url(row.kind, line)) for line in row.lines],
    }


@hooks.register("construct_homepage_panels")
def begin_with_what_waits(request: Any, panels: list[Any]) -> None:
    panels.append(WaitingPanel())
