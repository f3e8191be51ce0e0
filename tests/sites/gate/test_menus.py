"""No entry of a menu leads to a screen that the person may not open."""

import re

import pytest

from sites.models import StaffRole
from tests.factories.sites import UserFactory

READERS = {StaffRole.REVIEWER, StaffRole.CHIEF}
NO_SCREENS = {"/admin/api/main/pages/", "/admin/logout/"}


@pytest.mark.parametrize("role", StaffRole.values)
def test_every_entry_opens(network, desk, undrawn, role):
    client = desk(UserFactory.with_role(network.county, role))
    page = client.get("/admin/").content.decode()
    menu = re.search(r'id="wagtail-sidebar-props"[^>]*>(.*?)</script>', page, re.DOTALL)[1]

    entries = set(re.findall(r'"(/admin/[^"]*)"', menu)) - NO_SCREENS

    with undrawn():
        dead = [entry for entry in entries if client.get(entry, follow=True).status_code == 404]
    assert dead == []
    assert "/admin/pages/" in entries
    assert "wagtail.org" not in menu


@pytest.mark.parametrize("role", StaffRole.values)
def test_the_dashboard_offers_only_what_the_role_may_do(network, desk, undrawn, role):
    client = desk(UserFactory.with_role(network.county, role))
    page = client.get("/admin/").content.decode()

    offered = set(re.findall(r'href="(/admin/(?:pages|word-import|syndication)/[^"]*)"', page))

    with undrawn():
        refused = [url for url in offered if client.get(url, follow=True).status_code != 200]
    assert refused == []
    assert bool([url for url in offered if "word-import" in url]) == (role not in READERS)
