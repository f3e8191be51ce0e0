"""The system administrator's screen: what the doctor finds, and the numbers of the installation.

It names no article and no person.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from operations.examine import Level, examine
from operations.measures import failed_tasks, measure_installation

VIEW_PERMISSION = "operations.view_installation"
NAMED = 20


class InstallationView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "operations/admin/installation.html"
    page_title = _("运行状态")
    header_icon = "cogs"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        findings = list(examine())
        return super().get_context_data(
            findings=sorted(findings, key=lambda finding: list(Level).index(finding.level) * -1),
            measures=list(measure_installation()),
            failed=failed_tasks().order_by("-finished_at", "pk")[:NAMED],
            **kwargs,
        )
