"""Which request is being answered, and from which address it came."""

import ipaddress
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from asgiref.local import Local
from django.conf import settings
from django.http import HttpRequest
from wagtail.log_actions import get_active_log_context

_active = Local()


@contextmanager
def answering(request: HttpRequest) -> Iterator[None]:
    outer = getattr(_active, "request", None)
    _active.request = request
    try:
        yield
    finally:
        _active.request = outer


def current_request() -> HttpRequest | None:
    return getattr(_active, "request", None)


def current_user() -> Any | None:
    """The person who acts: as Wagtail knows it, else as the request does. None for the clock."""
    user = get_active_log_context().user
    if user is None and (request := current_request()) is not None:
        user = getattr(request, "user", None)
    return user if user is not None and user.is_authenticated else None


def current_address() -> str:
    request = current_request()
    return client_address(request) if request is not None else ""


def client_address(request: HttpRequest, *args: Any) -> str:
    """The address that a request came from, "" when the server doesn't tell.

    ``X-Forwarded-For`` counts only as far as our own proxies wrote it: it is read from the right
    end, past the addresses in TRUSTED_PROXIES, and never when the peer itself is not one of them.
    """
    address = request.META.get("REMOTE_ADDR", "")
    hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    for hop in reversed(hops):
        if not is_trusted(address) or not (known := normal(hop)):
            break
        address = known
    return normal(address)


def is_trusted(address: str) -> bool:
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(found in ipaddress.ip_network(net) for net in settings.TRUSTED_PROXIES)


def normal(address: str) -> str:
    """The address in its one usual spelling; "" for what is none."""
    try:
        found = ipaddress.ip_address(address.strip().strip("[]"))
    except ValueError:
        return ""
    mapped = getattr(found, "ipv4_mapped", None)
    return str(mapped or found)
