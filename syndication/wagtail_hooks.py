"""What syndication adds to the desk: names of its acts, and guards around what has travelled."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks

from syndication.queries import held_columns, travelled_articles

ACTS = {
    "dispatch": gettext_lazy("下发"),
    "sent": gettext_lazy("下发送达"),
    "cancel": gettext_lazy("取消下发"),
    "remind": gettext_lazy("催办"),
    "escalate": gettext_lazy("逾期通报"),
    "sign": gettext_lazy("签收"),
    "place": gettext_lazy("刊发"),
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
    "recall": gettext_lazy("撤稿"),
    "undo": gettext_lazy("恢复撤稿"),
}


@hooks.register("register_log_actions")
def register_acts(actions):
    for name, label in ACTS.items():
        actions.register_action(f"syndication.{name}", label, label)


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


from syndication.desk import outside  # noqa: E402, F401
