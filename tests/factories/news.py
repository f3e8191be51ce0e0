"""Articles in a column of a union."""

import io

import factory
from django.core.files.images import ImageFile
from django.utils import timezone
from PIL import Image as PillowImage
from wagtail.images import get_image_model

from news.models import ArticlePage, ColumnPage, Entry
from news.models.entry import rank_of
from news.signals import entries_changed
from sites.models import MediaCollection


def column_of(union, code="yaowen") -> ColumnPage:
    return ColumnPage.objects.get(organisation=union, code=code)


def make_article(union, title="全市工会工作会议召开", *, column="yaowen", live=True, **fields):
    """A new article as the last child of a union's column."""
    article = ArticlePage(title=title, live=live, **fields)
    return column_of(union, column).add_child(instance=article)


def place_line(article, column, **fields) -> Entry:
    """A line of another union's article in a column, as the apps above write it."""
    now = timezone.now()
    line = Entry.objects.create(
        column=column,
        article=article,
        organisation=column.organisation,
        region_path=column.organisation.region_path,
        is_own=False,
        number=7,
        published_at=now,
        rank=rank_of(now, is_pinned=False),
        **fields,
    )
    entries_changed.send(Entry, article_ids=[article.pk])
    return line


def image_file(width: int = 1200, height: int = 675) -> ImageFile:
    data = io.BytesIO()
    PillowImage.new("RGB", (width, height), "#b03020").save(data, "JPEG")
    data.seek(0)
    return ImageFile(data, name="picture.jpg")


class ImageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = get_image_model()

    title = "工会大楼"

    @factory.lazy_attribute
    def file(self):
        return image_file()

    @classmethod
    def of(cls, union, **fields):
        shelf = MediaCollection.objects.get(organisation=union).collection
        return cls(collection=shelf, **fields)
