"""Answers about the machine, and the files of the local media folder."""

import posixpath

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.views.static import serve

# All others, documents above all, are handed out by programs that ask who may have them.
PUBLIC_FOLDERS = ("images/", "original_images/", "avatar_images/")
ONE_YEAR = 31_536_000  # seconds; an uploaded file never changes under its name


def health(request: HttpRequest) -> JsonResponse:
    """Whether the parts that every page needs answer: 200, or 503 with the parts that don't.

    Nothing needs a Redis that answers: see ``config.caches``.
    """
    parts = {"database": database_answers()}
    return JsonResponse(parts, status=200 if all(parts.values()) else 503)


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return cursor.fetchone() == (1,)
    except DatabaseError:
        return False


def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Serve a picture from the local folder, where no web server in front does it."""
    path = posixpath.normpath(path).lstrip("/")
    if not path.startswith(PUBLIC_FOLDERS):
        raise Http404
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    response["Cache-Control"] = f"public, max-age={ONE_YEAR}, immutable"
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response
