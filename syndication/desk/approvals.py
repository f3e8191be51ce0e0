"""What others propose to show, for the editor in chief: a list, and one to read and decide."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.paginator import WagtailPaginator

from review.guards import is_reviewed
from sites.desk import DeskView, person
from syndication.actions import approve_placement, refuse_placement
from syndication.actions.approval import fingerprint
from syndication.desk.base import ActMenuItem, attempt
from syndication.models import Placement
from syndication.policies import unions_for
from syndication.public import in_local_dress

ROWS = 30


def proposals_for(user: Any) -> Any:
    rows = Placement.objects.proposed(unions_for(user, "approve"))
    return rows.select_related(
        "article__organisation", "organisation", "column", "revision", "cover", "created_by"
    )


def is_unsigned(placement: Placement) -> bool:
    """Whether nobody has signed at its origin what is proposed, though they review there."""
    version = placement.revision
    return version is not None and not is_reviewed(placement.article, version)


class ApprovalListView(DeskView):
    template_name = "syndication/admin/approvals.html"
    page_title = gettext_lazy("采用待终审")
    header_icon = "tasks"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = proposals_for(person(self.request))
        page = WagtailPaginator(rows, ROWS).get_page(self.request.GET.get("p"))
        return super().get_context_data(rows=list(page.object_list), items=page, **kwargs)


class ApprovalView(DeskView):
    """The article in its local dress, and the two answers."""

    template_name = "syndication/admin/approval.html"
    header_icon = "tasks"

    @cached_property
    def placement(self) -> Placement:
        return get_object_or_404(proposals_for(person(self.request)), pk=self.kwargs["pk"])

    def get_page_title(self) -> str:
        return self.placement.shown_title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = {"url": reverse("syndication_approvals"), "label": ApprovalListView.page_title}
        return [*self.breadcrumbs_items, above, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        article = in_local_dress(self.placement)
        return super().get_context_data(
            placement=self.placement,
            article=article,
            attachments=list(article.attachments.all()),
            seen=fingerprint(self.placement),
            is_unsigned=is_unsigned(self.placement),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        key, by, title = self.placement.pk, person(request), {"title": self.placement.shown_title}
        if request.POST.get("act") == "refuse":
            reason = request.POST.get("reason", "")[:500]
            done = attempt(request, lambda: refuse_placement(key, reason=reason, by=by))
            text = _("没有同意刊发《%(title)s》。")
        else:
            seen = request.POST.get("seen", "")
            done = attempt(request, lambda: approve_placement(key, by=by, seen=seen))
            text = _("已同意刊发《%(title)s》。")
        if done is None:
            return redirect("syndication_approval", key)
        messages.success(request, text % title)
        return redirect("syndication_approvals")


@hooks.register("register_syndication_menu_item")
def register_approvals_item() -> ActMenuItem:
    return ActMenuItem(
        gettext_lazy("采用待终审"),
        reverse("syndication_approvals"),
        icon_name="tasks",
        order=150,
        act="approve",
    )


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    return [
        path("syndication/approvals/", ApprovalListView.as_view(), name="syndication_approvals"),
        path(
            "syndication/approvals/<int:pk>/",
            ApprovalView.as_view(),
            name="syndication_approval",
        ),
    ]
