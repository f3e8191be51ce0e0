"""The addresses, menu items and buttons of dispatching, signing for and recalling."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button

from news.models import ArticlePage
from news.publishing import HeldBack
from sites.desk import person
from syndication.actions.arrange import CHANGE_RULES
from syndication.desk.base import ActMenuItem
from syndication.desk.board import BoardView
from syndication.desk.dispatch import DispatchView, SentListView, may_send
from syndication.desk.recall import RecallListView, RecallResultView, RecallView
from syndication.desk.receipts import InboxView, ReceiptPreviewView, ReceiptView
from syndication.desk.settings import GroupListView, GroupView, MappingView, RulesView
from syndication.models import Recall
from syndication.policies import may


@hooks.register("register_admin_urls")
def register_down_urls():
    at = "syndication"
    return [
        path(f"{at}/dispatch/<int:article_id>/", DispatchView.as_view(), name="syndication_dispatch"),
        path(f"{at}/dispatches/", SentListView.as_view(), name="syndication_dispatches"),
        path(f"{at}/dispatches/<int:pk>/", BoardView.as_view(), name="syndication_board"),
        path(f"{at}/receipts/", InboxView.as_view(), name="syndication_receipts"),
        path(f"{at}/receipts/<int:pk>/", ReceiptView.as_view(), name="syndication_receipt"),
        path(
            f"{at}/receipts/<int:pk>/preview/",
            ReceiptPreviewView.as_view(),
            name="syndication_receipt_preview",
        ),
        path(f"{at}/recall/<int:article_id>/", RecallView.as_view(), name="syndication_recall_article"),
        path(f"{at}/recalls/", RecallListView.as_view(), name="syndication_recalls"),
        path(f"{at}/recalls/<int:pk>/", RecallResultView.as_view(), name="syndication_recall"),
        path(f"{at}/columns/", MappingView.as_view(), name="syndication_mapping"),
        path(f"{at}/groups/", GroupListView.as_view(), name="syndication_groups"),
        path(f"{at}/groups/new/", GroupView.as_view(), name="syndication_group_new"),
        path(f"{at}/groups/<int:pk>/", GroupView.as_view(), name="syndication_group"),
        path(f"{at}/rules/", RulesView.as_view(), name="syndication_rules"),
    ]  # fmt: skip


class RulesMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return person(request).has_perm(CHANGE_RULES)


# name, label, icon, order, to whom
ITEMS: tuple[tuple[str, Any, str, int, dict[str, Any]], ...] = (
    ("receipts", gettext_lazy("收件签收"), "mail", 10, {"act": "answer", "above": True}),
    ("dispatches", gettext_lazy("下发记录"), "download", 20, {"act": "dispatch", "below": True}),
    ("recalls", gettext_lazy("撤稿记录"), "cross", 60, {"act": "recall"}),
    ("mapping", gettext_lazy("栏目对应"), "redirect", 80, {"act": "arrange", "above": True}),
    ("groups", gettext_lazy("接收分组"), "group", 81, {"act": "arrange", "below": True}),
    ("rules", gettext_lazy("报送与下发规则"), "cogs", 90, {}),
)


def make_item(
    name: str, label: Any, icon: str, order: int, shown_to: dict[str, Any]
) -> Callable[[], MenuItem]:
    kind = ActMenuItem if shown_to else RulesMenuItem
    return lambda: kind(
        label,
        reverse(f"syndication_{name}"),
        name=f"syndication-{name}",
        icon_name=icon,
        order=order,
        **shown_to,
    )


for item in ITEMS:
    hooks.register("register_syndication_menu_item", make_item(*item))


@hooks.register("register_page_header_buttons")
def offer_down_acts(page, user, view_name, next_url=None):
    """The buttons 下发 and 撤稿 of an article, for those who may."""
    if view_name not in {"edit", "index"} or page.specific_class is not ArticlePage:
        return
    organisation = page.organisation
    if may_send(user, organisation):
        url = reverse("syndication_dispatch", args=[page.pk])
        yield Button(_("下发"), url, icon_name="download", priority=60)
    if may(user, "recall", organisation):
        url = reverse("syndication_recall_article", args=[page.pk])
        is_recalled = Recall.objects.filter(article=page.pk, undone_at__isnull=True).exists()
        label = _("已撤稿（查看或恢复）") if is_recalled else _("撤稿")
        yield Button(label, url, icon_name="cross", priority=70)


@hooks.register("guard_publishing")
def keep_recalled_down(page, revision, user):
    """A recalled article comes back by undoing the recall, which puts it back everywhere."""
    if page.pk and Recall.objects.filter(article=page.pk, undone_at__isnull=True).exists():
        raise HeldBack(
            _("这篇文章已撤稿，修改存为草稿，没有发布。要重新发布，由新闻处在“撤稿记录”里恢复。")
        )
