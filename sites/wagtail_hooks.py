"""The network's own screens at the desk, and the names of its acts in the history."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks

from audit.policies import READ_PERMISSION
from pages.models import SITE_ROOT_DEPTH, BasePage
from sites import documents as documents  # registers its hook
from sites import officer_panel as officer_panel
from sites import waiting_panel as waiting_panel
from sites.gate import NETWORK, Row, Scope, holds
from sites.gate import choosers as choosers  # registers its hooks
from sites.gate import menus as menus
from sites.gate.explorer import OwnPageViewSet
from sites.gate.wagtail_rows import VIEWSET, WAGTAIL, rows
from sites.network_panel import NetworkPanel
from sites.network_roles import NetworkRole
from sites.viewsets import ACTS, NetworkViewSetGroup


@hooks.register("register_admin_viewset")
def register_network_viewsets():
    return NetworkViewSetGroup()


@hooks.register("register_admin_viewset")
def register_explorer():
    return OwnPageViewSet("own_pages")


@hooks.register("construct_homepage_panels")
def begin_with_the_network(request, panels):
    if Scope.of(request.user).is_network:
        panels.append(NetworkPanel())


@hooks.register("register_gate_rows")
def name_the_rows() -> dict[str, Row]:
    return {
        **WAGTAIL,
        **rows(
            NETWORK,
            "organisation:",
            f"{VIEWSET} move merge close prepare reopen".replace("delete ", ""),
        ),
        **rows(NETWORK, "host-alias:", VIEWSET),
        **rows(NETWORK, "mourning:", VIEWSET),
        **rows(
            holds(READ_PERMISSION), "audit_", "log log_results export sign_ins sign_ins_results"
        ),
    }


OPERATED_MODELS = ("organisation", "organisationsite", "hostalias", "mourningperiod")


@hooks.register("network_permissions")
def name_permissions():
    """The audit log has no app below it that could name its own."""
    operated = [
        ("sites", f"{act}_{model}")
        for act in ("add", "change", "delete", "view")
        for model in OPERATED_MODELS
    ]
    return {
        NetworkRole.OPERATOR: operated,
        NetworkRole.AUDITOR: [tuple(READ_PERMISSION.split("."))],
    }


@hooks.register("register_log_actions")
def register_tree_acts(actions):
    for act in ACTS:
        actions.register_action(f"sites.{act.name}", act.label, act.label)


def keep_front(request, page, *args):
    """The first page of a site can't be deleted, taken down or moved: the site hangs on it."""
    if page.depth == SITE_ROOT_DEPTH:
        messages.error(
            request, _("这是站点的首页，不能删除、撤下或移动。要停用站点，请联系网络运营关闭工会。")
        )
        return redirect("wagtailadmin_explore", page.pk)
    return None


for moment in ("before_delete_page", "before_unpublish_page", "before_move_page"):
    hooks.register(moment, keep_front)


@hooks.register("before_bulk_action")
def keep_fronts(request, action_type, objects, action):
    if action_type in {"delete", "unpublish", "move"}:
        for page in objects:
            if isinstance(page, BasePage) and (answer := keep_front(request, page)):
                return answer
    return None
