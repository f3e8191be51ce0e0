"""The sizes of a picture are made when it is uploaded, so that no reader waits for them."""

from io import StringIO
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.core.management import call_command
from wagtail.images import get_image_model

from news.pictures import SPECS
from tests.factories.news import ImageFactory, image_file, make_article


@pytest.fixture(autouse=True)
def forget_pictures_of_other_tests():
    """Their keys come again after a rollback."""
    cache.clear()


Rendition = get_image_model().get_rendition_model()


def sizes_of(picture):
    return set(picture.renditions.values_list("filter_spec", flat=True))


def test_an_upload_is_followed_by_its_sizes(network):
    assert sizes_of(ImageFactory.of(network.county)) == set(SPECS)


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


def test_pictures_of_an_older_release_get_their_sizes(network):
    old = ImageFactory.of(network.county)
    old.renditions.filter(filter_spec__contains="webp").delete()
    ImageFactory.of(network.county)
    said = StringIO()

    call_command("picture_sizes", stdout=said)

    assert "1 张图片" in said.getvalue()
    assert sizes_of(old) == set(SPECS)


def test_browsers_choose_between_widths_of_webp(network, visit):
    make_article(network.county, "有封面", cover=ImageFactory.of(network.county))

    page = BeautifulSoup(visit("news.feixi.localhost", "/yaowen/").text, "html.parser")
    [source] = page.select("picture source")

    assert source["type"] == "image/webp"
    assert [part.split()[1] for part in source["srcset"].split(", ")] == ["240w", "480w"]
    assert source["srcset"].split()[0].endswith(".webp")
    assert (source.parent.img["width"], source.parent.img["height"]) == ("480", "320")


def test_a_small_picture_has_one_width(network, visit):
    small = ImageFactory.of(network.county, file=image_file(200, 150))
    make_article(network.county, "小图", cover=small)

    page = BeautifulSoup(visit("news.feixi.localhost", "/yaowen/").text, "html.parser")

    assert page.select_one("picture source")["srcset"].count(",") == 0
