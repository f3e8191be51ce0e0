"""Adoptions elsewhere: the list, registering one, and the word of the desk above."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton
from wagtail.log_actions import registry

from sites.desk import person
from syndication.actions import confirm_adoption, refuse_adoption, register_adoption
from syndication.desk.base import ActMenuItem
from syndication.errors import SyndicationError
from syndication.forms.ledger import RegisterForm
from syndication.models import ExternalAdoption
from syndication.policies import confirmable_unions, unions_for

SIZE = 30
HISTORY = 50


def adoptions_seen_by(user: Any) -> QuerySet[ExternalAdoption]:
    """Those of one's own unions and of the unions below that one confirms."""
    rows = ExternalAdoption.objects.of(unions_for(user, "read_ledger"))
    below = ExternalAdoption.objects.of(confirmable_unions(user))
    return (rows | below).select_related("organisation", "outlet", "scan", "registered_by")


class AdoptionMixin(WagtailAdminTemplateMixin):
    header_icon = "clipboard-list"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        root = {"url": reverse("syndication_adoptions"), "label": _("外部采用")}
        here = {"url": "", "label": self.get_page_title()}
        return [*self.breadcrumbs_items, *([root] if self.has_root else []), here]

    has_root = True


class AdoptionsView(AdoptionMixin, TemplateView):
    """The newest on top; ``?state=`` shows only those."""

    template_name = "syndication/admin/ledger_adoptions.html"
    page_title = _("外部采用")
    has_root = False

    def get_header_buttons(self) -> list[HeaderButton]:
        if not unions_for(person(self.request), "register").exists():
            return []
        url = reverse("syndication_adoption_add")
        return [HeaderButton(_("登记外部采用"), url, icon_name="plus")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = person(self.request)
        if not unions_for(user, "read_ledger").exists():
            raise Http404
        rows = adoptions_seen_by(user)
        state = self.request.GET.get("state", "")
        if state in ExternalAdoption.State.values:
            rows = rows.filter(state=state)
        page = Paginator(rows, SIZE).get_page(self.request.GET.get("p"))
        return super().get_context_data(
            page=page, state=state, states=ExternalAdoption.State.choices, **kwargs
        )


class AdoptionAddView(AdoptionMixin, FormView):
    template_name = "syndication/admin/ledger_register.html"
    form_class = RegisterForm
    page_title = _("登记外部采用")

    def get_form_kwargs(self) -> dict[str, Any]:
        if not unions_for(person(self.request), "register").exists():
            raise Http404
        return super().get_form_kwargs() | {"user": person(self.request)}

    def form_valid(self, form: RegisterForm) -> HttpResponse:
        try:
            adoption = register_adoption(
                form.cleaned_data["organisation"], form.plan(), by=person(self.request)
            )
        except SyndicationError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("已登记，上级新闻处确认以后计分。"))
        return redirect("syndication_adoption", adoption.pk)


class AdoptionView(AdoptionMixin, TemplateView):
    """One adoption with its proof and history; a POST confirms or refuses it."""

    template_name = "syndication/admin/ledger_adoption.html"

    @cached_property
    def adoption(self) -> ExternalAdoption:
        rows = adoptions_seen_by(person(self.request)).select_related(
            "organisation", "outlet", "scan", "registered_by", "article"
        )
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_page_title(self) -> str:
        return self.adoption.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        adoption = self.adoption
        may_decide = confirmable_unions(person(self.request)).filter(pk=adoption.organisation_id)
        is_open = adoption.state == ExternalAdoption.State.REGISTERED
        history = registry.get_logs_for_instance(adoption).select_related("user")
        return super().get_context_data(
            adoption=adoption,
            may_decide=is_open and may_decide.exists(),
            history=history[:HISTORY],
            **kwargs,
        )

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            if "refuse" in request.POST:
                reason = request.POST.get("reason", "")[:300]
                refuse_adoption(self.adoption.pk, reason=reason, by=person(request))
            else:
                confirm_adoption(self.adoption.pk, by=person(request))
        except SyndicationError as error:
            messages.error(request, str(error))
        except PermissionDenied as error:
            raise Http404 from error
        else:
            messages.success(request, _("已处理。"))
        return redirect("syndication_adoption", pk)


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    root = "syndication/adoptions/"
    return [
        path(root, AdoptionsView.as_view(), name="syndication_adoptions"),
        path(f"{root}new/", AdoptionAddView.as_view(), name="syndication_adoption_add"),
        path(f"{root}<int:pk>/", AdoptionView.as_view(), name="syndication_adoption"),
    ]


@hooks.register("register_syndication_menu_item")
def offer_adoptions() -> ActMenuItem:
    url = reverse("syndication_adoptions")
    return ActMenuItem(
        _("外部采用"),
        url,
        name="adoptions",
        icon_name="clipboard-list",
        order=820,
        act="read_ledger",
    )
