"""Whether an address of the network itself leads somewhere: asked inside, without any network."""

from functools import cache
from io import BytesIO
from urllib.parse import unquote_to_bytes, urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http.response import FileResponse, HttpResponseBase
from django.utils import translation
from wagtail.documents import get_document_model

from news.gateways.web import Answer, absolute_location
from news.outgoing.extract import DOCUMENT, PAGE, named
from pages.models import BasePage
from sites.queries import find_site

MOST_REDIRECTS = 5
REDIRECTS = {301, 302, 303, 307, 308}
GOOD_TO = 400


def own_answer(url: str) -> Answer | None:
    """How the network itself answers; None for an address of somebody else."""
    if (key := named(url, PAGE)) is not None:
        return Answer.found(BasePage.objects.filter(pk=key, live=True).exists())
    if (key := named(url, DOCUMENT)) is not None:
        return Answer.found(get_document_model().objects.filter(pk=key).exists())
    for _turn in range(MOST_REDIRECTS):
        if not is_own(url):
            return None if _turn == 0 else Answer(True)
        status, location = ask_ourselves(url)
        if status not in REDIRECTS or not location:
            return Answer(status < GOOD_TO, "" if status < GOOD_TO else str(status), is_final=True)
        url = absolute_location(url, location)
    return Answer.of_redirects()


def is_own(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    return host == settings.ADMIN_HOST or find_site(host) is not None


@cache
def handler() -> WSGIHandler:
    return WSGIHandler()


def ask_ourselves(url: str) -> tuple[int, str]:
    """The status of an address as a reader would get it, and where it leads on to."""
    parts = urlsplit(url)
    request = WSGIRequest(
        {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": unquote_to_bytes(parts.path or "/").decode("latin-1"),
            "QUERY_STRING": parts.query.encode().decode("latin-1"),
            "SERVER_NAME": parts.hostname or "",
            "SERVER_PORT": str(parts.port or (443 if parts.scheme == "https" else 80)),
            "HTTP_HOST": parts.netloc.rpartition("@")[2],
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.url_scheme": parts.scheme,
            "wsgi.input": BytesIO(),
        }
    )
    with translation.override(settings.LANGUAGE_CODE):
        response: HttpResponseBase = handler().get_response(request)
    # Not response.close(): that ends a request of a server, and with it our database connection.
    if isinstance(response, FileResponse) and response.file_to_stream is not None:
        response.file_to_stream.close()
    return response.status_code, response.headers.get("Location", "")
