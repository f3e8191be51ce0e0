"""The sections of a portal's front page. Each can be moved, switched off and set by the union."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

SERVICE_ICONS = [
    ("member", _("入会")),
    ("help", _("帮扶")),
    ("law", _("维权")),
    ("study", _("学习")),
    ("health", _("健康")),
    ("gift", _("普惠")),
    ("phone", _("热线")),
    ("mail", _("信箱")),
    ("skill", _("技能")),
    ("family", _("女职工")),
    ("station", _("户外站点")),
    ("form", _("办事")),
]


class SectionBlock(blocks.StructBlock):
    """What every section has: a switch."""

    enabled = blocks.BooleanBlock(label=_("显示"), required=False, default=True)


class ColumnCodeBlock(blocks.CharBlock):
    """A column of this union, named by its code."""

    def __init__(self, **kwargs):
        super().__init__(
            max_length=40, help_text=_("栏目编码，例如 yaowen；没有文章的栏目不显示。"), **kwargs
        )


class CarouselBlock(SectionBlock):
    count = blocks.IntegerBlock(label=_("张数"), default=5, min_value=1, max_value=10)

    class Meta:
        icon = "image"
        label = _("头条与图片轮播")


class NewsColumnsBlock(SectionBlock):
    columns = blocks.ListBlock(
        ColumnCodeBlock(label=_("栏目编码")), label=_("栏目"), min_num=1, max_num=6
    )
    count = blocks.IntegerBlock(label=_("每栏条数"), default=7, min_value=3, max_value=12)

    class Meta:
        icon = "list-ul"
        label = _("新闻栏目")


class NoticesBlock(SectionBlock):
    columns = blocks.ListBlock(
        ColumnCodeBlock(label=_("栏目编码")), label=_("栏目"), min_num=1, max_num=4
    )
    count = blocks.IntegerBlock(label=_("每栏条数"), default=6, min_value=3, max_value=12)

    class Meta:
        icon = "warning"
        label = _("公告与政策")


class ServiceBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("名称"), max_length=20)
    icon = blocks.ChoiceBlock(label=_("图标"), choices=SERVICE_ICONS, default="form")
    page = blocks.PageChooserBlock(label=_("站内页面"), required=False)
    column = blocks.CharBlock(label=_("或栏目编码"), max_length=40, required=False)
    url = blocks.CharBlock(
        label=_("或网址"), max_length=300, required=False, help_text=_("https:// 或 tel: 开头。")
    )

    class Meta:
        icon = "link"
        label = _("服务入口")


class ServicesBlock(SectionBlock):
    title = blocks.CharBlock(label=_("标题"), max_length=20, default="服务职工")
    services = blocks.ListBlock(ServiceBlock(), label=_("服务入口"), min_num=1, max_num=16)

    class Meta:
        icon = "table"
        label = _("服务入口")


class PeopleBlock(SectionBlock):
    column = ColumnCodeBlock(label=_("栏目编码"))
    count = blocks.IntegerBlock(label=_("人数"), default=6, min_value=3, max_value=12)

    class Meta:
        icon = "group"
        label = _("劳模工匠")


class SubtreeNewsBlock(SectionBlock):
    title = blocks.CharBlock(label=_("标题"), max_length=20, default="基层动态")
    count = blocks.IntegerBlock(label=_("条数"), default=8, min_value=3, max_value=20)

    class Meta:
        icon = "site"
        label = _("下级工会最新")


class UnionsBlock(SectionBlock):
    class Meta:
        icon = "site"
        label = _("上级与下级工会")


class BannerBlock(SectionBlock):
    image = ImageChooserBlock(label=_("图片"))
    alt = blocks.CharBlock(label=_("替代文字"), max_length=100)
    page = blocks.PageChooserBlock(label=_("站内页面"), required=False)
    url = blocks.URLBlock(label=_("或网址"), required=False)

    class Meta:
        icon = "image"
        label = _("通栏图片")


class LinkBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("名称"), max_length=40)
    url = blocks.URLBlock(label=_("网址"))

    class Meta:
        icon = "link"
        label = _("链接")


class FriendlyLinksBlock(SectionBlock):
    links = blocks.ListBlock(LinkBlock(), label=_("链接"), max_num=60)

    class Meta:
        icon = "link"
        label = _("友情链接")


class PortalSectionsBlock(blocks.StreamBlock):
    carousel = CarouselBlock()
    news_columns = NewsColumnsBlock()
    notices = NoticesBlock()
    services = ServicesBlock()
    people = PeopleBlock()
    subtree_news = SubtreeNewsBlock()
    banner = BannerBlock()
    unions = UnionsBlock()
    friendly_links = FriendlyLinksBlock()

    class Meta:
        required = False
