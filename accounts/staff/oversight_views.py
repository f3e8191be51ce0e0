"""The screen of oversight rights, and the panel that tells a union who can see its desk."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import FormView, TemplateView
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.ui.components import Component
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from accounts.staff import oversight
from accounts.staff.errors import StaffError
from accounts.staff.forms import OversightForm
from sites.gate import Scope
from sites.models import Oversight
from sites.queries import overseers_of

SCREENS = "index add end"
SHOWN = 200


def ARRANGERS(scope: Scope) -> bool:  # noqa: N802 - it stands in the table like a constant
    """Who may let the unions above in: the administrator of a union, and operators."""
    return scope.is_network or scope.administers


class OversightView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "accounts/admin/staff/oversight.html"
    page_title = gettext_lazy("上级权限")
    header_icon = "view"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        by: Any = self.request.user
        own = set(oversight.unions_opened_by(by).values_list("pk", flat=True))
        is_network = oversight.runs_the_network(by)
        rows: list[Any] = list(oversight.rights_shown(by)[:SHOWN])
        for row in rows:
            row.can_end = row.ended_at is None and (
                is_network or (row.lower_id is not None and row.lower_id in own)
            )
        return super().get_context_data(rows=rows, **kwargs)


class GiveView(WagtailAdminTemplateMixin, FormView):
    template_name = "accounts/admin/staff/act.html"
    form_class = OversightForm
    label = page_title = gettext_lazy("给上级权限")
    header_icon = "view"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        parent = {"url": reverse("oversight:index"), "label": OversightView.page_title}
        return [*self.breadcrumbs_items, parent, {"url": "", "label": self.page_title}]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "by": self.request.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back=reverse("oversight:index"), **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            oversight.give_oversight(by=self.request.user, **form.cleaned_data)
        except StaffError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        except PermissionDenied as error:
            raise Http404 from error
        messages.success(self.request, _("已给出权限，下级的工作台上能看到。"))
        return redirect("oversight:index")


@require_POST
def end(request: Any, pk: int) -> HttpResponse:
    try:
        oversight.end_oversight(pk, by=request.user)
    except (Oversight.DoesNotExist, PermissionDenied) as error:
        raise Http404 from error
    messages.success(request, _("权限已收回。"))
    return redirect("oversight:index")


class OversightViewSet(ViewSet):
    name = url_prefix = url_namespace = "oversight"
    icon = "view"
    menu_label = OversightView.page_title
    menu_order = 645
    add_to_settings_menu = True

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", OversightView.as_view(), name="index"),
            path("new/", GiveView.as_view(), name="add"),
            path("<int:pk>/end/", end, name="end"),
        ]


class OverseersPanel(Component):
    """Which unions above can see the desk of one's union, and since when."""

    name = "overseers"
    template_name = "accounts/admin/staff/overseers_panel.html"
    order = 300

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        return {"rows": overseers_of(parent_context["request"].user)}


@hooks.register("construct_homepage_panels")
def tell_who_can_see(request: Any, panels: list[Any]) -> None:
    panels.append(OverseersPanel())
