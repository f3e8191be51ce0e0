"""Nobody loses a whole site by a slip of the mouse."""

import pytest

from pages.models import BasePage
from sites.models import SiteKind, StaffRole
from tests.factories.sites import UserFactory


@pytest.fixture
def front(network):
    return network.site(network.county, SiteKind.NEWS).root_page


DELETE = "/admin/pages/{}/delete/"
UNPUBLISH = "/admin/pages/{}/unpublish/"
DELETE_MANY = "/admin/bulk/pages/basepage/delete/?id={}"


@pytest.mark.parametrize("address", [UNPUBLISH, DELETE])
def test_an_administrator_cannot_take_the_front_of_a_site_away(
    network, desk, front, visit, address
):
    client = desk(UserFactory.with_role(network.county, StaffRole.ADMIN))

    client.post(address.format(front.pk), {"confirm_site_name": "x"})

    assert BasePage.objects.filter(pk=front.pk, live=True).exists()
    assert visit("news.feixi.localhost").status_code == 200


@pytest.mark.parametrize("address", [UNPUBLISH, DELETE, DELETE_MANY])
def test_nor_can_an_almighty_user(network, desk, front, address):
    almighty = UserFactory(is_superuser=True)

    desk(almighty).post(
        address.format(front.pk), {"confirm_site_name": "工会门户网络", "next": "/admin/"}
    )

    assert BasePage.objects.filter(pk=front.pk, live=True).exists()


def test_an_operator_cannot_move_the_front_of_a_site(network, desk, operator, front):
    place = network.site(network.city, SiteKind.NEWS).root_page

    desk(operator).post(f"/admin/pages/{front.pk}/move/{place.pk}/confirm/")

    front.refresh_from_db()
    assert front.depth == 2


def test_fronts_are_made_by_provisioning_only(desk, operator):
    root = BasePage.objects.get(depth=1)

    page = desk(operator).get(f"/admin/pages/{root.pk}/add_subpage/")

    assert "门户首页" not in page.text
