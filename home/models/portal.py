"""The front page of a union's portal."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import StreamField

from home.blocks import PortalSectionsBlock
from news.feeds import site_feed
from pages.models import BasePage


class PortalHomePage(RoutablePageMixin, BasePage):
    """A front page made of sections that the union's administrator orders and switches."""

    sections = StreamField(PortalSectionsBlock(), verbose_name=_("版块"), blank=True)

    is_creatable = False  # made by provisioning, together with its site
    parent_page_types = ["pages.BasePage"]
    subpage_types = ["news.ColumnPage", "home.StandardPage"]
    template = "home/portal_home_page.html"

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("sections"),
    ]

    class Meta:
        verbose_name = _("门户首页")
        verbose_name_plural = _("门户首页")

    @path("")
    def front(self, request):
        from home.front import portal_front

        return self.render(request, context_overrides=portal_front(self, request))

    @path("feed.xml/")  # Wagtail asks its routes with a slash; the address has none (news.urls)
    def feed(self, request):
        return site_feed(request, self)
