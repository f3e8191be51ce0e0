"""When `manage.py demo` refuses to work."""

import pytest
from django.core.management import CommandError, call_command

from news.models import ArticlePage


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
