"""What all tests share."""

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

from news.models import DutyLimit
from pages.site_roots import site_roots
from tests.factories.sites import Network, UserFactory


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """A small network in every test database; what a test changes is rolled back."""
    with django_db_blocker.unblock():
        Network()
        # All its columns are blank: from the second day on they would wait for every editor.
        DutyLimit.objects.filter(subject="BLANK").delete()


@pytest.fixture(autouse=True)
def forget_sites_of_other_tests():
    """Addresses kept in the process may be of sites that the last test made and rolled back."""
    site_roots.forget()


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
    from sites.network_roles import operator_group

    user = UserFactory(username="operator")
    user.groups.add(operator_group())
    return user
