"""The operators' screens: words of one meaning, pinned answers, and what was searched."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, DateFromToRangeFilter
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PageChooserPanel
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from search.models import BestBet, SearchCount, Synonym

NOTHING, CLICKED = "nothing", "clicked"


class SynonymViewSet(ModelViewSet):
    model = Synonym
    name = url_prefix = url_namespace = "search-synonym"
    icon = "list-ul"
    menu_label = _("同义词")
    list_display = ["words"]
    search_fields = ["words"]
    search_backend_name = None
    form_fields = ["words"]
    add_to_reference_index = False


class BestBetViewSet(ModelViewSet):
    model = BestBet
    name = url_prefix = url_namespace = "search-best-bet"
    icon = "pick"
    menu_label = _("推荐结果")
    list_display = ["title", "queries", "organisation", "is_active"]
    list_filter = ["is_active"]
    search_fields = ["title", "queries"]
    search_backend_name = None
    add_to_reference_index = False
    panels = [
        FieldPanel("queries"),
        FieldPanel("title"),
        FieldPanel("description"),
        MultiFieldPanel([PageChooserPanel("page"), FieldPanel("url")], _("通向")),
        FieldPanel("organisation"),
        FieldPanel("is_active"),
    ]


class SearchCountFilter(WagtailFilterSet):
    day = DateFromToRangeFilter(label=_("日期"), widget=DateRangePickerWidget)
    result = ChoiceFilter(
        label=_("结果"),
        choices=[(NOTHING, _("没有结果")), (CLICKED, _("有人点击"))],
        method="by_result",
    )

    class Meta:
        model = SearchCount
        fields = ["day"]

    def by_result(self, queryset: Any, name: str, value: str) -> Any:
        field = "without_result__gt" if value == NOTHING else "clicks__gt"
        return queryset.filter(**{field: 0})


class SearchCountIndexView(generic.IndexView):
    """Counts by day; they are made by searching and by nothing else."""

    default_ordering = "-day"
    any_permission_required = ["view"]

    def get_add_url(self) -> None:
        return None

    def get_edit_url(self, instance: SearchCount) -> None:
        return None

    def get_copy_url(self, instance: SearchCount) -> None:
        return None

    def get_delete_url(self, instance: SearchCount) -> None:
        return None


class SearchCountViewSet(ModelViewSet):
    model = SearchCount
    name = url_prefix = url_namespace = "search-count"
    icon = "view"
    menu_label = _("搜索统计")
    index_view_class = SearchCountIndexView
    list_display = ["query", "day", "searches", "without_result", "clicks"]
    list_export = list_display
    filterset_class = SearchCountFilter
    search_fields = ["query"]
    search_backend_name = None
    inspect_view_enabled = copy_view_enabled = False
    add_to_reference_index = False
    form_fields: list[str] = []

    def get_urlpatterns(self):
        kept = {"index", "index_results"}
        return [pattern for pattern in super().get_urlpatterns() if pattern.name in kept]


class SearchViewSetGroup(ModelViewSetGroup):
    items: tuple[Callable[..., Any], ...] = (SearchCountViewSet, SynonymViewSet, BestBetViewSet)
    menu_label = _("搜索")
    menu_icon = "search"
    menu_order = 60
