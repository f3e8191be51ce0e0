"""The page explorer without the filters that name the people and sites of all unions."""

from typing import Any

from wagtail.admin.views.pages.listing import GenericPageFilterSet
from wagtail.admin.viewsets.pages import PageViewSet

from pages.models import BasePage


class OwnPageFilterSet(GenericPageFilterSet):
    owner: Any = None
    edited_by: Any = None
    site: Any = None

    class Meta(GenericPageFilterSet.Meta):
        pass


class OwnPageViewSet(PageViewSet):
    model = BasePage
    filterset_class = OwnPageFilterSet
