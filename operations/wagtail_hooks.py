"""The clock says that it goes; the system administrator's screen at the desk."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from operations.desk import VIEW_PERMISSION, InstallationView
from operations.models import Mark
from sites.gate import Row, holds
from sites.network_roles import NetworkRole


@hooks.register("clock_tick")
def mark_the_clock() -> None:
    Mark.leave(Mark.Part.CLOCK)


@hooks.register("network_permissions")
def let_system_administrators_look():
    return {NetworkRole.SYSTEM: [tuple(VIEW_PERMISSION.split("."))]}


@hooks.register("register_gate_rows")
def name_the_rows():
    return {"installation": Row(holds(VIEW_PERMISSION))}


@hooks.register("register_admin_urls")
def register_the_screen():
    return [path("installation/", InstallationView.as_view(), name="installation")]


@hooks.register("register_reports_menu_item")
def offer_the_screen():
    return MenuItem(
        _("运行状态"), reverse("installation"), name="installation", icon_name="cogs", order=60
    )
