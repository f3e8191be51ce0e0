"""Settings as they come out of an environment file."""

import runpy

import pytest
from django.conf import settings


@pytest.fixture
def read(monkeypatch):
    """``read(AUDIT_KEYS="")``: the settings of every machine with this environment."""
    monkeypatch.setenv("SECRET_KEY", "secret")

    def run(**environment):
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(settings.BASE_DIR / "config" / "settings" / "base.py"))

    return run


def test_audit_keys_left_blank_are_the_secret_key(read):
    assert read(AUDIT_KEYS="")["AUDIT_KEYS"] == ["secret"]
    assert read(AUDIT_KEYS="new,old")["AUDIT_KEYS"] == ["new", "old"]
