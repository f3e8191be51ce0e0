"""What the desk costs does not grow with the unions of the network nor with a person's roles."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sites.models import StaffGroup, StaffRole, Tier
from tests.factories.sites import UserFactory

SCREENS = (
    "/admin/",
    "/admin/pages/",
    "/admin/images/",
    "/admin/documents/",
    "/admin/choose-page/",
    "/admin/choose-page/search/?q=工作",
    "/admin/images/chooser/",
    "/admin/images/chooser/?shelf=shared",
    "/admin/images/chooser/results/?shelf=shared&q=工会",
)

CHOOSER_ROWS = 25


def queries(client):
    counts = {}
    for screen in SCREENS:
        client.get(screen, follow=True)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(screen, follow=True).status_code == 200
        counts[screen] = len(captured)
    return counts


@pytest.fixture
def more_unions(network):
    for number in range(4):
        network.refresh()
        network.add(f"第{number}县总工会", Tier.COUNTY, f"xian{number}", network.city)


def test_more_unions_cost_nothing(network, desk, request):
    client = desk(UserFactory.with_role(network.county, StaffRole.EDITOR))
    few = queries(client)

    request.getfixturevalue("more_unions")

    assert {screen: count for screen, count in queries(client).items() if count > few[screen]} == {}


def test_more_roles_cost_nothing(network, desk, more_unions):
    user = UserFactory.with_role(network.county, StaffRole.EDITOR)
    user.groups.add(StaffGroup.objects.get(organisation=network.city, role=StaffRole.DESK).group)
    client = desk(user)
    few = queries(client)

    user.groups.add(*(row.group for row in StaffGroup.objects.all()))

    # Wagtail's chooser asks twice for each page that it lists, 25 at most.
    few["/admin/choose-page/"] += 2 * CHOOSER_ROWS
    assert {screen: count for screen, count in queries(client).items() if count > few[screen]} == {}
