"""The submenu of the desk for what travels between unions, with a counter of what waits."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, SubmenuMenuItem
from wagtail.admin.ui.sidebar import SubMenuItem

from sites.desk import person
from sites.waiting import Moment, count_waiting
from syndication.waiting import KINDS

MOST_SHOWN = 99

menu = Menu(register_hook_name="register_syndication_menu_item")


class CountingMenuItem(SubmenuMenuItem):
    """Says how much waits for the person; hidden from whom each of its items is hidden."""

    def render_component(self, request: HttpRequest) -> SubMenuItem:
        component = super().render_component(request)
        component.label = f"{self.label}{counter(request)}"
        return component


def counter(request: HttpRequest) -> str:
    """What is put behind the label; nothing when nothing waits."""
    count = sum(count_waiting(Moment.of(person(request)), among=KINDS).values())
    if not count:
        return ""
    return f"（{count}）" if count <= MOST_SHOWN else f"（{MOST_SHOWN}+）"


@hooks.register("register_admin_menu_item")
def register_submenu() -> Any:
    return CountingMenuItem(
        _("上下联动"), menu, name="syndication", icon_name="resubmit", order=150
    )
