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


@pytest.mark.parametrize(
    ("environment", "origin"),
    [
        ({"S3_CUSTOM_DOMAIN": "files.example.cn"}, "https://files.example.cn"),
        ({"S3_ENDPOINT_URL": "https://s3.example.cn/"}, "https://s3.example.cn"),
    ],
)
def test_readers_may_load_pictures_from_the_object_store(read, environment, origin):
    found = read(S3_BUCKET="portal", **environment)

    assert origin in found["SECURE_CSP"]["img-src"]
    assert origin in found["SECURE_CSP"]["media-src"]
    assert origin in found["SECURE_CSP_ADMIN"]["img-src"]


def test_an_object_store_keeps_files_of_one_name_apart(read):
    options = read(S3_BUCKET="portal")["STORAGES"]["default"]["OPTIONS"]

    assert options["file_overwrite"] is False
    assert options["querystring_auth"] is False
