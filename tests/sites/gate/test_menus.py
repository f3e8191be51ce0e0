"""No entry of a menu leads to a screen that the person may not open."""

import re

import pytest

from sites.models import StaffRole
from tests.factories.sites import UserFactory


@pytest.mark.parametrize("role", StaffRole.values)
def test_every_entry_opens(network, desk, role):
    client = desk(UserFactory.with_role(network.county, role))
    sidebar = client.get("/admin/").content.decode()

    entries = set(
        re.findall(r'"(/admin/(?:reports|redirects|users|groups|sites|workflows)[^"]*)"', sidebar)
    )

    assert [entry for entry in entries if client.get(entry).status_code == 404] == []
