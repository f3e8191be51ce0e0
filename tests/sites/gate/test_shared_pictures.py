"""A picture that its union shares can be chosen by all staff, and changed by its own alone."""

import pytest
from django.urls import reverse
from wagtail.images import get_image_model

from news.models import ArticlePage
from sites.models import SharedImage, StaffRole
from sites.sharing import other_unions_using, share_image, unshare_image
from tests.factories.news import ImageFactory, make_article
from tests.factories.sites import UserFactory

SHELF = reverse("wagtailimages_chooser:choose_results") + "?shelf=shared"


@pytest.fixture
def picture(network):
    return ImageFactory.of(network.direct, title="竹海风光")


@pytest.fixture
def own(network, desk):
    return desk(UserFactory.with_role(network.direct, StaffRole.EDITOR))


@pytest.fixture
def other(network, desk):
    return desk(UserFactory.with_role(network.county, StaffRole.EDITOR))


def address(name, image):
    return reverse(f"wagtailimages:{name}", args=[image.pk])


def values(image, **more):
    return {"title": image.title, "description": "", "tags": "", **more}


def text(response):
    return response.content.decode()


def test_its_own_editors_share_it_by_a_mark_on_its_form(own, picture, network):
    own.post(address("edit", picture), values(picture, is_shared="on"))

    assert SharedImage.objects.get().organisation == network.direct
    assert "checked" in text(own.get(address("edit", picture))).split('name="is_shared"')[1][:80]

    own.post(address("edit", picture), values(picture))

    assert not SharedImage.objects.exists()


def test_others_find_it_on_the_shared_shelf_with_its_union(other, picture):
    assert "竹海风光" not in text(other.get(SHELF))

    share_image(picture)

    assert "竹海风光" not in text(other.get(reverse("wagtailimages_chooser:choose_results")))
    for query in ("", "&q=竹海", "&q=广德", "&layout=list", "&multiple=1"):
        listed = text(other.get(SHELF + query))
        assert "竹海风光" in listed, query
        assert "广德市总工会" in listed, query
    assert "竹海风光" not in text(other.get(SHELF + "&q=别的"))


@pytest.mark.parametrize("screen", ["chosen", "select_format", "chosen_multiple"])
def test_others_choose_it_while_it_is_shared(other, picture, screen):
    if screen == "chosen_multiple":
        url = reverse(f"wagtailimages_chooser:{screen}") + f"?id={picture.pk}"
    else:
        url = reverse(f"wagtailimages_chooser:{screen}", args=[picture.pk])
    assert other.get(url).status_code == 404

    share_image(picture)
    assert other.get(url).status_code == 200

    unshare_image(picture)
    assert other.get(url).status_code == 404


@pytest.mark.parametrize(
    "name", ["edit", "delete", "image_usage", "edit_multiple", "delete_multiple"]
)
def test_others_reach_none_of_its_screens(other, picture, name):
    share_image(picture)

    assert other.get(address(name, picture)).status_code == 404
    assert other.post(address(name, picture), values(picture)).status_code == 404
    assert get_image_model().objects.get(pk=picture.pk).title == "竹海风光"


def test_others_do_not_find_it_in_their_own_library(other, picture):
    share_image(picture)

    assert "竹海风光" not in text(other.get(reverse("wagtailimages:index")))


def test_an_unshared_picture_stays_where_it_is_in_use(network, picture):
    share_image(picture)
    article = make_article(network.county, cover=picture)

    unshare_image(picture)

    assert ArticlePage.objects.get(pk=article.pk).cover == picture


def test_its_owner_is_told_how_many_others_use_it_and_not_who(network, own, picture):
    make_article(network.county, "肥西机密", cover=picture, live=False)
    make_article(network.city, "合肥机密", cover=picture)
    make_article(network.direct, cover=picture)

    form, usage = own.get(address("edit", picture)), own.get(address("image_usage", picture))

    assert "现在有 2 家别的工会在用" in text(form)
    assert "机密" not in text(form) + text(usage)


def test_what_others_use_is_not_deleted(network, own, picture):
    make_article(network.county, cover=picture)
    unused = ImageFactory.of(network.direct)
    bulk = f"/admin/bulk/wagtailimages/image/delete/?id={picture.pk}&id={unused.pk}"

    answer = own.post(address("delete", picture), follow=True)
    own.post(bulk)
    own.post(address("delete_multiple", picture), HTTP_X_REQUESTED_WITH="XMLHttpRequest")

    assert "不能删除" in text(answer)
    assert get_image_model().objects.filter(pk__in=[picture.pk, unused.pk]).count() == 2

    own.post(address("delete", unused))
    assert not get_image_model().objects.filter(pk=unused.pk).exists()


@pytest.mark.parametrize("count", [1, 4])
def test_counting_the_users_costs_the_same_for_many(
    network, picture, count, django_assert_num_queries
):
    pictures = [picture, *(ImageFactory.of(network.direct) for _number in range(count))]
    for image in pictures:
        make_article(network.county, cover=image)
    other_unions_using(pictures)

    with django_assert_num_queries(4):
        assert other_unions_using(pictures) == {image.pk: 1 for image in pictures}
