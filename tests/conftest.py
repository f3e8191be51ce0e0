"""What all tests share."""

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

from pages.site_roots import site_roots
from tests.factories.sites import Network, UserFactory


@pytest.fixture(autouse=True)
def forget_sites_of_other_tests():
    """Addresses kept in the process belong to a database that the last test rolled back."""
    from sites.staff import permission_id

    site_roots.forget()
    permission_id.cache_clear()


@pytest.fixture(autouse=True)
def speak_chinese():
    """A request under /en/ leaves its language behind in the thread."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture
def network(db) -> Network:
    return Network()


@pytest.fixture
def visit(network):
    """A reader: ``visit("feixi.localhost", "/yaowen/")`` answers what that host shows."""

    def get(host: str, path: str = "/", **extra):
        return Client(headers={"host": host}).get(path, **extra)

    return get


@pytest.fixture
def desk(network):
    """A member of staff at the desk: ``desk(user).get("/admin/")``."""

    def sign_in(user) -> Client:
        client = Client(headers={"host": "desk.localhost"})
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def operator(network):
    from sites.staff import operator_group

    user = UserFactory(username="operator")
    user.groups.add(operator_group())
    return user
