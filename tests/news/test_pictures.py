"""The sizes of a picture are made when it is uploaded, so that no reader waits for them."""

from pathlib import Path

import pytest
from django.core.cache import cache
from wagtail.images import get_image_model

from news.pictures import SIZES
from tests.factories.news import ImageFactory, make_article


@pytest.fixture(autouse=True)
def forget_pictures_of_other_tests():
    """Their keys come again after a rollback."""
    cache.clear()


Rendition = get_image_model().get_rendition_model()


def sizes_of(picture):
    return set(picture.renditions.values_list("filter_spec", flat=True))


def test_an_upload_is_followed_by_its_sizes(network):
    assert sizes_of(ImageFactory.of(network.county)) == set(SIZES)


@pytest.mark.parametrize("path", ["", "yaowen/", "article"])
def test_readers_make_none(network, visit, path):
    article = make_article(network.county, "有封面", cover=ImageFactory.of(network.county))
    path = f"yaowen/{article.slug}/" if path == "article" else path
    made = Rendition.objects.count()

    assert "<img" in visit("news.feixi.localhost", f"/{path}").text
    assert Rendition.objects.count() == made


def test_another_focal_point_makes_other_cuts(network):
    picture = ImageFactory.of(network.county)
    picture.focal_point_x, picture.focal_point_y = 100, 100
    picture.focal_point_width = picture.focal_point_height = 50
    picture.save()

    assert picture.renditions.filter(filter_spec="fill-480x320").count() == 2


def test_a_picture_whose_file_is_gone_does_no_harm(network, visit):
    picture = ImageFactory.of(network.county)
    picture.renditions.all().delete()
    cache.clear()
    Path(picture.file.path).unlink()
    picture.save()
    make_article(network.county, "封面没有了", cover=picture)

    answer = visit("news.feixi.localhost")

    assert answer.status_code == 200
    assert "封面没有了" in answer.text
