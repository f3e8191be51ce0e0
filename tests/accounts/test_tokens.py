"""A script's token is as good as the account it belongs to."""

import pytest
from django.test import Client
from wagtail.models import APIToken

from sites.models import StaffRole
from tests.factories.sites import UserFactory


@pytest.fixture
def answer_of():
    """The status that a script with a person's token gets from the desk's API."""

    def ask(user):
        token = APIToken.generate_token()
        APIToken.objects.create(
            user=user, name="script", key_hash=APIToken.hash_token(token), prefix=token[:12]
        )
        headers = {"host": "desk.localhost", "authorization": f"Bearer {token}"}
        return Client(headers=headers).get("/api/v3/receipts/").status_code

    return ask


@pytest.fixture
def admin(network):
    return UserFactory.with_role(network.county, StaffRole.DESK, username="feixi-desk")


def test_a_token_of_an_account_that_lacks_its_second_factor_is_refused(settings, admin, answer_of):
    settings.REQUIRE_SECOND_FACTOR = True

    assert answer_of(admin) == 401


def test_it_is_good_where_no_second_factor_is_required(settings, network, admin, answer_of):
    assert answer_of(admin) == 200
    settings.REQUIRE_SECOND_FACTOR = True
    assert answer_of(UserFactory.with_role(network.county, StaffRole.EDITOR)) == 200
