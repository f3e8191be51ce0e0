"""At the desk only: the second factor where it is required, and the idle time-out."""

import time
from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.policies import must_have_second_factor

PASSED = "second_factor"  # in the session: a code was given in it
SEEN = "seen"  # in the session: when its owner last did something, Unix time
SEEN_STEP = 60  # seconds between two notes of it
DESK_PREFIXES = ("/admin/", "/accounts/")
# Asked for by open tabs on their own: not a sign of somebody being there.
BACKGROUND = ("wagtailadmin_editing_sessions:ping",)

Answer = Callable[[HttpRequest], HttpResponse]


class SecondFactorMiddleware:
    """Nobody who needs a second factor gets to the desk, or its API, without it."""

    GUARDED = ("/admin/", "/api/")
    OPEN = ("/admin/login/", "/admin/logout/", "/admin/jsi18n/", "/admin/sprite")

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if (
            settings.REQUIRE_SECOND_FACTOR
            and request.path.startswith(self.GUARDED)
            and not request.path.startswith(self.OPEN)
            and not hasattr(request, "organisation_site")  # public: no session is looked at
            and request.user.is_authenticated
            and not request.session.get(PASSED)
        ):
            if is_mfa_enabled(request.user):
                logout(request)
                return redirect(settings.LOGIN_URL)
            if must_have_second_factor(request.user):
                return redirect("mfa_activate_totp")
        return self.get_response(request)


class IdleMiddleware:
    """A session lasts IDLE_MINUTES from its owner's last act; open tabs don't count as one."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith(DESK_PREFIXES) and request.user.is_authenticated:
            self.note(request)
        return response

    @staticmethod
    def note(request: HttpRequest) -> None:
        match = request.resolver_match
        if match is not None and match.view_name in BACKGROUND:
            return
        now = int(time.time())
        if now - request.session.get(SEEN, 0) >= SEEN_STEP:
            request.session[SEEN] = now  # saved, and with it the end of the session moves on
