"""Changes of the organisation tree: where a union stands, and whether it is open."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail import hooks

from sites.models import TIER_ORDER, Organisation


class TreeError(Exception):
    """A change that the organisation tree does not allow; the message is for the screen."""


def check_place(tier: str, parent: Organisation | None) -> None:
    """A union stands below one of a higher tier; only the province stands on top."""
    if parent is None:
        if tier != TIER_ORDER[0]:
            raise TreeError(_("只有省级工会没有上级。"))
        if Organisation.objects.exists():
            raise TreeError(_("全网只有一个省级工会。"))
        return
    if TIER_ORDER.index(tier) <= TIER_ORDER.index(parent.tier):
        raise TreeError(_("上级工会的层级必须高于本会。"))


def announce_place(organisation: Organisation, parent: Organisation) -> None:
    """Tell the apps above that a union has come to its place below its parent.

    The tree keeps an order and makes room for it: those behind it, with all below them, have other
    paths from now on, and no signal says so.
    """
    moved = Organisation.objects.within(parent).filter(path__gte=organisation.path)
    for follow in hooks.get_hooks("organisations_moved"):
        follow(moved)


def announce_opening(organisation: Organisation) -> None:
    """Tell the apps above that a union with its sites is open from now on."""
    for follow in hooks.get_hooks("organisation_opened"):
        follow(organisation)


@transaction.atomic
def move_organisation(organisation: Organisation, parent: Organisation) -> Organisation:
    """Put a union, with all below it, under another one."""
    if parent.pk == organisation.pk or parent.is_descendant_of(organisation):
        raise TreeError(_("工会不能放到自己或自己的下级之下。"))
    check_place(organisation.tier, parent)
    organisation.move(parent, pos="sorted-child")
    organisation.refresh_from_db()
    announce_place(organisation, Organisation.objects.get(pk=parent.pk))
    return organisation


@transaction.atomic
def merge_organisation(organisation: Organisation, heir: Organisation) -> Organisation:
    """Merge a union into its heir: every old address leads there, its content is kept.

    Unions below it move to the heir, where their tier allows it.
    """
    require_open(organisation)
    if heir.status != Organisation.Status.OPEN or heir.pk == organisation.pk:
        raise TreeError(_("并入的工会必须是另一个已开通的工会。"))
    if heir.is_descendant_of(organisation):
        raise TreeError(_("不能并入自己的下级工会。"))
    for child in organisation.get_children():
        move_organisation(child, Organisation.objects.get(pk=heir.pk))
    organisation.refresh_from_db()
    organisation.status = Organisation.Status.MERGED
    organisation.merged_into = heir
    organisation.closed_date = timezone.localdate()
    organisation.save()
    return organisation


@transaction.atomic
def close_organisation(organisation: Organisation) -> Organisation:
    """Close a union: its sites stay readable as an archive and take no new articles."""
    require_open(organisation)
    if organisation.get_children().filter(status=Organisation.Status.OPEN).exists():
        raise TreeError(_("还有已开通的下级工会，请先把它们移走、并入或关闭。"))
    organisation.status = Organisation.Status.CLOSED
    organisation.closed_date = timezone.localdate()
    organisation.save()
    return organisation


@transaction.atomic
def reopen_organisation(organisation: Organisation) -> Organisation:
    """Undo a closing or a merger, or open a union that was being prepared."""
    organisation.status = Organisation.Status.OPEN
    organisation.merged_into = None
    organisation.closed_date = None
    organisation.save()
    announce_opening(organisation)
    return organisation


@transaction.atomic
def prepare_organisation(organisation: Organisation) -> Organisation:
    """Take a union's sites out of the public eye while they are being made ready."""
    require_open(organisation)
    organisation.status = Organisation.Status.PREPARING
    organisation.save()
    return organisation


def require_open(organisation: Organisation) -> None:
    if organisation.status != Organisation.Status.OPEN:
        raise TreeError(_("只有已开通的工会可以这样做。"))
    if organisation.depth == 1:
        raise TreeError(_("省级工会不能关闭或并入别的工会。"))
