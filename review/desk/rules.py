"""The rules of review: a union's own beside the network's, which are the least."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import log

from review.forms import RuleForm, column_codes
from review.models import ReviewRule
from review.policies import RULERS
from sites.desk import DeskView, person
from sites.gate import Scope
from sites.models import Organisation
from sites.queries import unions_in_role, unions_seen

NETWORK = "network"
MOST_UNIONS = 200


def ruled_unions(user: Any) -> Any:
    return unions_in_role(user, RULERS).open()


class RuleListView(DeskView):
    """``?union=`` chooses among the unions served; those who run the network begin with its own."""

    template_name = "review/admin/rules.html"
    page_title = gettext_lazy("审核规则")
    header_icon = "cogs"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = person(self.request)
        is_network = Scope.of(user).is_network
        unions = list(unions_seen(user).open()[:MOST_UNIONS])
        wanted = self.request.GET.get("union", "")
        union = next((one for one in unions if str(one.pk) == wanted), None)
        if union is None and unions and not is_network:
            union = unions[0]
        if union is None and not is_network:
            raise Http404
        titles = column_codes(union)
        may_change = union is not None and ruled_unions(user).filter(pk=union.pk).exists()
        return super().get_context_data(
            union=union,
            unions=unions,
            is_network=is_network,
            may_change=may_change,
            own=with_titles(ReviewRule.objects.filter(organisation=union), titles) if union else [],
            network=with_titles(ReviewRule.objects.filter(organisation=None), titles),
            **kwargs,
        )


def with_titles(rules: Any, titles: dict[str, str]) -> list[tuple[ReviewRule, str]]:
    rows = rules.order_by("column_code", "pk")
    return [(rule, titles.get(rule.column_code, rule.column_code)) for rule in rows]


class RuleView(WagtailAdminTemplateMixin, FormView):
    """A new rule (``whose``: a union's key, or ``network``), or one to change or delete."""

    form_class = RuleForm
    template_name = "review/admin/rule_form.html"
    page_title = gettext_lazy("审核规则")
    header_icon = "cogs"

    @cached_property
    def rule(self) -> ReviewRule | None:
        if "pk" not in self.kwargs:
            return None
        user = person(self.request)
        rules = ReviewRule.objects.filter(organisation__in=ruled_unions(user).values("pk"))
        if Scope.of(user).is_network:
            rules = rules | ReviewRule.objects.filter(organisation=None)
        return get_object_or_404(rules.select_related("organisation"), pk=self.kwargs["pk"])

    @cached_property
    def organisation(self) -> Organisation | None:
        if self.rule:
            return self.rule.organisation
        user, whose = person(self.request), self.kwargs["whose"]
        if whose == NETWORK:
            if not Scope.of(user).is_network:
                raise Http404
            return None
        return get_object_or_404(ruled_unions(user), pk=whose if whose.isdecimal() else 0)

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs() | {"organisation": self.organisation}
        return kwargs | ({"instance": self.rule} if self.rule else {})

    def get_page_subtitle(self) -> str:
        return self.organisation.name if self.organisation else _("全网")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": self.list_url, "label": _("审核规则")},
            {"url": "", "label": self.get_page_subtitle()},
        ]

    @property
    def list_url(self) -> str:
        query = f"?union={self.organisation.pk}" if self.organisation else ""
        return reverse("review_rules") + query

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.rule and request.POST.get("act") == "delete":
            log(self.rule, "review.rule_delete", user=request.user, data=facts(self.rule))
            self.rule.delete()
            messages.success(request, _("规则已删除。"))
            return redirect(self.list_url)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: RuleForm) -> HttpResponse:
        rule = form.save()
        log(rule, "review.rule", user=self.request.user, data=facts(rule))
        messages.success(self.request, _("规则已保存，马上生效。"))
        return redirect(self.list_url)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(rule=self.rule, list_url=self.list_url, **kwargs)


def facts(rule: ReviewRule) -> dict[str, Any]:
    return {
        "column": rule.column_code,
        "steps": rule.steps,
        "hours": rule.step_hours,
        "urgent": rule.allows_urgent,
        "placements": rule.reviews_placements,
    }


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    return [
        path("review/rules/", RuleListView.as_view(), name="review_rules"),
        path("review/rules/<int:pk>/", RuleView.as_view(), name="review_rule"),
        path("review/rules/new/<slug:whose>/", RuleView.as_view(), name="review_rule_new"),
    ]
