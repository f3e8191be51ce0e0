"""What syndication adds to the desk: names of its acts, and guards around what has travelled."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks

from sites.gate import NETWORK, STAFF
from sites.gate import page as page_check
from sites.gate.wagtail_rows import VIEWSET, rows
from sites.network_roles import NetworkRole
from syndication.queries import held_columns, travelled_articles

ACTS = {
    "dispatch": gettext_lazy("下发"),
    "sent": gettext_lazy("下发送达"),
    "cancel": gettext_lazy("取消下发"),
    "remind": gettext_lazy("催办"),
    "escalate": gettext_lazy("逾期通报"),
    "sign": gettext_lazy("签收"),
    "place": gettext_lazy("刊发"),
    "propose": gettext_lazy("提请终审同意刊发"),
    "approve": gettext_lazy("终审同意刊发"),
    "refuse": gettext_lazy("终审不同意刊发"),
    "decline": gettext_lazy("答复不采用"),
    "note": gettext_lazy("已阅"),
    "pull": gettext_lazy("选用"),
    "change": gettext_lazy("修改本站标题和位置"),
    "hide": gettext_lazy("隐藏"),
    "show": gettext_lazy("恢复显示"),
    "remove": gettext_lazy("撤下"),
    "accept": gettext_lazy("接受原稿变动"),
    "keep": gettext_lazy("保留采用的版本"),
    "confirm": gettext_lazy("确认本站标题"),
    "rework": gettext_lazy("改稿"),
    "submit": gettext_lazy("报送"),
    "resubmit": gettext_lazy("重新报送"),
    "withdraw": gettext_lazy("撤回报送"),
    "return": gettext_lazy("退稿"),
    "adopt": gettext_lazy("采用"),
    "relay": gettext_lazy("转报"),
    "ask": gettext_lazy("撤下原稿并询问上级"),
    "call": gettext_lazy("约稿"),
    "change_call": gettext_lazy("修改约稿"),
    "withdraw_call": gettext_lazy("撤销约稿"),
    "recall": gettext_lazy("撤稿"),
    "undo": gettext_lazy("恢复撤稿"),
    "map": gettext_lazy("设栏目对应"),
    "group": gettext_lazy("保存接收分组"),
    "ungroup": gettext_lazy("删除接收分组"),
    "rules": gettext_lazy("改报送与下发规则"),
    "register": gettext_lazy("登记外部采用"),
    "confirm_adoption": gettext_lazy("确认外部采用"),
    "refuse_adoption": gettext_lazy("不予确认外部采用"),
}


@hooks.register("register_log_actions")
def register_acts(actions):
    for name, label in ACTS.items():
        actions.register_action(f"syndication.{name}", label, label)


# Each screen asks itself whose record it is of: foreign ones are a 404 there.
SCREENS = """
    adoptions adoption_add adoption bulletin bulletin_docx bulletin_xlsx ledger calls open_calls
    call_add call_edit call_withdraw dispatches board receipts receipt receipt_preview recalls
    recall mapping groups group_new group rules inbox inbox_bulk library library_article offers
    offer take_down approvals approval placement_change placement_act reading adopt return relay web submit outbox
    sent resubmit withdraw
"""


@hooks.register("register_gate_rows")
def name_the_rows():
    return {
        **rows(STAFF, "syndication_", SCREENS),
        **rows(STAFF, "syndication_", "dispatch recall_article", article_id=page_check),
        **rows(STAFF, "syndication_", "column", column_id=page_check),
        **rows(NETWORK, "outlet:", VIEWSET),
        **rows(STAFF, "syndication_outside:", VIEWSET.removesuffix(" copy")),
    }


@hooks.register("before_delete_page")
def keep_what_has_travelled(request, page):
    """An article that was sent, offered or placed stays on record; one can take it down."""
    if travelled_articles(page).exists():
        messages.error(
            request,
            _("这里有下发、报送过的稿件，要留作记录，不能删除。可以撤下，或者对已下发的稿件撤稿。"),
        )
        return redirect("wagtailadmin_explore", page.get_parent().pk)
    return keep_held_column(request, page)


@hooks.register("before_unpublish_page")
def keep_held_column(request, page):
    """A column can't go while it shows what must be published."""
    if held_columns(page).exists():
        messages.error(request, _("栏目里有必须刊发的稿件，期限以前不能删除或撤下栏目。"))
        return redirect("wagtailadmin_explore", page.pk)
    return None


@hooks.register("before_bulk_action")
def keep_in_bulk(request, action_type, objects, action):
    guards = {"delete": keep_what_has_travelled, "unpublish": keep_held_column}
    guard = guards.get(action_type)
    if guard and getattr(action, "models", None) and hasattr(objects[0], "url_path"):
        for page in objects:
            if answer := guard(request, page):
                return answer
    return None


@hooks.register("network_permissions")
def let_operators_change_the_rules():
    marked = [("syndication", f"{act}_outlet") for act in ("add", "change", "delete", "view")]
    return {NetworkRole.OPERATOR: [("syndication", "change_rules"), *marked]}


# The screens register themselves.
from syndication.desk import (  # noqa: E402, F401
    account,
    adoptions,
    approvals,
    bulletin,
    calls,
    down,
    inbox,
    library,
    menu,
    offers,
    outlets,
    outside,
    placements,
    reading,
    record,
    submit,
)
