"""Small networks that the demo has filled once for all tests of a file."""

from contextlib import contextmanager

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.utils import translation

from tests.factories.news import make_article
from tests.factories.sites import Network

PASSWORD = "correct-horse-battery"


@contextmanager
def demo(blocker, *, but=()):
    """The demo's content in all unions but those, which have an article; rolled back in the end."""
    with blocker.unblock(), pytest.MonkeyPatch.context() as patch, transaction.atomic():
        patch.setenv("DEMO_PASSWORD", PASSWORD)
        network = Network()
        with translation.override(settings.LANGUAGE_CODE):  # a test before may have left another
            for place in but:
                make_article(getattr(network, place))
        call_command("demo", verbosity=0)
        yield network.refresh()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def filled(django_db_setup, django_db_blocker):
    with demo(django_db_blocker) as network:
        yield network


@pytest.fixture(scope="module")
def filled_one(django_db_setup, django_db_blocker):
    """Only one county was still empty."""
    with demo(django_db_blocker, but=("province", "city", "county")) as network:
        yield network
