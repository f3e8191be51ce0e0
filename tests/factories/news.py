"""Articles in a column of a union."""

import io

import factory
from django.core.files.images import ImageFile
from PIL import Image as PillowImage
from wagtail.images import get_image_model

from news.models import ArticlePage, ColumnPage
from sites.models import MediaCollection


def column_of(union, code="yaowen") -> ColumnPage:
    return ColumnPage.objects.get(organisation=union, code=code)


def make_article(union, title="全市工会工作会议召开", *, column="yaowen", live=True, **fields):
    """A new article as the last child of a union's column."""
    article = ArticlePage(title=title, live=live, **fields)
    return column_of(union, column).add_child(instance=article)


class ImageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = get_image_model()

    title = "工会大楼"

    @factory.lazy_attribute
    def file(self):
        data = io.BytesIO()
        PillowImage.new("RGB", (1200, 675), "#b03020").save(data, "JPEG")
        return ImageFile(data, name="picture.jpg")

    @classmethod
    def of(cls, union, **fields):
        shelf = MediaCollection.objects.get(organisation=union).collection
        return cls(collection=shelf, **fields)
