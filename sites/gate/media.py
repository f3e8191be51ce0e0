"""Lists of pictures and files that offer only the tags of the person's own unions."""

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from taggit.models import Tag
from wagtail.admin.filters import PopularTagsFilter

from sites.gate.scope import Scope
from sites.gate.tags import MOST, tags_on_shelves


def own_tags(user: Any) -> Any:
    scope = Scope.of(user)
    tags = Tag.objects.order_by("name")
    return (tags if scope.is_network else tags.filter(pk__in=tags_on_shelves(scope)))[:MOST]


class OwnTagsFilterSet:
    """Beside a filter set of Wagtail: replaces its choice of the network's most popular tags."""

    def __init__(self, *args: Any, request: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, request=request, **kwargs)  # type: ignore[call-arg]
        known: dict[str, Any] = self.filters  # type: ignore[attr-defined]
        if isinstance(known.get("tag"), PopularTagsFilter):
            known["tag"].extra["choices"] = [(tag.name, tag.name) for tag in own_tags(request.user)]


@cache
def narrowed(view_class: type) -> type:
    """Wagtail's view with its tags narrowed; the class that is registered stays as it is."""
    filters: Any = view_class.filterset_class  # type: ignore[attr-defined]
    own = type(filters.__name__, (OwnTagsFilterSet, filters), {"Meta": filters.Meta})
    return type(view_class.__name__, (view_class,), {"filterset_class": own})


def with_own_tags(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """The screen that was asked for, with own tags only."""
    view: Any = request.resolver_match.func  # type: ignore[union-attr]
    return narrowed(view.view_class).as_view(**view.view_initkwargs)(request, **kwargs)  # type: ignore[attr-defined]
