"""Lets the audit log know which request is being answered."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from audit.context import answering


class AuditMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with answering(request):
            return self.get_response(request)
