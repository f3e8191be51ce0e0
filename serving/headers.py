"""The headers that every page has, whoever sends it: the same as Django would give it."""

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.clickjacking import XFrameOptionsMiddleware
from django.middleware.security import SecurityMiddleware

from config.headers import SecurityHeadersMiddleware
from serving.render import Headers

CONTENT_TYPE = "text/html; charset=utf-8"


@cache
def page_headers(language: str) -> Headers:
    """Readers ask each time whether the page has changed, so a change is seen at once."""
    return [
        ("Content-Type", CONTENT_TYPE),
        ("Content-Language", language),
        ("Cache-Control", "no-cache"),
        ("Vary", "Accept-Encoding"),
        *security_headers(),
    ]


@cache
def security_headers() -> Headers:
    request = HttpRequest()
    request.META = {"wsgi.url_scheme": "https", "HTTP_X_FORWARDED_PROTO": "https"}
    request.path = request.path_info = "/"

    def empty(request: HttpRequest) -> HttpResponse:
        response = HttpResponse()
        del response.headers["Content-Type"]
        return response

    inner: Any = SecurityMiddleware(XFrameOptionsMiddleware(empty))
    answer = SecurityHeadersMiddleware(inner)
    return list(answer(request).headers.items())
