"""The network's own screens at the desk, and the names of its acts in the history."""

from wagtail import hooks

from sites.viewsets import ACTS, NetworkViewSetGroup


@hooks.register("register_admin_viewset")
def register_network_viewsets():
    return NetworkViewSetGroup()


@hooks.register("register_log_actions")
def register_tree_acts(actions):
    for act in ACTS:
        actions.register_action(f"sites.{act.name}", act.label, act.label)
