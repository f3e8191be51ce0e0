"""Security headers: what a browser may load for a page, and who may put the page in a frame.

Django has a policy of its own from version 6; the names below are those of its settings.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse

CSP = "Content-Security-Policy"
Policy = dict[str, list[str]]


class SecurityHeadersMiddleware:
    """Adds the policy of the area that a path belongs to; a view's own policy stays."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.public = in_words(settings.SECURE_CSP)
        self.admin = in_words(settings.SECURE_CSP_ADMIN)
        self.preview = in_words({**settings.SECURE_CSP_ADMIN, "frame-ancestors": ["'self'"]})

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        if not response.has_header(CSP):
            response.headers[CSP] = self.policy_for(request, response)
        return response

    def policy_for(self, request: HttpRequest, response: HttpResponse) -> str:
        if not request.path.startswith("/admin/"):
            return self.public
        # Wagtail marks its previews so: the editor shows them in a frame.
        is_preview = response.headers.get("X-Frame-Options") == "SAMEORIGIN"
        return self.preview if is_preview else self.admin


def in_words(policy: Policy) -> str:
    return "; ".join(" ".join([name, *sources]) for name, sources in policy.items())


def origin(url: str) -> list[str]:
    """The host of media that lie elsewhere, as a list for a policy; empty for our own."""
    parts = urlsplit(url)
    return [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else []
