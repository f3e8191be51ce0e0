"""What those who hold no role in a union meet first at the desk: the ways to their own screens."""

from typing import Any

from wagtail import hooks
from wagtail.admin.menu import reports_menu, settings_menu
from wagtail.admin.ui.components import Component

from sites.gate import Scope


class OfficerPanel(Component):
    """The officers of the network have a handful of screens, two menus deep; here they lie open."""

    name = "officer"
    template_name = "sites/admin/officer_panel.html"
    order = 40

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        request = parent_context["request"]
        return {
            "items": [
                item
                for menu in (reports_menu, settings_menu)
                for item in menu.menu_items_for_request(request)
            ]
        }


@hooks.register("construct_homepage_panels")
def begin_with_own_screens(request: Any, panels: list[Any]) -> None:
    if not Scope.of(request.user).is_staff:
        panels.append(OfficerPanel())
