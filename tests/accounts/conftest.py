import pytest
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.test import Client

PASSWORD = "correct-horse-battery"
HOST = {"host": "desk.localhost"}


@pytest.fixture(autouse=True)
def forget_rate_limits():
    cache.clear()


@pytest.fixture
def guest(network):
    """Somebody at the sign-in page: nobody yet."""
    return Client(headers=HOST)


@pytest.fixture
def sign_in(guest):
    """``sign_in("feixi-editor")`` posts the form; another password or client may be given."""

    def post(username, password=PASSWORD, *, client=guest, path="/accounts/login/", **extra):
        return client.post(path, {"username": username, "password": password}, **extra)

    return post


@pytest.fixture
def code_now():
    """The code that an authenticator with that secret shows."""

    def of(secret: str) -> str:
        counter = next(iter(yield_hotp_counters_from_time()))
        return format_hotp_value(hotp_value(secret, counter))

    return of


@pytest.fixture
def required(settings):
    settings.REQUIRE_SECOND_FACTOR = True
