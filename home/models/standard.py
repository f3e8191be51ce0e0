"""Standard pages: about the union, its leaders and departments, contact, site map."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from news.blocks import ArticleBodyBlock
from news.publishing import GuardedPublishing
from pages.models import BasePage


class PageRole(models.TextChoices):
    TEXT = "TEXT", _("文字")
    CONTACT = "CONTACT", _("联系我们")
    SITEMAP = "SITEMAP", _("网站地图")


class StandardPage(GuardedPublishing, BasePage):
    """A page of text. A contact page adds the union's identity, a site map all columns."""

    role = models.CharField(_("用途"), max_length=20, choices=PageRole, default=PageRole.TEXT)
    body = StreamField(ArticleBodyBlock(), verbose_name=_("正文"), blank=True)

    subpage_types = ["home.StandardPage"]
    parent_page_types = ["home.PortalHomePage", "home.WorkHomePage", "home.StandardPage"]
    template = "home/standard_page.html"

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("body_zh_hans", heading=_("正文")),
        FieldPanel("body_en", heading=_("英文正文")),
    ]

    class Meta:
        verbose_name = _("固定页面")
        verbose_name_plural = _("固定页面")

    def get_context(self, request, *args, **kwargs):
        from home.queries import site_map

        context = super().get_context(request, *args, **kwargs)
        if self.role == PageRole.SITEMAP:
            context["site_map"] = site_map(self.organisation)
        return context
