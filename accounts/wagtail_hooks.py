"""The screens of account security and of staff at the desk."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from accounts import views
from accounts.policies import SECURE_PERMISSION
from accounts.staff.oversight_views import ARRANGERS, OversightViewSet
from accounts.staff.oversight_views import SCREENS as OVERSIGHT_SCREENS
from accounts.staff.viewsets import MANAGERS, SCREENS, StaffViewSet
from sites.gate import ANYONE
from sites.gate.wagtail_rows import rows
from sites.network_roles import NetworkRole

ACTS = {
    "account.end_sessions": _("结束登录"),
    "account.unlock": _("解锁账号"),
    "account.reset_second_factor": _("重设第二因素"),
    "account.second_factor_on": _("启用第二因素"),
    "account.second_factor_off": _("停用第二因素"),
    "account.set_password": _("设置密码"),
    "staff.invite": _("新增人员"),
    "staff.disable": _("停用账号"),
    "staff.enable": _("启用账号"),
    "staff.stand_in": _("安排代理"),
    "staff.end_stand_in": _("结束代理"),
    "oversight.give": _("给上级权限"),
    "oversight.end": _("收回上级权限"),
    "staff.hand_over": _("移交工作"),
    "staff.password_link": _("给出设置密码的链接"),
}


@hooks.register("network_permissions")
def let_officers_keep_accounts():
    return {NetworkRole.SECURITY: [tuple(SECURE_PERMISSION.split("."))]}


@hooks.register("register_log_actions")
def register_acts(actions):
    for act, label in ACTS.items():
        actions.register_action(act, label, label)


@hooks.register("register_gate_rows")
def name_the_rows():
    names = "security end_own_sessions end_sessions unlock reset_second_factor"
    return {
        **rows(ANYONE, "account_", names),  # whose accounts: asked by the screens themselves
        **rows(MANAGERS, "staff:", SCREENS),
        **rows(ARRANGERS, "oversight:", OVERSIGHT_SCREENS),
    }


@hooks.register("register_admin_viewset")
def register_staff_screens():
    return StaffViewSet()


@hooks.register("register_admin_viewset")
def register_oversight_screens():
    return OversightViewSet()


@hooks.register("register_admin_urls")
def register_security_urls():
    return [
        path("account-security/", views.AccountSecurityView.as_view(), name="account_security"),
        path("account-security/own/end/", views.end_own_sessions, name="account_end_own_sessions"),
        path("account-security/<int:pk>/end/", views.end_sessions, name="account_end_sessions"),
        path("account-security/<int:pk>/unlock/", views.unlock, name="account_unlock"),
        path(
            "account-security/<int:pk>/second-factor/",
            views.reset_second_factor,
            name="account_reset_second_factor",
        ),
    ]


@hooks.register("register_settings_menu_item")
def register_security_menu_item():
    return MenuItem(
        _("账号安全"),
        reverse("account_security"),
        name="account-security",
        icon_name="key",
        order=650,
    )
