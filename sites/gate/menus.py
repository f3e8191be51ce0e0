"""Menus without the entries that lead to a screen which the person may not open."""

from typing import Any

from django.urls import Resolver404, resolve
from wagtail import hooks

from sites.gate.middleware import DESK, table
from sites.gate.scope import Scope


def leads_somewhere(url: str, scope: Scope) -> bool:
    """Whether the gate would let the person in; addresses outside the desk are left alone."""
    try:
        row = table().get(resolve(url.partition("?")[0]).view_name)
    except Resolver404:
        return True
    return row is not None and row.who(scope)


def drop_dead_ends(request: Any, items: list[Any]) -> None:
    if request.user.is_superuser:
        return
    scope = Scope.of(request.user)
    items[:] = [
        item for item in items if not item.url.startswith(DESK) or leads_somewhere(item.url, scope)
    ]


for menu in ("construct_main_menu", "construct_reports_menu", "construct_settings_menu"):
    hooks.register(menu, drop_dead_ends)


@hooks.register("construct_help_menu")
def stay_in_the_house(request: Any, items: list[Any]) -> None:
    """Wagtail's own help is in English and elsewhere."""
    items[:] = [item for item in items if not item.url.startswith(("http:", "https:"))]
