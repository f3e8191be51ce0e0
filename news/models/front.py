"""The front page of a union's news site."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import PageChooserPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from news.feeds import site_feed
from pages.models import BasePage


class NewsHomePage(RoutablePageMixin, BasePage):
    """The news front: a headline, the newest, picture news, and each column's newest."""

    headline = models.ForeignKey(
        "news.ArticlePage",
        verbose_name=_("头条"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("空着就自动取最新的一条。"),
    )

    is_creatable = False  # made by provisioning, together with its site
    parent_page_types = ["pages.BasePage"]
    subpage_types = ["news.ColumnPage"]
    max_count_per_parent = None
    template = "news/news_home_page.html"

    content_panels = [
        *BasePage.content_panels,
        PageChooserPanel("headline", "news.ArticlePage"),
    ]

    class Meta:
        verbose_name = _("新闻首页")
        verbose_name_plural = _("新闻首页")

    @path("")
    def front(self, request):
        from news.front import news_front

        return self.render(request, context_overrides=news_front(self, request))

    @path("feed.xml/")  # Wagtail asks its routes with a slash; the address has none (news.urls)
    def feed(self, request):
        return site_feed(request, self)
