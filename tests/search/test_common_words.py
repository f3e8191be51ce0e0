"""PostgreSQL looks at a part of the hits of common words, and finds what it found before."""

from unittest.mock import patch

import pytest
from django.db import connection
from hypothesis import HealthCheck, example, given, settings

from search.engines import common_words
from search.engines.base import BELOW, DATE, NETWORK, SITE
from search.queries import Search, find
from tests.search.odd import ODD

pytestmark = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="the other engines look for themselves"
)

SEARCHES = [
    {"typed": "职代会"},
    {"typed": "职代会 食堂"},
    {"typed": '"票决食堂"'},
    {"typed": "职代会 -食堂"},
    {"typed": "职代会", "scope": SITE},
    {"typed": "职代会", "scope": BELOW},
    {"typed": "职代会", "filters": {"tier": "COUNTY"}},
    {"typed": "职代会", "sort": DATE},
    {"typed": "职代会", "size": 2, "page": 2},
]


@pytest.fixture
def articles(publish):
    for number in range(4):
        publish(f"第{number}次职代会", "职工的事职工议。")
    publish("职代会票决食堂方案", union="city")
    publish("今年的工作安排", "其中有一项职代会质量评估。", union="direct")


@pytest.mark.parametrize("search", SEARCHES, ids=str)
@pytest.mark.parametrize("many", [0, 5])  # hits from which a scope is not looked at whole
def test_what_is_found_is_what_looking_at_all_finds(network, articles, monkeypatch, search, many):
    asked = Search(here=network.city, **search)
    whole = find(asked).answer
    # A planner that has counted nothing takes every word for rare.
    monkeypatch.setattr(common_words.CommonWords, "are_there", lambda self: True)
    monkeypatch.setattr(common_words, "MANY", many)

    part = find(asked).answer

    assert part.article_ids == whole.article_ids
    assert part.scopes == whole.scopes
    assert {name: dict(values) for name, values in part.facets.items()} == {
        name: dict(values) for name, values in whole.facets.items()
    }


def test_the_newest_are_looked_at_and_numbers_are_marked(network, articles, monkeypatch):
    monkeypatch.setattr(common_words.CommonWords, "are_there", lambda self: True)
    monkeypatch.setattr(common_words, "LOOKED_AT", 1)

    answer = find(Search("职代会", network.county, size=1)).answer

    assert len(answer.article_ids) == 1
    assert (answer.estimated, answer.is_estimated) == ({NETWORK}, True)


def test_the_planner_knows_common_words(network, articles, monkeypatch):
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE wagtailsearch_indexentry")
    monkeypatch.setattr(common_words, "MANY", 8)

    assert find(Search("职代会", network.county)).answer.is_estimated
    assert not find(Search("食堂", network.county)).answer.is_estimated


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(typed=ODD)
@example(typed='"工会" -"会员" ' * 20)
def test_nothing_that_can_be_typed_is_an_error(network, articles, typed):
    with patch.object(common_words.CommonWords, "are_there", lambda self: True):
        find(Search(typed, network.city))
