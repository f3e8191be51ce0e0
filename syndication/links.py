"""Addresses of the desk's screens."""

from django.conf import settings
from django.urls import NoReverseMatch, reverse


def desk_path(name: str, *args: int) -> str:
    """The path of a screen; empty where the network has no such screen."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def desk_url(name: str, *args: int) -> str:
    """The absolute address of a screen, for mails; empty where there is no such screen."""
    path = desk_path(name, *args)
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}" if path else ""
