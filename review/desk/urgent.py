"""Handing in an urgent notice, from the article's own screen."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from news.models import ArticlePage
from review.actions import submit_urgently
from review.errors import ReviewError
from review.forms import UrgentForm
from review.policies import may_submit
from review.rules import demand_for
from sites.desk import person


class UrgentView(WagtailAdminTemplateMixin, FormView):
    form_class = UrgentForm
    template_name = "review/admin/urgent.html"
    page_title = gettext_lazy("加急送审")
    header_icon = "warning"

    @cached_property
    def article(self) -> ArticlePage:
        return get_object_or_404(ArticlePage, pk=self.kwargs["page_id"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        demand = demand_for(self.article)
        if demand is None or not demand.allows_urgent:
            raise Http404
        if not may_submit(person(request), self.article.organisation_id):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        edit = reverse("wagtailadmin_pages:edit", args=[self.article.pk])
        return [
            *self.breadcrumbs_items,
            {"url": edit, "label": self.article.get_admin_display_title()},
            {"url": "", "label": self.page_title},
        ]

    def form_valid(self, form: UrgentForm) -> HttpResponse:
        try:
            round_ = submit_urgently(
                self.article, reason=form.cleaned_data["reason"], by=person(self.request)
            )
        except ReviewError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("《%(title)s》已加急送终审。") % {"title": round_.title})
        return redirect("review_round", round_.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            article=self.article, demand=demand_for(self.article), **kwargs
        )


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    return [path("review/urgent/<int:page_id>/", UrgentView.as_view(), name="review_urgent")]
