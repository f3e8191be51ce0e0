"""The limit of blank columns, which the network of the tests goes without."""

import pytest

from news.models import DutyLimit


@pytest.fixture
def blank_limit(db) -> DutyLimit:
    row = {"days": 0, "warn_days": 0, "source": "国办秘函〔2019〕19号"}
    return DutyLimit.objects.get_or_create(subject="BLANK", defaults=row)[0]
