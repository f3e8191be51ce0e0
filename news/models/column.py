"""Columns: lists of articles with a code that means the same on every site of the network."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Prefetch
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from news.feeds import column_feed
from news.forms import ColumnForm
from news.paging import EntryPaginator
from news.pictures import CARD, ready_for
from pages.models import BasePage
from pages.panels import text_panel
from pages.queries import pages_of_type
from pages.shown import shows

PAGE_SIZE = 20


class ColumnKind(models.TextChoices):
    NEWS = "NEWS", _("新闻")
    NOTICE = "NOTICE", _("公告")
    POLICY = "POLICY", _("政策")
    PEOPLE = "PEOPLE", _("人物")
    SERVICE = "SERVICE", _("服务")
    DISCLOSURE = "DISCLOSURE", _("公开")
    DOWNLOAD = "DOWNLOAD", _("下载")
    MEDIA = "MEDIA", _("图片与视频")
    TOPIC = "TOPIC", _("专题")


class ColumnPage(RoutablePageMixin, BasePage):
    """A list of articles (栏目)."""

    code = models.SlugField(
        _("栏目编码"),
        max_length=40,
        validators=[RegexValidator(r"^[a-z][a-z0-9-]*$", _("只用小写字母、数字和连字符。"))],
        help_text=_("全网同一编码是同一种栏目，下发的文章按它落到对应的栏目。"),
    )
    kind = models.CharField(
        _("栏目类型"), max_length=20, choices=ColumnKind, default=ColumnKind.NEWS
    )
    duty_days = models.PositiveSmallIntegerField(
        _("更新期限（天）"),
        null=True,
        blank=True,
        help_text=_("超过这么多天没有新文章就提醒。空着是不要求。"),
    )
    intro = models.TextField(_("栏目说明"), blank=True, max_length=500)

    parent_page_types = None  # whoever may hold a column names it in its own subpage_types
    subpage_types = ["news.ColumnPage", "news.ArticlePage", "news.TopicPage"]
    template = "news/column_page.html"
    base_form_class = ColumnForm

    content_panels = [
        *BasePage.content_panels,
        text_panel("intro_zh_hans", _("栏目说明")),
        text_panel("intro_en", _("英文说明")),
        MultiFieldPanel(
            [FieldPanel("code"), FieldPanel("kind"), FieldPanel("duty_days")], _("栏目标准")
        ),
    ]
    search_fields = BasePage.search_fields

    class Meta:
        verbose_name = _("栏目")
        verbose_name_plural = _("栏目")
        indexes = [models.Index(fields=["code"], name="column_code")]

    def make_slug(self) -> str:
        return self.code

    def clean(self):
        super().clean()
        if not self.organisation_id:
            return
        same = ColumnPage.objects.filter(organisation=self.organisation_id, code=self.code)
        if same.exclude(pk=self.pk).exists():
            raise ValidationError(
                {"code": _("本会已经有编码为 %(code)s 的栏目。") % {"code": self.code}}
            )

    @property
    def is_visual(self) -> bool:
        """Whether the list is shown as pictures."""
        return self.kind in {ColumnKind.MEDIA, ColumnKind.PEOPLE, ColumnKind.TOPIC}

    @path("")
    def first_page(self, request):
        return self.list_page(request, 1)

    @path("p<int:number>/")
    def list_page(self, request, number):
        """One page of the list; the number is in the path so that pages can be kept as files."""
        shows(f"column:{self.pk}")
        entries = EntryPaginator(self.entries.all(), PAGE_SIZE).get(number)
        if entries is None:
            raise Http404
        return self.render(request, context_overrides={"entries": entries})

    @path("a-<int:number>/")
    def placed_article(self, request, number):
        """An article of another union that is placed in this column (Entry.number)."""
        for show in hooks.get_hooks("show_placed_article"):
            return show(request, self, number)
        raise Http404

    @path("feed.xml/")  # Wagtail asks its routes with a slash; the address has none (news.urls)
    def feed(self, request):
        return column_feed(request, self)

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        columns = pages_of_type(ColumnPage, self.organisation_id)
        context["subcolumns"] = columns.child_of(self).order_by("path")
        context["topics"] = self.topics()
        return context

    def topics(self):
        from news.models.topic import TopicPage

        banners = ready_for(CARD)
        topics = pages_of_type(TopicPage, self.organisation_id).child_of(self)
        topics = topics.defer("body", "body_zh_hans", "body_en")
        newest_first = topics.order_by("-first_published_at", "-pk")
        return newest_first.prefetch_related(Prefetch("banner", banners))[:60]
