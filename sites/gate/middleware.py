"""The gate itself: between a request for the desk and the screen that would answer it."""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from wagtail import hooks
from wagtail.admin.auth import require_admin_access

from sites.gate.rows import Row
from sites.gate.scope import Scope

DESK = "/admin/"


@cache
def table() -> dict[str, Row]:
    """All rows by the name of their screen; apps add theirs by the hook ``register_gate_rows``."""
    rows: dict[str, Row] = {}
    for named in hooks.get_hooks("register_gate_rows"):
        for name, row in named().items():
            if name in rows:
                raise ValueError(f"two rows for {name}")
            rows[name] = row
    return rows


class GateMiddleware:
    """Asks the table before a screen runs. What may not be opened does not exist: 404.

    Who is not signed in is left to Wagtail, which shows them the way to the sign-in.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if not request.path.startswith(DESK) or not request.user.is_authenticated:
            return None
        if request.user.is_superuser:
            return None
        match = request.resolver_match
        row = table().get(match.view_name) if match else None
        if row is None or not may_pass(row, Scope.of(request.user), request, kwargs):
            raise Http404
        # In the way of Wagtail's own screens: with its access right, language and time zone.
        return require_admin_access(row.instead)(request, **kwargs) if row.instead else None


def may_pass(row: Row, scope: Scope, request: HttpRequest, kwargs: dict[str, Any]) -> bool:
    if not row.who(scope):
        return False
    for name, check in row.path.items():
        if name in kwargs and not check(scope, kwargs[name]):
            return False
    for name, check in row.query.items():
        for key in request.GET.getlist(name):
            if key not in row.words and not (key.isdecimal() and check(scope, key)):
                return False
    return row.also is None or row.also(scope, request, kwargs)
