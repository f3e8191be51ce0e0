"""The front of a union's service site, where members' business will be done."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.blocks import StreamBlock
from wagtail.fields import StreamField

from home.blocks import ServicesBlock
from pages.models import BasePage


class WorkHomePage(BasePage):
    """Groups of service entrances."""

    services = StreamField(
        StreamBlock([("services", ServicesBlock())], required=False),
        verbose_name=_("服务入口"),
        blank=True,
    )

    is_creatable = False  # made by provisioning, together with its site
    parent_page_types = ["pages.BasePage"]
    subpage_types = ["home.StandardPage"]
    template = "home/work_home_page.html"

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("services"),
    ]

    def get_context(self, request, *args, **kwargs):
        from home.queries import work_front

        return super().get_context(request, *args, **kwargs) | work_front(self)

    class Meta:
        verbose_name = _("业务首页")
        verbose_name_plural = _("业务首页")
