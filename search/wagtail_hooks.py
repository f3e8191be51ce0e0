"""The search's screens at the desk. Policies come first: viewsets take them when they are made."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import register_permission_policy

from search.desk import NetworkSearchView
from search.models import BestBet, SearchCount, Synonym
from search.policies import OperatorPolicy
from search.viewsets import SearchViewSetGroup
from sites.gate import NETWORK, STAFF
from sites.gate.wagtail_rows import VIEWSET, rows

for model in (BestBet, SearchCount, Synonym):
    register_permission_policy(model, OperatorPolicy(model))


@hooks.register("register_admin_viewset")
def register_search_screens():
    return SearchViewSetGroup()


@hooks.register("register_gate_rows")
def name_the_rows():
    return {
        **rows(NETWORK, "search-count:", "index index_results"),
        **rows(NETWORK, "search-synonym:", VIEWSET),
        **rows(NETWORK, "search-best-bet:", VIEWSET),
        **rows(STAFF, "", "network_search"),
    }


@hooks.register("register_admin_urls")
def register_network_search():
    return [path("network-search/", NetworkSearchView.as_view(), name="network_search")]


@hooks.register("register_admin_menu_item")
def offer_network_search():
    return MenuItem(
        _("全网稿件"),
        reverse("network_search"),
        name="network-search",
        icon_name="search",
        order=110,
    )
