import pytest
from django.db import connection

from audit import triggers
from audit.models import AuditEntry, AuditMark


@pytest.fixture
def guarded(db):
    """The database refuses to change entries, as it does outside tests; undone with the test."""
    triggers.install(connection)


@pytest.fixture
def empty_log(db):
    """As on the first day: what the test network wrote is gone."""
    AuditEntry.objects.all().delete()
    AuditMark.objects.update(number=0, hash="")
