"""What `manage.py demo` leaves alone, and how what it writes comes to be found."""

import pytest
from django.core.management import call_command

from news.models import ArticlePage
from search import rebuild
from search.check import compare_database
from search.models import SearchDocument

pytestmark = pytest.mark.django_db


def test_a_union_that_has_an_article_is_left_alone(filled_one):
    own = ArticlePage.objects.filter(organisation=filled_one.county)
    assert [article.title for article in own] == ["全市工会工作会议召开"]
    assert ArticlePage.objects.filter(organisation=filled_one.direct).count() > 50


def test_what_the_demo_writes_is_found_at_once_beside_what_was_there(filled_one):
    assert SearchDocument.objects.filter(organisation=filled_one.direct).count() > 50
    assert not compare_database()


def test_indexing_that_was_stopped_goes_on_at_the_next_run(filled_one, monkeypatch):
    SearchDocument.objects.all().delete()
    monkeypatch.setattr("search.upkeep.BATCH", 20)
    with monkeypatch.context() as patch:
        patch.setattr("search.rebuild.remember", stop_at(2))
        with pytest.raises(KeyboardInterrupt):
            call_command("demo", verbosity=0)
    assert SearchDocument.objects.exists()
    assert rebuild.is_unfinished()

    call_command("demo", verbosity=0)

    assert not compare_database()
    assert not rebuild.is_unfinished()


def stop_at(part):
    """As if the process were stopped after this part of the index."""
    remember, done = rebuild.remember, []

    def count(state, last_article_id):
        done.append(last_article_id)
        if len(done) == part:
            raise KeyboardInterrupt
        remember(state, last_article_id)

    return count
