"""The submenu 上下联动; its items come by the hook ``register_syndication_menu_item``."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, SubmenuMenuItem

syndication_menu = Menu(register_hook_name="register_syndication_menu_item")


@hooks.register("register_admin_menu_item")
def register_syndication_menu():
    return SubmenuMenuItem(
        _("上下联动"), syndication_menu, name="syndication", icon_name="resubmit", order=60
    )
