"""What a union arranges for itself, and the rules of the network."""

from collections.abc import Iterable, Mapping

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from news.models import ColumnPage
from sites.models import Organisation
from syndication.columns import own_column
from syndication.errors import SyndicationError
from syndication.models import ColumnMapping, RecipientGroup, Rules
from syndication.policies import require
from syndication.recipients import possible_recipients

CHANGE_RULES = "syndication.change_rules"


@transaction.atomic
def arrange_columns(
    organisation: Organisation,
    choices: Mapping[str, ColumnPage | str],
    *,
    by: AbstractBaseUser,
) -> int:
    """Set where dispatches of each column code land (栏目对应); returns how many have changed.

    A choice is one of the union's columns, "INBOX", or "" for the column of the same code.
    """
    require(by, "arrange", organisation)
    known = {row.code: row for row in ColumnMapping.objects.filter(organisation=organisation)}
    changed = 0
    for code, choice in choices.items():
        mapping = known.get(code)
        if choice == "":
            if mapping is not None:
                log(mapping, "syndication.map", user=by, data={"code": code, "column": ""})
                mapping.delete()
                changed += 1
            continue
        column = None if choice == "INBOX" else own_column(choice.pk, organisation)  # type: ignore[union-attr]
        mapping = mapping or ColumnMapping(organisation=organisation, code=code)
        if mapping.pk and mapping.column_id == (column.pk if column else None):
            continue
        mapping.column = column
        mapping.save()
        log(mapping, "syndication.map", user=by, data={"code": code, "column": str(column or "")})
        changed += 1
    return changed


@transaction.atomic
def save_group(
    organisation: Organisation,
    name: str,
    union_ids: Iterable[int],
    *,
    by: AbstractBaseUser,
    group: RecipientGroup | None = None,
) -> RecipientGroup:
    """Save a group of recipients (接收分组); unions that don't stand below are left out."""
    require(by, "arrange", organisation)
    name = name.strip()
    if not name:
        raise SyndicationError(_("请写分组的名称。"))
    same = RecipientGroup.objects.filter(organisation=organisation, name=name)
    if same.exclude(pk=group and group.pk).exists():
        raise SyndicationError(_("已经有同名的分组。"))
    unions = possible_recipients(organisation).filter(pk__in=list(union_ids))
    if not unions.exists():
        raise SyndicationError(_("分组里还没有单位。"))
    group = group or RecipientGroup(organisation=organisation)
    if group.organisation_id != organisation.pk:
        raise PermissionDenied
    group.name = name
    group.save()
    group.unions.set(unions)
    log(group, "syndication.group", user=by, data={"unions": unions.count()})
    return group


@transaction.atomic
def delete_group(group: RecipientGroup, *, by: AbstractBaseUser) -> None:
    """Dispatches that went to the group keep their lists."""
    require(by, "arrange", group.organisation_id)
    log(group, "syndication.ungroup", user=by, data={"name": group.name})
    group.delete()


@transaction.atomic
def change_rules(*, skips_tiers: bool, reminder_hours: int, by: AbstractBaseUser) -> Rules:
    """Set the rules of the network; operators only."""
    if not by.has_perm(CHANGE_RULES):  # type: ignore[attr-defined]
        raise PermissionDenied
    rules = Rules.objects.select_for_update().order_by("pk").first() or Rules()
    rules.skips_tiers, rules.reminder_hours = skips_tiers, reminder_hours
    rules.save()
    data = {"skips_tiers": skips_tiers, "reminder_hours": reminder_hours}
    log(rules, "syndication.rules", user=by, data=data)
    return rules
