"""The screen of one person, and what all screens of staff share."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from accounts.policies import is_security_officer, may_look_after
from accounts.queries import open_sessions
from accounts.staff import stand_ins
from accounts.staff.columns import last_sign_in, name_of, second_factor, state_of
from accounts.staff.forms import (
    UnionForm,
)
from accounts.staff.policies import administered_unions, owns_account
from accounts.staff.queries import (
    posts_by_union,
    shown_network_roles,
    staff_listed,
)
from sites.models import Organisation

LIST = gettext_lazy("人员")


class StaffScreen(WagtailAdminTemplateMixin):
    """A screen below the list of staff. Who isn't managed by the visitor does not exist: 404."""

    header_icon = "group"
    kwargs: dict[str, Any]
    request: Any

    @cached_property
    def person(self) -> Any:
        return get_object_or_404(staff_listed(self.request.user), pk=self.kwargs["pk"])

    @cached_property
    def organisation(self) -> Organisation:
        unions = administered_unions(self.request.user)
        return get_object_or_404(unions, pk=self.kwargs["union_id"])

    @property
    def person_url(self) -> str:
        return reverse("staff:person", args=[self.kwargs["pk"]])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        items = [*self.breadcrumbs_items, {"url": reverse("staff:index"), "label": LIST}]
        if "pk" in self.kwargs:
            items.append({"url": self.person_url, "label": name_of(self.person)})
        return [*items, {"url": "", "label": self.get_page_title()}]


class PersonView(StaffScreen, TemplateView):
    template_name = "accounts/admin/staff/person.html"

    def get_page_title(self) -> str:
        return name_of(self.person)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return super().get_breadcrumbs_items()[:-1]

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.GET.get("union"):
            form = UnionForm(request.GET, by=request.user)
            if form.is_valid():
                return redirect("staff:roles", self.person.pk, form.cleaned_data["union"].pk)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        by, person = self.request.user, self.person
        person.sessions = open_sessions(person)
        return super().get_context_data(
            person=person,
            unions=posts_by_union(person),
            last_sign_in=last_sign_in(person),
            second_factor=second_factor(person),
            state=state_of(person),
            is_self=by.pk == person.pk,
            owns_account=owns_account(by, person),
            looks_after=may_look_after(by, person),
            stand_ins=stand_ins.stand_ins_of(person, by),
            network=shown_network_roles(person),
            is_officer=is_security_officer(by),
            may_reset=is_security_officer(by) and by.pk != person.pk,
            union_form=UnionForm(by=by) if administered_unions(by)[1:2] else None,
            **kwargs,
        )
