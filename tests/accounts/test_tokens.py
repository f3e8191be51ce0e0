"""A script's token is as good as the account it belongs to."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import APIToken

from accounts.staff.links import password_link
from sites.models import StaffRole
from tests.factories.sites import UserFactory


def make_token(user):
    token = APIToken.generate_token()
    APIToken.objects.create(
        user=user, name="script", key_hash=APIToken.hash_token(token), prefix=token[:12]
    )
    return token


@pytest.fixture
def answer_of():
    """The status that a script with a person's token gets from the desk's API."""

    def ask(user, token=None):
        token = token or make_token(user)
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


def test_ending_all_sessions_ends_tokens_too(desk, admin, answer_of):
    token = make_token(admin)
    assert answer_of(admin, token) == 200

    desk(admin).post(reverse("account_end_own_sessions"))

    assert answer_of(admin, token) == 401


def test_a_new_password_by_link_ends_tokens(admin, guest, answer_of):
    token = make_token(admin)
    link = password_link(admin, "")
    form = guest.get(link, follow=True)
    words = {"new_password1": "another-good-battery", "new_password2": "another-good-battery"}
    guest.post(form.redirect_chain[-1][0], words)

    admin.refresh_from_db()
    assert admin.check_password("another-good-battery")
    assert answer_of(admin, token) == 401
