"""What choosers list, and what a page form takes: the person's own, and what others have shared."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import ReferenceIndex, Revision

from pages.models import BasePage
from sites.gate.scope import Scope


@hooks.register("construct_page_chooser_queryset")
def only_own_pages(pages: QuerySet[BasePage], request: Any) -> QuerySet[BasePage]:
    scope = Scope.of(request.user)
    if scope.is_network:
        return pages
    return pages.filter(organisation__in=scope.unions)


def references_of(page: BasePage) -> set[tuple[str, str]]:
    """The pictures, files and pages that a page names, in fields, in its body and in links."""
    found = ReferenceIndex._extract_references_from_object(page)
    kinds = {
        ReferenceIndex._get_base_content_type(model).pk: name
        for model, name in (
            (get_image_model(), "image"),
            (get_document_model(), "document"),
            (BasePage, "page"),
        )
    }
    return {(kinds[kind], str(key)) for kind, key, *_where in found if kind in kinds}


def is_named_in(versions: QuerySet[Revision], row: Any) -> bool:
    """Whether one of these versions of pages names the picture or document.

    The database leaves out those without its number; only the others are unpacked.
    """
    kind = "image" if isinstance(row, get_image_model()) else "document"
    text = Cast("content", TextField())
    likely = versions.annotate(text=text).filter(text__contains=str(row.pk))
    return any((kind, str(row.pk)) in references_of(one.as_object()) for one in likely)


def foreign_references(page: BasePage, user: Any, in_rows: Iterable[Any]) -> list[str]:
    """Sentences about what a page newly names and the person may not choose.

    What the stored page names already may stay: somebody who was allowed to has chosen it, or it
    came with what was taken over from another union.
    """
    scope = Scope.of(user)
    if scope.is_network:
        return []
    known = set()
    if page.pk and (stored := BasePage.objects.filter(pk=page.pk).first()):
        known = references_of(stored.specific) | references_of(
            stored.get_latest_revision_as_object()
        )
    asked = {
        "image": scope.may_choose_image,
        "document": scope.sees_document,
        "page": may_link(scope),
    }
    words = {"image": _("图片"), "document": _("文件"), "page": _("页面")}
    named = references_of(page) | {pair for thing in in_rows if (pair := named_by(thing))}
    return [
        _("%(kind)s %(key)s 不是本会的，不能使用。") % {"kind": words[kind], "key": key}
        for kind, key in sorted(named - known)
        if not asked[kind](key)
    ]


def named_by(thing: Any) -> tuple[str, str] | None:
    """A thing that a row below the page names, as ``references_of`` gives it."""
    for model, name in ((get_image_model(), "image"), (get_document_model(), "document")):
        if isinstance(thing, model):
            return name, str(thing.pk)
    return ("page", str(thing.pk)) if isinstance(thing, BasePage) else None


def may_link(scope: Scope) -> Any:
    """A page of the person's unions, or one that anybody can read: a link shows no more of it."""

    def check(key: Any) -> bool:
        own = Q(organisation__in=scope.unions)
        return BasePage.objects.filter(own | Q(live=True), pk=key).exists()

    return check
