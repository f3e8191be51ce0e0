"""Topic calls (约稿): what a desk announces, and what the unions below find."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import FormView
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from sites.desk import DeskView, person
from sites.models import Organisation
from syndication.actions import announce_call, change_call, withdraw_call
from syndication.desk.base import MOST_UNIONS, ActMenuItem, attempt
from syndication.errors import SyndicationError
from syndication.forms.call import CallForm
from syndication.models import Submission, TopicCall
from syndication.policies import unions_for, unions_read

SIZE = 30


def calls_url() -> str:
    return reverse("syndication_calls")


def with_counts(calls: Any) -> Any:
    """Each with how many have answered it, and how many of them were adopted."""
    adopted = Q(submissions__state=Submission.State.ADOPTED)
    there = ~Q(submissions__state=Submission.State.WITHDRAWN)
    return calls.annotate(
        answers=Count("submissions", filter=there, distinct=True),
        adopted=Count("submissions", filter=adopted, distinct=True),
    )


def with_days(calls: Any) -> list[Any]:
    """Each with the days that are left of it; today is day 0, and below it has ended."""
    today = timezone.localdate()
    for call in calls:
        call.days_left = (call.last_date - today).days
        call.has_begun = call.first_date <= today
    return list(calls)


class CallsView(DeskView):
    """The calls of the unions for which one arranges things, the latest on top."""

    template_name = "syndication/admin/calls.html"
    page_title = gettext_lazy("约稿")
    header_icon = "comment"

    @cached_property
    def unions(self) -> list[Organisation]:
        unions = list(unions_for(person(self.request), "arrange")[:MOST_UNIONS])
        if not unions:
            raise Http404
        return unions

    def get_header_buttons(self) -> list[HeaderButton]:
        url = reverse("syndication_call_add")
        return [HeaderButton(_("发布约稿"), url, icon_name="plus")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        calls = TopicCall.objects.filter(organisation__in=self.unions)
        calls = with_counts(calls.select_related("organisation")).order_by("-last_date", "-pk")
        page = Paginator(calls, SIZE).get_page(self.request.GET.get("p"))
        may_judge = set(unions_for(person(self.request), "judge").values_list("pk", flat=True))
        return super().get_context_data(
            page=page, calls=with_days(page), may_judge=may_judge, **kwargs
        )


class OpenCallsView(DeskView):
    """The calls of the unions above that can be answered now, the one that ends first on top."""

    template_name = "syndication/admin/open_calls.html"
    page_title = gettext_lazy("上级约稿")
    header_icon = "comment"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        unions = list(unions_read(person(self.request))[:MOST_UNIONS])
        if not unions:
            raise Http404
        paths = {path for union in unions for path in union.upper_paths}
        calls = TopicCall.objects.open_on(timezone.localdate()).filter(organisation__path__in=paths)
        mine = Q(submissions__sender__in=unions) & ~Q(submissions__state=Submission.State.WITHDRAWN)
        calls = calls.select_related("organisation").annotate(
            answers=Count("submissions", filter=mine, distinct=True)
        )
        page = Paginator(calls, SIZE).get_page(self.request.GET.get("p"))
        return super().get_context_data(page=page, calls=with_days(page), **kwargs)


class CallFormView(WagtailAdminTemplateMixin, FormView):
    """Add a call or change one; for whom arranges things in its union."""

    template_name = "syndication/admin/call_form.html"
    form_class = CallForm
    header_icon = "comment"

    @cached_property
    def unions(self) -> list[Organisation]:
        unions = list(unions_for(person(self.request), "arrange")[:MOST_UNIONS])
        if not unions:
            raise Http404
        return unions

    @cached_property
    def call(self) -> TopicCall | None:
        if "pk" not in self.kwargs:
            return None
        calls = TopicCall.objects.filter(withdrawn_at__isnull=True).select_related("organisation")
        return get_object_or_404(calls, pk=self.kwargs["pk"], organisation__in=self.unions)

    @cached_property
    def union(self) -> Organisation:
        """Whose call it is; a new one's union is chosen by ``for`` where one serves several."""
        if self.call:
            return self.call.organisation
        wanted = self.request.POST.get("for") or self.request.GET.get("for", "")
        if not wanted:
            return self.unions[0]
        found = next((union for union in self.unions if str(union.pk) == wanted), None)
        if found is None:
            raise Http404
        return found

    def get_page_title(self) -> str:
        return _("修改约稿") if self.call else _("发布约稿")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        calls = {"url": calls_url(), "label": _("约稿")}
        return [*self.breadcrumbs_items, calls, {"url": "", "label": self.get_page_title()}]

    def get_form_kwargs(self) -> dict[str, Any]:
        instance = self.call or TopicCall(organisation=self.union)
        return super().get_form_kwargs() | {"instance": instance}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            call=self.call, union=self.union, unions=self.unions, **kwargs
        )

    def form_valid(self, form: CallForm) -> HttpResponse:
        by = person(self.request)
        try:
            if self.call:
                call = change_call(self.call.pk, form.plan, by=by)
            else:
                call = announce_call(self.union, form.plan, by=by)
        except SyndicationError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("约稿“%(title)s”已保存。") % {"title": call.title})
        return redirect(calls_url())


class WithdrawCallView(View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        unions = unions_for(person(request), "arrange")
        call = get_object_or_404(TopicCall, pk=pk, organisation__in=unions)
        if attempt(request, lambda: withdraw_call(call.pk, by=person(request))):
            messages.success(request, _("约稿“%(title)s”已撤销。") % {"title": call.title})
        return redirect(calls_url())


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    root = "syndication/calls/"
    return [
        path(root, CallsView.as_view(), name="syndication_calls"),
        path(f"{root}open/", OpenCallsView.as_view(), name="syndication_open_calls"),
        path(f"{root}new/", CallFormView.as_view(), name="syndication_call_add"),
        path(f"{root}<int:pk>/", CallFormView.as_view(), name="syndication_call_edit"),
        path(
            f"{root}<int:pk>/withdraw/",
            WithdrawCallView.as_view(),
            name="syndication_call_withdraw",
        ),
    ]


@hooks.register("register_syndication_menu_item")
def register_calls_item() -> ActMenuItem:
    return ActMenuItem(_("约稿"), calls_url(), icon_name="comment", order=60, act="arrange")


@hooks.register("register_syndication_menu_item")
def register_open_calls_item() -> ActMenuItem:
    url = reverse("syndication_open_calls")
    return ActMenuItem(_("上级约稿"), url, icon_name="mail", order=15, act="submit")
