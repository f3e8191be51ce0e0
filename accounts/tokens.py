"""Tokens of staff accounts, for scripts."""

from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from wagtail.api.v3.auth import BearerTokenAuth
from wagtail.models import APIToken

from accounts.policies import must_have_second_factor


class StaffTokenAuth(BearerTokenAuth):
    """Wagtail's tokens. That of an account which needs a second factor is good once it has one:
    only who has signed in with it can have made the token.
    """

    def authenticate(self, request: HttpRequest, token: str) -> APIToken | None:
        found: Any = super().authenticate(request, token)
        if found and must_have_second_factor(found.user) and not is_mfa_enabled(found.user):
            request.user = AnonymousUser()
            return None
        return found
