"""The table of limits, which operators keep for the whole network."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSet

from news.models import DutyLimit

FIELDS = ["subject", "days", "warn_days", "most", "codes", "source", "source_date"]


class DutyLimitViewSet(ModelViewSet):
    model = DutyLimit
    name = url_prefix = url_namespace = "duty-limit"
    icon = "date"
    menu_label = _("更新时限")
    menu_order = 610
    add_to_settings_menu = True
    add_to_reference_index = False
    form_fields = FIELDS
    list_display = FIELDS
    ordering = ["pk"]
    search_backend_name = None
