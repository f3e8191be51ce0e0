"""The image chooser with two shelves: the own union's, and what all unions share."""

from functools import cache
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.images import get_image_model
from wagtail.permissions import policy_registry

from sites.gate.media import own_tags

SHARED = "shared"
PREVIEW = "max-165x165"  # as Wagtail's templates ask for it
OF_THE_OWNER_ONLY = {"collection", "usage_count"}  # columns


class ShelfFilter(forms.Form):
    """Beside Wagtail's filters: which shelf is looked at."""

    shelf = forms.ChoiceField(
        label=_("图片来自"),
        choices=[("", _("本单位")), (SHARED, _("全网共享"))],
        required=False,
        widget=forms.RadioSelect(attrs={"data-chooser-modal-search-filter": True}),
    )

    def filter(self, objects: QuerySet[Any]) -> Any:
        if self.cleaned_data["shelf"] != SHARED:
            return super().filter(objects)  # type: ignore[misc]
        # Whether a picture is shared is in no index of texts; what is shared is little.
        words = self.cleaned_data["q"]
        self.search_query, self.is_searching = words, bool(words)
        if not words:
            return objects
        for word in words.split():
            objects = objects.filter(
                Q(title__icontains=word) | Q(sharing__organisation__name__icontains=word)
            )
        return objects


class TwoShelves:
    """Beside the chooser's views of Wagtail."""

    results_template_name = "sites/admin/picture_results.html"
    request: HttpRequest
    layout: str

    @property
    def shows_shared(self) -> bool:
        return self.request.GET.get("shelf") == SHARED

    def get_object_list(self) -> QuerySet[Any]:
        policy: Any = policy_registry.get_by_type(get_image_model())
        user = self.request.user
        if self.shows_shared:
            found = policy.shared(user).select_related("collection", "sharing__organisation")
        else:
            found = policy.own(user).select_related("collection")
        return found.prefetch_renditions(PREVIEW)

    def get_filter_form_class(self) -> type[forms.Form]:
        known = super().get_filter_form_class()  # type: ignore[misc]
        return type("PictureFilterForm", (ShelfFilter, known), {})

    @cached_property
    def columns(self) -> list[Column]:
        columns = super().columns  # type: ignore[misc]
        if not self.shows_shared or not columns:
            return columns
        owner = Column("owner", label=_("单位"), accessor="sharing.owner_name")
        return [*(column for column in columns if column.name not in OF_THE_OWNER_ONLY), owner]

    def get_usage_counts(self, results: Any) -> dict[Any, int]:
        """Where others use what is theirs is not told."""
        return {} if self.shows_shared else super().get_usage_counts(results)  # type: ignore[misc]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)  # type: ignore[misc]
        if "popular_tags" in context:
            context["popular_tags"] = own_tags(self.request.user)
        return context | {"shows_shared": self.shows_shared}


@cache
def with_two_shelves(view_class: type) -> Any:
    return type(view_class.__name__, (TwoShelves, view_class), {})


def choose_picture(request: HttpRequest) -> HttpResponse:
    """The chooser or its list, whichever was asked for."""
    view: Any = request.resolver_match.func  # type: ignore[union-attr]
    return with_two_shelves(view.view_class).as_view(**view.view_initkwargs)(request)
