"""PostgreSQL looks at a part of the hits of common words, and finds what it found before."""

from unittest.mock import patch

import pytest
from django.db import connection
from hypothesis import HealthCheck, example, given, settings

from search.engines import common_words
from search.engines.base import BELOW, DATE, NETWORK, RELEVANCE, SITE
from search.models import SearchDocument
from search.queries import Search, find
from tests.search.odd import ODD

pytestmark = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="the other engines look for themselves"
)

SEARCHES = [
    {"typed": "职代会"},
    {"typed": "职代会 食堂"},
    {"typed": "职代会", "scope": SITE},
    {"typed": "职代会", "scope": BELOW},
    {"typed": "职代会", "sort": DATE},
    {"typed": "职代会", "size": 2, "page": 2},
    {"typed": "职代会", "size": 4, "page": 9},
    {"typed": '"次职代会"'},
    {"typed": "职代会 -食堂"},
]


@pytest.fixture
def articles(publish):
    for number in range(4):
        publish(f"第{number}次职代会", "职工的事职工议。")
    publish("职代会票决食堂方案", union="city")
    publish("今年的工作安排", "其中有一项职代会质量评估。", union="direct")


@pytest.fixture
def all_words_are_common(monkeypatch):
    monkeypatch.setattr(common_words.CommonWords, "are_there", lambda self: True)


@pytest.mark.parametrize("search", SEARCHES, ids=str)
def test_few_hits_are_what_looking_at_all_finds(network, articles, request, search):
    asked = Search(here=network.city, **search)
    all_looked_at = find(asked).answer
    request.getfixturevalue("all_words_are_common")

    answer = find(asked).answer

    assert answer.article_ids == all_looked_at.article_ids
    assert answer.scopes == all_looked_at.scopes
    assert answer.total == all_looked_at.total
    assert {name: dict(values) for name, values in answer.facets.items()} == {
        name: dict(values) for name, values in all_looked_at.facets.items()
    }
    assert search.get("scope", NETWORK) not in answer.estimated


def test_of_very_many_hits_the_newest_are_looked_at(
    network, articles, all_words_are_common, monkeypatch
):
    monkeypatch.setattr(common_words, "LOOKED_AT", 2)

    answer = find(Search("职代会", network.city, size=2)).answer

    assert len(answer.article_ids) == 2
    assert answer.total == 6  # the sample of a small index is all of it
    assert answer.estimated == {NETWORK}
    assert answer.is_estimated


@pytest.mark.parametrize("whole", [1, 2])
def test_a_large_scope_is_counted_by_a_part_of_it(
    network, articles, all_words_are_common, monkeypatch, whole
):
    monkeypatch.setattr(common_words, "WHOLE", whole)

    answer = find(Search("职代会", network.county, scope=NETWORK)).answer

    assert SITE in answer.estimated
    assert answer.scopes[SITE] % (4 // whole) == 0
    assert answer.scopes[NETWORK] >= answer.scopes[SITE]


@pytest.mark.parametrize(
    "narrowed",
    [
        {"typed": "职代会", "filters": {"tier": "COUNTY"}},
        {"typed": "职代会 -次"},
        {"typed": '"票决食堂"'},
    ],
    ids=str,
)
def test_what_leaves_few_hits_is_done_exactly(network, articles, monkeypatch, narrowed):
    monkeypatch.setattr(common_words, "MANY", -1)
    monkeypatch.setattr(common_words, "LOOKED_AT", 1)
    monkeypatch.setattr(common_words, "documents", lambda: 1_000)

    assert not find(Search(here=network.city, **narrowed)).answer.estimated


def test_the_planner_knows_common_words(network, articles, monkeypatch):
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE wagtailsearch_indexentry")
    monkeypatch.setattr(common_words, "MANY", 8)
    monkeypatch.setattr(common_words, "LOOKED_AT", 1)

    assert find(Search("职代会", network.county, size=1)).answer.estimated
    assert not find(Search("食堂", network.county, size=1)).answer.estimated


@pytest.mark.parametrize("sort", [RELEVANCE, DATE])
def test_each_page_goes_on_from_the_one_before(
    network, articles, all_words_are_common, monkeypatch, sort
):
    monkeypatch.setattr(common_words, "LOOKED_AT", 2)

    pages = [
        find(Search("职代会", network.city, size=2, page=page, sort=sort)).answer.article_ids
        for page in (1, 2, 3)
    ]

    ids = [pk for page in pages for pk in page]
    assert len(ids) == len(set(ids)) == 6


def test_a_phrase_that_many_have_is_looked_for_in_the_newest(network, articles, monkeypatch):
    monkeypatch.setattr(common_words, "MANY", -1)
    monkeypatch.setattr(common_words, "LOOKED_AT", 2)
    monkeypatch.setattr(common_words, "documents", lambda: 6)

    answer = find(Search('"次职代会"', network.city, size=2)).answer

    titles = SearchDocument.objects.filter(pk__in=answer.article_ids).values_list(
        "title", flat=True
    )
    assert sorted(titles) == ["第2次职代会", "第3次职代会"]
    assert answer.total == 4
    assert answer.estimated


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(typed=ODD)
@example(typed='"工会" -"会员" ' * 20)
def test_nothing_that_can_be_typed_is_an_error(network, articles, typed):
    with patch.object(common_words.CommonWords, "are_there", lambda self: True):
        find(Search(typed, network.city))
