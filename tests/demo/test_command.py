"""When `manage.py demo` refuses to work, and what it leaves alone."""

import pytest
from django.core.management import CommandError, call_command

from news.models import ArticlePage
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
