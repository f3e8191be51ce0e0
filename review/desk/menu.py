"""The way to review from the desk's menu and from an article's own screen."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem
from wagtail.admin.widgets import Button

from news.models import ArticlePage, ColumnPage
from review.actions import follow_an_edit
from review.models import ReviewRound, Signature
from review.policies import may_submit
from review.rules import demand_for
from sites.desk import person
from sites.gate import Scope

MOST_SHOWN = 99
# Wagtail would let a round be ended and begun anew past what was signed; ours is "take back".
NOT_OFFERED = {"action-cancel-workflow", "action-restart-workflow"}


class ReviewMenuItem(MenuItem):
    """Says how many wait for one's signature."""

    def is_shown(self, request: HttpRequest) -> bool:
        return Scope.of(request.user).is_staff

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        component = super().render_component(request)
        user = person(request)
        count = ReviewRound.objects.awaiting(user).count()
        if count:
            shown = str(count) if count <= MOST_SHOWN else f"{MOST_SHOWN}+"
            component.label = f"{self.label}（{shown}）"
        return component


@hooks.register("register_admin_menu_item")
def register_review() -> MenuItem:
    return ReviewMenuItem(
        gettext_lazy("审稿"), reverse("review_list"), name="review", icon_name="tasks", order=140
    )


@hooks.register("register_settings_menu_item")
def register_rules() -> MenuItem:
    return MenuItem(
        gettext_lazy("审核规则"), reverse("review_rules"), name="review-rules", icon_name="cogs"
    )


@hooks.register("construct_page_action_menu")
def offer_only_what_holds(items: list[Any], request: Any, context: dict[str, Any]) -> None:
    """Articles under a rule are handed in; columns and topics are not."""
    page = context.get("page")
    is_new = context.get("view") == "create"
    model = request.resolver_match.kwargs.get("content_type_model_name", "") if is_new else ""
    is_article = isinstance(page, ArticlePage) if not is_new else model == "articlepage"
    dropped = set(NOT_OFFERED)
    if not is_article:
        dropped.add("action-submit")
    elif is_new and context["parent_page"].has_workflow:
        dropped.add("action-publish")
    items[:] = [item for item in items if item.name not in dropped]


@hooks.register("before_edit_page")
def take_back_by_our_rules_only(request: Any, page: Any) -> None:
    """Wagtail's two acts are not in the menu, and are not taken from a form made by hand either."""
    if isinstance(page, ArticlePage) and NOT_OFFERED & set(request.POST):
        raise PermissionDenied


@hooks.register("before_create_page")
def hand_in_articles_only(request: Any, parent_page: Any, page_class: Any) -> None:
    if "action-submit" in request.POST and page_class is not ArticlePage:
        raise PermissionDenied


@hooks.register("register_page_header_buttons")
def lead_to_review(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Any:
    if view_name != "edit" or page.specific_class is not ArticlePage:
        return
    yield Button(
        _("稿件档案"), reverse("review_record", args=[page.pk]), icon_name="history", priority=60
    )
    round_ = ReviewRound.objects.open().filter(article=page.pk).first()
    if round_ is not None:
        yield Button(
            _("审稿"), reverse("review_round", args=[round_.pk]), icon_name="tasks", priority=4
        )
        return
    demand = demand_for(page)
    if demand and demand.allows_urgent and may_submit(user, page.organisation_id):
        yield Button(
            _("加急送审"),
            reverse("review_urgent", args=[page.pk]),
            icon_name="warning",
            priority=61,
        )


@hooks.register("after_edit_page")
def end_signatures_for_other_words(request: Any, page: Any) -> None:
    if not isinstance(page, ArticlePage):
        return
    if count := follow_an_edit(page, by=request.user):
        text = ngettext(
            "稿件有改动，前面的 %(count)s 个签字作废，退回重审。",
            "稿件有改动，前面的 %(count)s 个签字作废，退回重审。",
            count,
        )
        messages.warning(request, text % {"count": count})


@hooks.register("before_delete_page")
def keep_what_was_signed(request: Any, page: Any) -> Any:
    """Signatures prove who let an article go public; they can't go with it."""
    below = ArticlePage.objects.descendant_of(page, inclusive=True)
    if Signature.objects.filter(review__article__in=below).exists():
        messages.error(request, _("这里有审核签过字的稿件，要留作凭证，不能删除。可以撤下。"))
        return redirect("wagtailadmin_explore", page.get_parent().pk)
    return None


@hooks.register("before_bulk_action")
def keep_in_bulk(request: Any, action_type: str, objects: Any, action: Any) -> Any:
    if action_type == "delete" and objects and isinstance(objects[0], ArticlePage | ColumnPage):
        for page in objects:
            if answer := keep_what_was_signed(request, page):
                return answer
    return None
