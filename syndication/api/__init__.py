"""Dispatches, receipts, submissions and recalls for scripts, with the rights of a staff account."""

from django.http import HttpRequest, HttpResponse
from wagtail.api.v3.errors import problem_response

from syndication.api.dispatches import router as dispatches
from syndication.api.recalls import router as recalls
from syndication.api.receipts import router as receipts
from syndication.api.submissions import router as submissions

routers = (
    ("/dispatches/", dispatches),
    ("/receipts/", receipts),
    ("/submissions/", submissions),
    ("/recalls/", recalls),
)


def refuse(request: HttpRequest, error: Exception) -> HttpResponse:
    """An act that the state of things doesn't allow: 409 with the sentence of the screen."""
    return problem_response(status=409, detail=str(error))


__all__ = ["refuse", "routers"]
