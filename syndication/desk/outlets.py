"""The outlets and their weights, which operators edit for the whole network."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.model import ModelViewSet

from syndication.models import Outlet


class OutletViewSet(ModelViewSet):
    model = Outlet
    name = url_prefix = url_namespace = "outlet"
    icon = "tag"
    menu_label = _("采用媒体")
    menu_order = 600
    add_to_settings_menu = True
    add_to_reference_index = False
    form_fields = [
        "name", "kind", "tier", "weight", "brief_weight", "fee_per_point", "is_active", "order",
    ]  # fmt: skip
    list_display = [
        "name", "kind", "tier", "weight", "brief_weight", "fee_per_point", "is_active", "order",
    ]  # fmt: skip
    ordering = ["order", "pk"]
    search_backend_name = None


@hooks.register("register_admin_viewset")
def register_outlets() -> OutletViewSet:
    return OutletViewSet()
