"""The list of staff at the desk, with the screens below it."""

from typing import Any

import django_filters
from django.contrib.auth import get_user_model
from django.db.models import Exists, QuerySet
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.base import ViewSet

from accounts.policies import is_security_officer
from accounts.staff import views
from accounts.staff.columns import COLUMNS, name_of
from accounts.staff.oversight_views import OverseersPanel
from accounts.staff.policies import administered_unions, memberships
from accounts.staff.queries import matching, staff_listed
from sites.gate import Scope
from sites.models import StaffRole

ROWS = 50
SCREENS = (
    "index index_results add person roles network disable enable link hand_over stand_in "
    "end_stand_in"
)


class StaffFilterSet(WagtailFilterSet):
    role = django_filters.ChoiceFilter(label=_("岗位"), choices=StaffRole.choices, method="in_role")
    is_active = django_filters.ChoiceFilter(
        label=_("账号"), choices=[("true", _("可以登录")), ("false", _("已停用"))]
    )

    class Meta:
        model = get_user_model()
        fields: list[str] = []

    def in_role(self, people: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """In a union of the visitor; where else somebody serves, and as what, is not told."""
        unions = administered_unions(self.request.user).values("pk")
        held = memberships().filter(
            group__staff_group__role=value, group__staff_group__organisation__in=unions
        )
        return people.filter(Exists(held))


class StaffIndexView(generic.IndexView):
    model = get_user_model()
    permission_policy = None  # the gate lets managers in, and the rows begin with who asks
    page_title = views.LIST
    header_icon = "group"
    paginate_by = ROWS
    is_searchable = True
    filterset_class = StaffFilterSet
    index_url_name = "staff:index"
    index_results_url_name = "staff:index_results"
    add_url_name = "staff:add"
    add_item_label = _("新增人员")
    default_ordering = "username"
    template_name = "accounts/admin/staff/list.html"
    columns = [
        TitleColumn(
            "name",
            label=_("姓名"),
            accessor=name_of,
            get_url=lambda person: reverse("staff:person", args=[person.pk]),
        ),
        *COLUMNS,
    ]

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(*args, overseers=OverseersPanel(), **kwargs)

    def get_base_queryset(self) -> QuerySet[Any]:
        return staff_listed(self.request.user)

    def order_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        words = (self.search_query or "").strip()
        return matching(queryset, self.request.user, words) if words else queryset


class StaffViewSet(ViewSet):
    name = url_prefix = url_namespace = "staff"
    icon = "group"
    menu_label = views.LIST
    menu_order = 640
    add_to_settings_menu = True

    def get_urlpatterns(self) -> list[Any]:
        of_union = "<int:pk>/<int:union_id>/"
        return [
            path("", StaffIndexView.as_view(), name="index"),
            path("results/", StaffIndexView.as_view(results_only=True), name="index_results"),
            path("new/", views.InviteView.as_view(), name="add"),
            path("<int:pk>/", views.PersonView.as_view(), name="person"),
            path(f"{of_union}roles/", views.RolesView.as_view(), name="roles"),
            path(f"{of_union}hand-over/", views.HandOverView.as_view(), name="hand_over"),
            path(f"{of_union}stand-in/", views.StandInView.as_view(), name="stand_in"),
            path("stand-in/<int:pk>/end/", views.end_stand_in, name="end_stand_in"),
            path("<int:pk>/network/", views.NetworkRolesView.as_view(), name="network"),
            path("<int:pk>/disable/", views.DisableView.as_view(), name="disable"),
            path("<int:pk>/enable/", views.EnableView.as_view(), name="enable"),
            path("<int:pk>/link/", views.LinkView.as_view(), name="link"),
        ]


def MANAGERS(scope: Scope) -> bool:  # noqa: N802 - it stands in the table like a constant
    """Who manages staff: of the own union, or of all."""
    return is_security_officer(scope.user) or scope.administers
