"""The one address of a page, whatever host and language it is read under."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language, override
from wagtail.models import Site

from pages.models import BasePage
from sites.models import Organisation
from sites.responses import ARCHIVE_PATH

if TYPE_CHECKING:
    from news.models import ArticlePage, Entry

# The names of our languages in HTML, HTTP and XML (BCP 47), and in Open Graph.
LANGUAGE_TAGS = {"zh-hans": "zh-Hans", "en": "en"}
OPEN_GRAPH_LOCALES = {"zh-hans": "zh_CN", "en": "en_US"}


def is_translated_to(page: "BasePage | Entry", language: str) -> bool:
    """Whether there is a version in the language; the Chinese one always is there."""
    with override(language):
        return language == settings.LANGUAGE_CODE or page.is_translated


def shown_language(page: "BasePage | Entry") -> str:
    """The language that the page or line is written in where it is being read."""
    language = get_language() or settings.LANGUAGE_CODE
    return language if is_translated_to(page, language) else settings.LANGUAGE_CODE


def canonical_url(page: BasePage, language: str | None = None) -> str:
    """The absolute address on the main host of the page's site; empty for a page without one.

    Without a language: that of the language being read, where the page is translated to it.
    """
    with override(language or shown_language(page)):
        return page.full_url or ""


def line_url(entry: "Entry") -> str:
    """The absolute address of a line's article at the site whose column the line stands in."""
    if entry.number is None:
        return canonical_url(entry.article)
    with override(shown_language(entry)):
        return entry.full_url


def origin_url(article: "ArticlePage") -> str:
    """Where an article is published by its own union; empty while it isn't."""
    is_open = article.organisation.status != Organisation.Status.PREPARING
    return canonical_url(article) if article.live and is_open else ""


def archive_url(page: BasePage, request: HttpRequest) -> str:
    """Where the heir of a merged union keeps one of its pages (sites.views.archived_page)."""
    old = request.archived_from  # type: ignore[attr-defined]
    path = page.url_path.split("/", 2)[2]
    return f"{Site.find_for_request(request).root_url}{ARCHIVE_PATH}{old.slug}/{path}"


def absolute(url: str, root_url: str) -> str:
    """A media or static address with its host; an address of another host stays as it is."""
    return root_url + url if url.startswith("/") and not url.startswith("//") else url
