"""Asking the portal itself, in this process, for a page of a public site."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from io import BytesIO
from urllib.parse import urlsplit

from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import get_urlconf, set_urlconf
from django.utils import translation

from news.models import ArticlePage, ColumnPage
from news.queries import article_surroundings
from syndication.actions import LocalDress
from syndication.models import Placement, Receipt
from syndication.public import in_local_dress


def request_for(url: str) -> WSGIRequest:
    """A reader's request, without any cookie of the desk."""
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    return WSGIRequest(
        {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": parts.path,
            "QUERY_STRING": "",
            "SERVER_NAME": parts.hostname or "",
            "SERVER_PORT": str(port),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": parts.netloc,
            "wsgi.url_scheme": parts.scheme,
            "wsgi.input": BytesIO(),
            "wsgi.errors": BytesIO(),
        }
    )


@contextmanager
def as_reader() -> Iterator[None]:
    """What a request leaves in the thread is put back: its language and its addresses."""
    urlconf, language = get_urlconf(), translation.get_language()
    try:
        yield
    finally:
        set_urlconf(urlconf)
        translation.activate(language or "zh-hans")


class Portal(BaseHandler):
    """The portal with its middleware, that answers in this process.

    A request with an ``answer_with`` is answered by that instead of by its address.
    """

    def _get_response(self, request: HttpRequest) -> HttpResponseBase:
        if answer := getattr(request, "answer_with", None):
            return answer(request)
        return super()._get_response(request)  # type: ignore[misc]


@cache
def portal() -> Portal:
    """Made once: its middleware reads the list of static files."""
    handler = Portal()
    handler.load_middleware()
    return handler


def status_at(url: str) -> int:
    """The status with which a public address answers right now.

    The answer is not closed: that would end the request around it, and its database connection.
    """
    with as_reader():
        return portal().get_response(request_for(url)).status_code


def preview_receipt(receipt: Receipt, column: ColumnPage, dress: LocalDress) -> HttpResponseBase:
    """The article as readers of the recipient's site would see it in that column."""
    placement = Placement(
        organisation=receipt.recipient,
        article=receipt.dispatch.article,
        column=column,
        headline=dress.headline,
        lead=dress.lead,
        cover_id=dress.cover_id,
    )

    def answer(request: HttpRequest) -> HttpResponseBase:
        article: ArticlePage = in_local_dress(placement)
        context = article.get_context(request) | article_surroundings(article, None, column)
        return render(request, article.template, context | {"placement": placement})

    request = request_for(column.full_url)
    request.answer_with = answer  # type: ignore[attr-defined]
    with as_reader():
        return portal().get_response(request)
