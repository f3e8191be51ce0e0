"""Special topics (专题): a page of its own that gathers articles."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from news.blocks import TopicBlock
from news.publishing import GuardedPublishing
from pages.models import BasePage
from pages.panels import text_panel


class TopicPage(GuardedPublishing, BasePage):
    """A special topic with its banner and the articles gathered for it."""

    intro = models.TextField(_("专题说明"), blank=True, max_length=1000)
    banner = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("题图"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    body = StreamField(TopicBlock(), verbose_name=_("内容"), blank=True)

    parent_page_types = ["news.ColumnPage"]
    subpage_types: list[str] = []
    template = "news/topic_page.html"

    content_panels = [
        *BasePage.content_panels,
        text_panel("intro_zh_hans", _("专题说明")),
        text_panel("intro_en", _("英文说明")),
        FieldPanel("banner"),
        FieldPanel("body_zh_hans", heading=_("内容")),
        FieldPanel("body_en", heading=_("英文内容")),
    ]

    class Meta:
        verbose_name = _("专题")
        verbose_name_plural = _("专题")

    @property
    def description(self) -> str:
        return self.search_description or self.intro
