"""Articles: written once, owned by one union for ever."""

import secrets
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable
from wagtail.url_routing import RouteResult

from news.blocks import ArticleBodyBlock
from news.forms import ArticleForm
from news.panels import AddedPanels
from news.publishing import GuardedPublishing
from pages.models import BasePage
from pages.panels import promotion_panels, text_panel
from pages.shown import shows

# Publishing writes several times; what lies closer together than this is one act.
SAME_ACT = timedelta(minutes=1)
SLUG_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # without letters that look like digits


class Genre(models.TextChoices):
    NEWS = "NEWS", _("消息")
    FEATURE = "FEATURE", _("通讯")
    COMMENT = "COMMENT", _("评论")
    PROFILE = "PROFILE", _("人物")
    PHOTO = "PHOTO", _("图片新闻")
    VIDEO = "VIDEO", _("视频")
    NOTICE = "NOTICE", _("通知")
    PUBLICITY = "PUBLICITY", _("公示")
    POLICY = "POLICY", _("政策文件")
    READING = "READING", _("政策解读")
    GUIDE = "GUIDE", _("办事指南")
    DOWNLOAD = "DOWNLOAD", _("资料下载")


class ArticleTag(TaggedItemBase):
    content_object = ParentalKey(
        "news.ArticlePage", on_delete=models.CASCADE, related_name="tagged_items"
    )


class ArticleAttachment(Orderable):
    """A file offered below the text."""

    article = ParentalKey("news.ArticlePage", on_delete=models.CASCADE, related_name="attachments")
    document = models.ForeignKey(
        "wagtaildocs.Document", verbose_name=_("文件"), on_delete=models.PROTECT, related_name="+"
    )
    title = models.CharField(_("显示的名称"), max_length=200, blank=True)

    panels = [FieldPanel("document"), FieldPanel("title")]

    class Meta(Orderable.Meta):
        verbose_name = _("附件")
        verbose_name_plural = _("附件")

    @property
    def label(self) -> str:
        return self.title or self.document.title


class ArticlePage(GuardedPublishing, BasePage):
    """An article (稿件), from a line of news to a public notice with its period."""

    over_title = models.CharField(_("肩题"), max_length=100, blank=True)
    sub_title = models.CharField(_("副题"), max_length=150, blank=True)
    lead = models.TextField(
        _("导语"),
        max_length=300,
        blank=True,
        help_text=_("一两句话说清要点，列表和搜索结果里显示它。"),
    )
    body = StreamField(ArticleBodyBlock(), verbose_name=_("正文"), blank=True)

    genre = models.CharField(_("体裁"), max_length=20, choices=Genre, default=Genre.NEWS)
    source = models.CharField(_("来源"), max_length=100, blank=True, help_text=_("空着就是本会。"))
    author = models.CharField(_("作者"), max_length=100, blank=True)
    photographer = models.CharField(_("摄影"), max_length=100, blank=True)
    responsible_editor = models.CharField(_("责任编辑"), max_length=50, blank=True)
    published_at = models.DateTimeField(
        _("发布时间"),
        null=True,
        blank=True,
        help_text=_("空着就是首次发布的时间。要定时发布，请用“状态”里的定时发布。"),
    )
    cover = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("封面"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("横幅图片，宽不少于 1200 像素。"),
    )
    tags = ClusterTaggableManager(verbose_name=_("标签"), through=ArticleTag, blank=True)
    pinned_until = models.DateField(_("置顶到"), null=True, blank=True)
    is_shared = models.BooleanField(
        _("供全网选用"), default=False, help_text=_("别的工会可以把它选到自己的栏目里，署名不变。")
    )

    notice_starts = models.DateField(_("公示开始"), null=True, blank=True)
    notice_ends = models.DateField(_("公示结束"), null=True, blank=True)
    notice_contact = models.CharField(
        _("公示联系方式"), max_length=200, blank=True, help_text=_("受理意见的部门和电话。")
    )

    parent_page_types = ["news.ColumnPage"]
    subpage_types: list[str] = []
    template = "news/article_page.html"
    base_form_class = ArticleForm

    content_panels = [
        AddedPanels(heading=_("检查")),
        FieldPanel("over_title_zh_hans", heading=_("肩题")),
        FieldPanel("title_zh_hans", heading=_("标题"), help_text=""),
        FieldPanel("sub_title_zh_hans", heading=_("副题")),
        text_panel("lead_zh_hans", _("导语")),
        FieldPanel("cover"),
        FieldPanel("body_zh_hans", heading=_("正文")),
        InlinePanel("attachments", heading=_("附件"), label=_("附件")),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("genre"), FieldPanel("source")]),
                FieldRowPanel([FieldPanel("author"), FieldPanel("photographer")]),
                FieldRowPanel([FieldPanel("responsible_editor"), FieldPanel("published_at")]),
                FieldRowPanel([FieldPanel("pinned_until"), FieldPanel("tags")]),
                FieldPanel("is_shared"),
            ],
            _("稿件信息"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("notice_starts"), FieldPanel("notice_ends")]),
                FieldPanel("notice_contact"),
            ],
            _("公示（体裁为公示时必填）"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("title_en", heading=_("英文标题")),
                text_panel("lead_en", _("英文导语")),
                FieldPanel("body_en", heading=_("英文正文")),
            ],
            _("英文版"),
            classname="collapsed",
        ),
    ]
    promote_panels = promotion_panels(in_menus=False)
    search_fields = BasePage.search_fields

    class Meta:
        verbose_name = _("文章")
        verbose_name_plural = _("文章")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(notice_ends__isnull=True)
                | models.Q(notice_starts__isnull=True)
                | models.Q(notice_ends__gte=models.F("notice_starts")),
                name="notice_ends_after_it_starts",
                violation_error_message=_("公示结束不能早于公示开始。"),
            )
        ]

    def clean(self):
        super().clean()
        errors = {}
        if self.published_at and self.published_at > timezone.now() and self.is_put_off():
            errors["published_at"] = _("发布时间不能晚于现在。要定时发布，请用“状态”里的定时发布。")
        if self.genre == Genre.PUBLICITY:
            required = ("notice_starts", "notice_ends", "notice_contact")
            missing = [name for name in required if not getattr(self, name)]
            errors |= dict.fromkeys(missing, _("公示要写明起止日期和联系方式。"))
        if self.notice_starts and self.notice_ends and self.notice_ends < self.notice_starts:
            errors["notice_ends"] = _("公示结束不能早于公示开始。")
        if errors:
            raise ValidationError(errors)

    def is_put_off(self) -> bool:
        """Whether somebody entered a later time of publication than the article has.

        The one that it has lies ahead where it was noted before the clock was set back.
        """
        return not ArticlePage.objects.filter(
            pk=self.pk, published_at__gte=self.published_at
        ).exists()

    @transaction.atomic
    def save(self, *args, **kwargs):
        if self.live and not self.published_at:
            self.published_at = self.first_published_at or timezone.now()
        result = super().save(*args, **kwargs)
        self.list_or_unlist()
        return result

    def list_or_unlist(self) -> None:
        """Keep the article's line in its own column in step with the article (see Entry)."""
        from news.entries import sync_own_entry

        sync_own_entry(self)

    def make_slug(self) -> str:
        """The address of an article: its day and six letters, so that titles may change freely."""
        token = "".join(secrets.choice(SLUG_ALPHABET) for _ in range(6))
        return f"{timezone.localdate():%Y%m%d}-{token}"

    @property
    def is_pinned(self) -> bool:
        return bool(self.pinned_until and self.pinned_until >= timezone.localdate())

    @property
    def source_name(self) -> str:
        return self.source or self.organisation.name

    @property
    def notice_state(self) -> str:
        """``upcoming``, ``open`` or ``ended`` for a public notice, empty for any other article."""
        if self.genre != Genre.PUBLICITY or not (self.notice_starts and self.notice_ends):
            return ""
        shows("day")
        today = timezone.localdate()
        if today < self.notice_starts:
            return "upcoming"
        return "open" if today <= self.notice_ends else "ended"

    @property
    def updated_at(self):
        """When the article was published again after the date that it shows; else None."""
        first, last = self.first_published_at, self.last_published_at
        if not (first and last and self.published_at):
            return None
        return last if last - max(first, self.published_at) > SAME_ACT else None

    @property
    def description(self) -> str:
        """What search engines and shared links say of the article."""
        return self.search_description or self.lead

    def route(self, request, path_components):
        """An article that was taken down for good may have an answer of its own."""
        if not path_components and not self.live:
            for answer_for in hooks.get_hooks("answer_for_unpublished"):
                if (answer := answer_for(request, self)) is not None:
                    return RouteResult(self, kwargs={"answer": answer})
        return super().route(request, path_components)

    def serve(self, request, *args, answer=None, **kwargs):
        return answer or super().serve(request, *args, **kwargs)

    def get_context(self, request, *args, **kwargs):
        from news.queries import article_surroundings

        context = super().get_context(request, *args, **kwargs)
        return context | article_surroundings(self)
