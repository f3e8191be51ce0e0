from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from search.engines import sqlite
from search.engines.base import in_two_digits


@pytest.mark.parametrize(
    ("number", "said"), [(0, 0), (7, 7), (41, 41), (419, 420), (41_237, 41_000)]
)
def test_an_estimate_says_no_more_than_it_knows(number, said):
    assert in_two_digits(number) == said


@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="the other engines have ways of their own"
)
def test_sqlite_scores_the_newest_of_very_many_hits(publish, search_for, monkeypatch):
    """The others are found after them."""
    publish("职代会", published_at=timezone.now() - timedelta(days=900))
    for days in range(4):
        published = timezone.now() - timedelta(days=days)
        publish(f"今天的工作{days}", "职代会。", published_at=published)
    assert search_for("职代会")[0] == "职代会"
    monkeypatch.setattr(sqlite, "MANY", 2)
    monkeypatch.setattr(sqlite, "NEWEST", 2)

    found = search_for("职代会")

    assert len(found) == 5
    assert found[0] != "职代会"
