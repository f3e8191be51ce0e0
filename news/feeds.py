"""Atom feeds of sites and columns."""

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed

FEED_LENGTH = 30


def column_feed(request: HttpRequest, column) -> HttpResponse: ...


def site_feed(request: HttpRequest, home) -> HttpResponse: ...
