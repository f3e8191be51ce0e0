"""When `manage.py demo` refuses to work, and what it leaves alone."""

import pytest
from django.core.management import CommandError, call_command

from news.models import ArticlePage
from search import rebuild
from search.check import compare_database
from search.models import SearchDocument
from tests.factories.news import make_article

pytestmark = pytest.mark.django_db


def test_without_a_password_nothing_is_made(network, monkeypatch):
    monkeypatch.delenv("DEMO_PASSWORD", raising=False)

    with pytest.raises(CommandError, match="DEMO_PASSWORD"):
        call_command("demo")

    assert not ArticlePage.objects.exists()


def test_production_is_refused(network, monkeypatch, settings):
    monkeypatch.setenv("DEMO_PASSWORD", "correct-horse-battery")
    settings.SETTINGS_MODULE = "config.settings.production"

    with pytest.raises(CommandError, match="生产环境"):
        call_command("demo")

    assert not ArticlePage.objects.exists()


def test_a_union_that_has_an_article_is_left_alone(network, monkeypatch):
    monkeypatch.setenv("DEMO_PASSWORD", "correct-horse-battery")
    for union in (network.province, network.city, network.county):
        make_article(union)

    call_command("demo", verbosity=0)

    own = ArticlePage.objects.filter(organisation=network.county)
    assert [article.title for article in own] == ["全市工会工作会议召开"]
    assert ArticlePage.objects.filter(organisation=network.direct).count() > 50


@pytest.fixture
def demo_of_one(network, monkeypatch):
    """Runs the demo where only one county is still empty."""
    monkeypatch.setenv("DEMO_PASSWORD", "correct-horse-battery")
    for union in (network.province, network.city, network.county):
        make_article(union)
    return lambda: call_command("demo", verbosity=0)


def test_what_the_demo_writes_is_found_at_once_beside_what_was_there(network, demo_of_one):
    demo_of_one()

    assert SearchDocument.objects.filter(organisation=network.direct).count() > 50
    assert not compare_database()


def test_indexing_that_was_stopped_goes_on_at_the_next_run(network, demo_of_one, monkeypatch):
    demo_of_one()
    SearchDocument.objects.all().delete()
    monkeypatch.setattr("search.upkeep.BATCH", 20)
    with monkeypatch.context() as patch:
        patch.setattr("search.rebuild.remember", stop_at(2))
        with pytest.raises(KeyboardInterrupt):
            demo_of_one()
    assert SearchDocument.objects.exists()
    assert rebuild.is_unfinished()

    demo_of_one()

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
