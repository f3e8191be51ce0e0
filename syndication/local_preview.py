"""Asking the portal itself, in this process, for a page of a public site."""

from collections.abc import Iterator
from contextlib import contextmanager
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


def status_at(url: str) -> int:
    """The status with which a public address answers right now.

    The answer is not closed: that would end the request around it, and its database connection.
    """
    handler = BaseHandler()
    handler.load_middleware()
    with as_reader():
        return handler.get_response(request_for(url)).status_code


class ReceiptHandler(BaseHandler):
    """Answers with a received article as it would stand in a column of the recipient."""

    def __init__(self, receipt: Receipt, column: ColumnPage, dress: LocalDress) -> None:
        self.receipt, self.column, self.dress = receipt, column, dress
        super().__init__()
        self.load_middleware()

    def _get_response(self, request: HttpRequest) -> HttpResponseBase:
        placement = Placement(
            organisation=self.receipt.recipient,
            article=self.receipt.dispatch.article,
            column=self.column,
            headline=self.dress.headline,
            lead=self.dress.lead,
            cover_id=self.dress.cover_id,
        )
        article: ArticlePage = in_local_dress(placement)
        context = article.get_context(request) | article_surroundings(article, None, self.column)
        return render(request, article.template, context | {"placement": placement})


def preview_receipt(receipt: Receipt, column: ColumnPage, dress: LocalDress) -> HttpResponseBase:
    """The page that readers of the recipient's site would get."""
    with as_reader():
        return ReceiptHandler(receipt, column, dress).get_response(request_for(column.full_url))
