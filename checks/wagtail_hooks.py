"""The check's screens at the desk, and its word at publishing."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from checks import tasks
from checks.desk import ArticleChecksView, LiveNewView, LiveView
from checks.guard import refuse_what_was_found
from checks.models import CheckResult, DraftLink
from checks.panel import panel_for
from checks.report import CheckReportView
from checks.viewsets import ChecksViewSetGroup
from sites.gate import NETWORK, STAFF
from sites.gate import page as page_check
from sites.gate.wagtail_rows import VIEWSET, rows
from sites.network_roles import NetworkRole

hooks.register("guard_publishing", refuse_what_was_found)
hooks.register("add_to_article_editor", panel_for)


@hooks.register("register_admin_urls")
def register_screens():
    return [
        path(
            "checks/articles/<int:article_id>/", ArticleChecksView.as_view(), name="checks_article"
        ),
        path("reports/checks/", CheckReportView.as_view(), name="checks_report"),
        path(
            "reports/checks/results/",
            CheckReportView.as_view(results_only=True),
            name="checks_report_results",
        ),
        path("checks/live/<int:article_id>/", LiveView.as_view(), name="checks_live"),
        path("checks/live/new/<int:column_id>/", LiveNewView.as_view(), name="checks_live_new"),
    ]


@hooks.register("register_gate_rows")
def name_the_rows():
    return {
        **rows(STAFF, "checks_", "article live", article_id=page_check),
        **rows(STAFF, "checks_", "report report_results"),
        **rows(STAFF, "checks_", "live_new", column_id=page_check),
        **rows(NETWORK, "check-rule:", "index index_results edit history history_results"),
        **rows(NETWORK, "check-term:", f"{VIEWSET.removesuffix(' copy')} import export"),
    }


@hooks.register("register_log_actions")
def register_acts(actions):
    actions.register_action("checks.release", _("放行"), _("说明理由后放行"))


@hooks.register("register_admin_viewset")
def register_operators_screens():
    return ChecksViewSetGroup()


@hooks.register("network_permissions")
def let_operators_keep_rules_and_words():
    terms = [("checks", f"{act}_term") for act in ("add", "change", "delete", "view")]
    rules = [("checks", f"{act}_checkrule") for act in ("change", "view")]
    return {NetworkRole.OPERATOR: [*rules, *terms]}


@hooks.register("clock_tick")
def check_what_was_saved():
    if CheckResult.objects.filter(is_stale=True).exists():
        tasks.check_waiting.enqueue()


@hooks.register("links_in_use")
def keep_links_of_drafts():
    return DraftLink.objects.values("link")


@hooks.register("register_reports_menu_item")
def offer_report():
    return MenuItem(
        _("待处理的检查"),
        reverse("checks_report"),
        name="checks-report",
        icon_name="clipboard-list",
        order=40,
    )
