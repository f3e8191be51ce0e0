"""Reads of the page tree that stay fast in a union with very many pages."""

from typing import TypeVar

from django.contrib.contenttypes.models import ContentType
from wagtail.query import PageQuerySet

from pages.models import BasePage
from pages.shown import shows

P = TypeVar("P", bound=BasePage)


def pages_of_type(model: type[P], organisation_id: int | None) -> PageQuerySet[P]:
    """The live pages of exactly this class that belong to a union.

    Their keys are read first, from one short range of an index. Joined with the table of the
    class, a planner that doesn't know how few columns stand among a union's many articles
    walks past all of them.
    """
    shows(f"pages:{organisation_id}")
    content_type = ContentType.objects.get_for_model(model)
    of_union = BasePage.objects.filter(organisation=organisation_id, content_type=content_type)
    keys = list(of_union.order_by("path").values_list("pk", flat=True))
    return model.objects.live().filter(pk__in=keys)
