"""Who gets a document: every reader, if a page shows it to readers; else who works with it.

An address has a number that can be typed, and drafts of public notices have files with personal
data. Two hooks let the apps above add what they show and to whom:

``shows_document``: called with the document; whether readers meet it somewhere else than on a page.
``opens_document``: called with the document and a member of staff.
"""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, QuerySet
from django.db.models.functions import Cast
from django.http import Http404, HttpRequest
from wagtail import hooks
from wagtail.models import ReferenceIndex

from pages.models import BasePage
from sites.gate import Scope
from sites.models import Organisation


@hooks.register("before_serve_document")
def hand_out(document: Any, request: HttpRequest) -> None:
    """404 for all others: the document does not exist for them.

    Staff are asked for at the desk only, so that on public hosts nothing hangs on who is asking.
    """
    if is_public(document):
        return
    at_desk = not hasattr(request, "organisation_site")
    if not (at_desk and request.user.is_authenticated and may_open(document, request.user)):
        raise Http404


def is_public(document: Any) -> bool:
    pages: Any = BasePage.objects.live().public()
    shown = pages.filter(pk__in=pages_naming(document)).exclude(
        organisation__status=Organisation.Status.PREPARING
    )
    if shown.exists():
        return True
    return any(shows(document) for shows in hooks.get_hooks("shows_document"))


def may_open(document: Any, user: Any) -> bool:
    scope = Scope.of(user)
    if (
        scope.reads_document(document.pk)
        or scope.pages.filter(pk__in=pages_naming(document)).exists()
    ):
        return True
    return any(opens(document, user) for opens in hooks.get_hooks("opens_document"))


def pages_naming(row: Any) -> QuerySet[Any]:
    """The keys of pages that name a document or picture, a live page as it is live.

    By Wagtail's index of references.
    """
    kinds = ContentType.objects
    found = ReferenceIndex.objects.filter(
        base_content_type=kinds.get_for_model(BasePage),
        to_content_type=kinds.get_for_model(type(row)),
        to_object_id=str(row.pk),
    )
    return found.annotate(page=Cast("object_id", BigIntegerField())).values("page")
