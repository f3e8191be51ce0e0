"""What the columns of the staff list say about a person."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column

from accounts.staff.queries import posts_by_union, shown_network_roles
from sites.models import StandIn


def name_of(person: Any) -> str:
    name = person.get_full_name()
    return f"{name}（{person.get_username()}）" if name else person.get_username()


def posts_of(person: Any) -> str:
    lines = [
        f"{row.organisation.short_name}：{'、'.join(row.roles)}" for row in posts_by_union(person)
    ]
    if network := shown_network_roles(person):
        lines.append(_("全网：%(roles)s") % {"roles": "、".join(str(role) for role in network)})
    lines += [as_deputy(row) for row in person.shown_stand_ins]
    if person.serves_elsewhere:
        lines.append(_("另在别处任职"))
    return "；".join(lines)


def as_deputy(row: StandIn) -> str:
    values = {
        "absent": row.absent.get_full_name() or row.absent.get_username(),
        "role": row.post.get_role_display(),
        "until": row.last_date,
    }
    return _("代理%(absent)s：%(role)s（至 %(until)s）") % values


def last_sign_in(person: Any) -> str:
    if person.last_login is None:
        return _("从未登录")
    return f"{timezone.localtime(person.last_login):%Y-%m-%d %H:%M}"


def second_factor(person: Any) -> str:
    return _("已启用") if person.has_second_factor else _("未启用")


def state_of(person: Any) -> str:
    if not person.is_active:
        return _("已停用")
    if person.is_locked:
        return _("已锁定")
    return _("待设密码") if not person.has_usable_password() else _("正常")


COLUMNS = (
    Column("posts", label=gettext_lazy("岗位"), accessor=posts_of),
    Column("last_sign_in", label=gettext_lazy("上次登录"), accessor=last_sign_in),
    Column("second_factor", label=gettext_lazy("第二因素"), accessor=second_factor),
    Column("state", label=gettext_lazy("状态"), accessor=state_of),
)
