"""What the duty watch adds to the desk."""

from typing import Any

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from news.duty.views import BoardView, ColumnsView
from news.duty.viewsets import DutyLimitViewSet
from news.duty.waiting import KIND as KIND  # registers itself
from news.outgoing.views import LinksView
from sites.gate import NETWORK, STAFF, Row
from sites.gate.wagtail_rows import VIEWSET, rows
from sites.network_roles import NetworkRole


@hooks.register("register_admin_urls")
def register_screens() -> list[Any]:
    return [
        path("duty/", BoardView.as_view(), name="duty_board"),
        path("duty/columns/", ColumnsView.as_view(), name="duty_columns"),
        path("duty/links/", LinksView.as_view(), name="duty_links"),
    ]


@hooks.register("register_admin_viewset")
def register_limits() -> DutyLimitViewSet:
    return DutyLimitViewSet()


@hooks.register("register_gate_rows")
def name_the_rows() -> dict[str, Row]:
    """The screens ask themselves whose figures a person sees: other unions are a 404 there."""
    return {**rows(STAFF, "duty_", "board columns links"), **rows(NETWORK, "duty-limit:", VIEWSET)}


@hooks.register("network_permissions")
def let_operators_keep_the_limits() -> dict[str, list[tuple[str, str]]]:
    limits = [("news", f"{act}_dutylimit") for act in ("add", "change", "delete", "view")]
    return {NetworkRole.OPERATOR: limits}


@hooks.register("register_admin_menu_item")
def offer_duty_watch() -> MenuItem:
    return MenuItem(
        _("更新监测"), reverse("duty_board"), name="duty-watch", icon_name="date", order=160
    )
