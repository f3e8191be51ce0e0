"""The auditor's screen at the desk, and the names of the acts that no other app names."""

from django.urls import path, re_path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from audit.policies import may_read_log
from audit.reports import AuditExportView, AuditReportView, SignInReportView

ACTS = {
    "account.sign_in": _("登录"),
    "account.sign_out": _("退出"),
    "account.sign_in_failed": _("登录失败"),
    "rights.grant": _("授予权限"),
    "rights.revoke": _("收回权限"),
    "row.create": _("新增数据"),
    "row.change": _("修改数据"),
    "row.delete": _("删除数据"),
    "audit.export": _("导出审计日志"),
    "audit.prune": _("清理审计日志"),
}


@hooks.register("register_log_actions")
def register_acts(actions):
    for act, label in ACTS.items():
        actions.register_action(act, label, label)


@hooks.register("register_admin_urls")
def register_audit_urls():
    return [
        path("reports/audit/", AuditReportView.as_view(), name="audit_log"),
        path(
            "reports/audit/results/",
            AuditReportView.as_view(results_only=True),
            name="audit_log_results",
        ),
        path("reports/sign-ins/", SignInReportView.as_view(), name="audit_sign_ins"),
        path(
            "reports/sign-ins/results/",
            SignInReportView.as_view(results_only=True),
            name="audit_sign_ins_results",
        ),
        re_path(
            r"^reports/audit/export/(?P<form>csv|jsonl)/$",
            AuditExportView.as_view(),
            name="audit_export",
        ),
    ]


class AuditMenuItem(MenuItem):
    def is_shown(self, request):
        return may_read_log(request.user)


@hooks.register("register_reports_menu_item")
def register_audit_menu_item():
    return AuditMenuItem(
        _("审计日志"), reverse("audit_log"), name="audit-log", icon_name="history", order=50
    )


@hooks.register("register_reports_menu_item")
def register_sign_ins_menu_item():
    return AuditMenuItem(
        _("登录记录"), reverse("audit_sign_ins"), name="sign-ins", icon_name="user", order=55
    )
