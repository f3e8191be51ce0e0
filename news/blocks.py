"""What an article's text is made of."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

RICH_TEXT_FEATURES = [
    "h2", "h3", "h4", "bold", "italic", "ol", "ul", "hr", "link", "document-link", "superscript",
    "subscript",
]  # fmt: skip

# Wagtail's own menu of a table, and merging, which tables from Word files need.
TABLE_OPTIONS = {
    "language": "zh-CN",
    "renderer": "text",
    "mergeCells": True,
    "contextMenu": [
        "row_above", "row_below", "---------", "col_left", "col_right", "---------",
        "remove_row", "remove_col", "---------", "mergeCells", "---------", "undo", "redo",
    ],
}  # fmt: skip


class PictureBlock(blocks.StructBlock):
    """A picture with what it shows in words, for those who can't see it."""

    image = ImageChooserBlock(label=_("图片"))
    alt = blocks.CharBlock(
        label=_("替代文字"), max_length=200, help_text=_("读屏软件念给看不见图片的读者。")
    )
    caption = blocks.CharBlock(label=_("图片说明"), max_length=300, required=False)

    class Meta:
        icon = "image"
        label = _("图片")
        template = "components/picture.html"


class PictureSetBlock(blocks.StructBlock):
    pictures = blocks.ListBlock(PictureBlock(), label=_("图片"), min_num=2, max_num=60)

    class Meta:
        icon = "image"
        label = _("图集")
        template = "components/picture_set.html"


class VideoBlock(blocks.StructBlock):
    """A video file of the union's own library; nothing is fetched from other hosts."""

    file = DocumentChooserBlock(label=_("视频文件"), help_text=_("mp4 或 webm。"))
    poster = ImageChooserBlock(label=_("封面图片"), required=False)
    caption = blocks.CharBlock(label=_("视频说明"), max_length=300, required=False)
    transcript = blocks.TextBlock(label=_("文字稿"), required=False)

    class Meta:
        icon = "media"
        label = _("视频")
        template = "components/video.html"

    def clean(self, value):
        cleaned = super().clean(value)
        if cleaned["file"] and cleaned["file"].file_extension.lower() not in {"mp4", "webm"}:
            raise blocks.StructBlockValidationError(
                {"file": ValidationError(_("视频只能是 mp4 或 webm 文件。"))}
            )
        return cleaned


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("引文"))
    attribution = blocks.CharBlock(label=_("出处"), max_length=100, required=False)

    class Meta:
        icon = "openquote"
        label = _("引文")
        template = "components/quote.html"


class AttachmentBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label=_("文件"))
    title = blocks.CharBlock(label=_("显示的名称"), max_length=200, required=False)

    class Meta:
        icon = "doc-full"
        label = _("附件")
        template = "components/attachment.html"


class ArticleBodyBlock(blocks.StreamBlock):
    text = blocks.RichTextBlock(
        label=_("文字"), features=RICH_TEXT_FEATURES, template="components/rich_text.html"
    )
    picture = PictureBlock()
    picture_set = PictureSetBlock()
    video = VideoBlock()
    table = TableBlock(
        label=_("表格"),
        template="components/table.html",
        table_options=TABLE_OPTIONS,
    )
    quote = QuoteBlock()
    attachment = AttachmentBlock()

    class Meta:
        required = False


class ArticleListBlock(blocks.StructBlock):
    """Articles picked by hand, in the order given."""

    heading = blocks.CharBlock(label=_("栏目名"), max_length=60)
    articles = blocks.ListBlock(
        blocks.PageChooserBlock(page_type="news.ArticlePage", label=_("文章")), label=_("文章")
    )

    class Meta:
        icon = "list-ul"
        label = _("选定的文章")
        template = "components/topic_articles.html"

    def get_context(self, value, parent_context=None):
        from news.queries import picked_entries

        context = super().get_context(value, parent_context)
        picked = [article for article in value["articles"] if article]
        return context | {"entries": picked_entries(picked, context["page"].organisation)}


class TaggedArticlesBlock(blocks.StructBlock):
    """The newest articles of this union that carry a tag."""

    heading = blocks.CharBlock(label=_("栏目名"), max_length=60)
    tag = blocks.CharBlock(label=_("标签"), max_length=100)
    count = blocks.IntegerBlock(label=_("条数"), default=10, min_value=1, max_value=50)

    class Meta:
        icon = "tag"
        label = _("带标签的文章")
        template = "components/topic_tagged.html"

    def get_context(self, value, parent_context=None):
        from news.queries import tagged_entries

        context = super().get_context(value, parent_context)
        organisation = context["page"].organisation
        return context | {"entries": tagged_entries(organisation, value["tag"], value["count"])}


class TopicBlock(blocks.StreamBlock):
    text = blocks.RichTextBlock(
        label=_("文字"), features=RICH_TEXT_FEATURES, template="components/rich_text.html"
    )
    picture = PictureBlock()
    articles = ArticleListBlock()
    tagged = TaggedArticlesBlock()

    class Meta:
        required = False
