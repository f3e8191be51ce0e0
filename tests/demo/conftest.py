"""A small network that the demo has filled once for all tests of a file."""

import pytest
from django.core.management import call_command
from django.db import transaction

from tests.factories.sites import Network

PASSWORD = "correct-horse-battery"


@pytest.fixture(scope="module")
def filled(django_db_setup, django_db_blocker):
    """Province, city and two counties with the demo's content; rolled back after the file."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch, transaction.atomic():
        patch.setenv("DEMO_PASSWORD", PASSWORD)
        network = Network()
        call_command("demo", verbosity=0)
        yield network.refresh()
        transaction.set_rollback(True)
