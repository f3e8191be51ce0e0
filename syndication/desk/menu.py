"""The submenu of the desk for what travels between unions."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, SubmenuMenuItem

menu = Menu(register_hook_name="register_syndication_menu_item")


@hooks.register("register_admin_menu_item")
def register_submenu() -> SubmenuMenuItem:
    return SubmenuMenuItem(_("上下联动"), menu, name="syndication", icon_name="resubmit", order=150)
