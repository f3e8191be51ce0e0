"""Tags are one pool for the network; those that only others use are nobody's business."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, JsonResponse
from taggit.models import Tag, TaggedItem
from wagtail import hooks
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from sites.gate.scope import Scope

MOST = 10


def suggest_tags(request: HttpRequest, **kwargs: Any) -> JsonResponse:
    """The tags that begin so and stand on an article, picture or file of the person's unions.

    Apps with tags of their own answer the hook ``tags_of_unions``: from a queryset of unions' keys
    to one of tags' keys.
    """
    term = request.GET.get("term", "").strip()
    scope = Scope.of(request.user)
    tags = Tag.objects.filter(name__istartswith=term) if term else Tag.objects.none()
    if not scope.is_network:
        own = Q(pk__in=tags_on_shelves(scope))
        for tags_of in hooks.get_hooks("tags_of_unions"):
            own |= Q(pk__in=tags_of(scope.unions))
        tags = tags.filter(own)
    return JsonResponse(
        list(tags.order_by("name").values_list("name", flat=True)[:MOST]), safe=False
    )


def tags_on_shelves(scope: Scope) -> Any:
    """Of pictures and files that lie on the unions' shelves themselves."""
    own = Q()
    for model in (get_image_model(), get_document_model()):
        kind = model._meta
        things = model._default_manager.filter(
            collection__mediacollection__organisation__in=scope.unions
        )
        own |= Q(
            content_type__app_label=kind.app_label,
            content_type__model=kind.model_name,
            object_id__in=things.values("pk"),
        )
    return TaggedItem.objects.filter(own).values("tag_id")
