"""Sending articles down."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from news.models import ArticlePage, ColumnPage
from news.signals import entries_changed
from sites.models import Organisation
from syndication import tasks
from syndication.columns import column_keys_for
from syndication.entries import add_lines
from syndication.errors import AlreadyDecided, NoRecipients, NotAsConfirmed, SyndicationError
from syndication.models import Dispatch, Obligation, Placement, Recall, Receipt
from syndication.policies import require
from syndication.recipients import Selection, resolve

PART = 1_000  # recipients that are served in one transaction
STALLED_AFTER = timedelta(seconds=30)


@dataclass(frozen=True)
class DispatchPlan:
    """What a sender decides of a dispatch.

    ``column_code`` is that of the article's own column unless told otherwise.
    """

    obligation: str
    selection: Selection = field(default_factory=Selection)
    column_code: str = ""
    note: str = ""
    deadline: datetime | None = None
    locked_until: date | None = None
    includes_new: bool = False


@dataclass(frozen=True)
class Confirmation:
    """What the sender saw and confirmed: the recipients, and the article's dispatches so far.

    Built again while the article is held; where it differs nothing is sent.
    """

    recipients: str
    last_dispatch: int

    @classmethod
    def of(cls, article: ArticlePage, recipient_ids: Iterable[int]) -> "Confirmation":
        listed = ",".join(map(str, sorted(recipient_ids)))
        last = article.dispatches.aggregate(last=Max("pk"))["last"]
        return cls(sha256(listed.encode()).hexdigest(), last or 0)


@transaction.atomic
def send_dispatch(
    article: ArticlePage,
    plan: DispatchPlan,
    *,
    by: AbstractBaseUser,
    confirmed: Confirmation | None = None,
) -> Dispatch:
    """Send an article down (下发). Its recipients are fixed here and served by a task.

    An article that is not published yet goes out at the moment it is. Raises NotAsConfirmed where
    the recipients are no longer the ones that were confirmed, or it has been sent meanwhile.
    """
    sender = article.organisation
    require(by, "dispatch", sender)
    article = hold_article(article.pk)
    check_plan(article, plan)
    recipients = list(resolve(plan.selection, sender).values_list("pk", flat=True))
    if not recipients:
        raise NoRecipients
    if confirmed is not None and confirmed != Confirmation.of(article, recipients):
        raise NotAsConfirmed
    dispatch = Dispatch.objects.create(
        article=article,
        sender=sender,
        obligation=plan.obligation,
        column_code=plan.column_code or own_code(article),
        note=plan.note,
        deadline=plan.deadline,
        locked_until=plan.locked_until if plan.obligation == Obligation.MUST_PUBLISH else None,
        selection=plan.selection.as_json(),
        recipient_ids=recipients,
        includes_new=plan.includes_new,
        state=Dispatch.State.SENDING if article.live else Dispatch.State.WAITING,
        created_by=by,
    )
    log(dispatch, "syndication.dispatch", user=by, data={"recipients": len(recipients)})
    if article.live:
        tasks.deliver.enqueue(dispatch.pk)
    return dispatch


def hold_article(article_id: int) -> ArticlePage:
    """The article as it is now; until the transaction ends nobody publishes or recalls it.

    ``no_key``: placements that point to it are written meanwhile.
    """
    rows = ArticlePage.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("organisation").get(pk=article_id)


def check_plan(article: ArticlePage, plan: DispatchPlan) -> None:
    now = timezone.now()
    if Recall.objects.filter(article=article, undone_at__isnull=True).exists():
        raise SyndicationError(_("这篇文章已撤稿，不能下发。"))
    if plan.obligation not in Obligation.values:
        raise SyndicationError(_("请选下发要求。"))
    if plan.obligation == Obligation.MUST_DECIDE and plan.deadline is None:
        raise SyndicationError(_("限期答复要写明期限。"))
    if plan.deadline and plan.deadline <= now:
        raise SyndicationError(_("答复期限要晚于现在。"))
    if plan.locked_until and plan.locked_until < timezone.localdate():
        raise SyndicationError(_("保留日期不能早于今天。"))


def own_code(article: ArticlePage) -> str:
    """The code of the column that an article stands in."""
    return ColumnPage.objects.parent_of(article).values_list("code", flat=True).get()


@transaction.atomic
def cancel_dispatch(dispatch_id: int, *, by: AbstractBaseUser) -> Dispatch:
    """Call off a dispatch that still waits for its article. What has gone out is recalled."""
    dispatch = Dispatch.objects.select_for_update().get(pk=dispatch_id)
    require(by, "dispatch", dispatch.sender_id)
    if dispatch.state != Dispatch.State.WAITING:
        raise AlreadyDecided
    dispatch.state = Dispatch.State.CANCELLED
    dispatch.save(update_fields=["state"])
    log(dispatch, "syndication.cancel", user=by)
    return dispatch


@transaction.atomic
def release_waiting(article: ArticlePage | int) -> None:
    """Send out what waited for an article, given by itself or its key, that is published."""
    for dispatch in Dispatch.objects.select_for_update().waiting_for(article):
        dispatch.state = Dispatch.State.SENDING
        dispatch.save(update_fields=["state"])
        tasks.deliver.enqueue(dispatch.pk)


def deliver_dispatch(dispatch_id: int) -> None:
    """Give every recipient its receipt, and its placement where that must be published.

    Part by part, each whole or not at all: killed at any point it is run again and goes on with
    those that have no receipt yet.
    """
    while deliver_part(dispatch_id):
        pass


@transaction.atomic
def deliver_part(dispatch_id: int) -> bool:
    """Serve the next recipients; returns whether there may be more."""
    rows = Dispatch.objects.select_for_update(of=("self",)).select_related("article")
    dispatch = rows.get(pk=dispatch_id)
    if dispatch.state != Dispatch.State.SENDING:
        return False
    served = Receipt.objects.filter(dispatch=dispatch).values("recipient")
    part = list(
        Organisation.objects.open()
        .filter(pk__in=dispatch.recipient_ids)
        .exclude(pk__in=served)
        .only("path")[:PART]
    )
    if part:
        serve(dispatch, part)
    if len(part) == PART:
        return True
    dispatch.state = Dispatch.State.SENT
    dispatch.sent_at = timezone.now()
    dispatch.save(update_fields=["state", "sent_at"])
    log(dispatch, "syndication.sent", data=dispatch.receipts.counts())
    return False


def serve(dispatch: Dispatch, organisations: list[Organisation]) -> None:
    """Write the receipts of these unions and, where it must be published, their placements."""
    placed = place_at(dispatch, organisations) if dispatch.must_publish else {}
    now = timezone.now()
    Receipt.objects.bulk_create(
        [
            Receipt(
                dispatch=dispatch,
                recipient=organisation,
                placement=placed.get(organisation.pk),
                state=Receipt.State.PLACED if organisation.pk in placed else Receipt.State.WAITING,
                answered_at=now if organisation.pk in placed else None,
            )
            for organisation in organisations
        ],
        batch_size=PART,
    )
    if placed:
        entries_changed.send(Placement, article_ids=[dispatch.article_id])


def place_at(dispatch: Dispatch, organisations: list[Organisation]) -> dict[int, Placement]:
    """Put the article in the mapped column of each union; those without one are left to choose.

    A union that shows the article already keeps its column and its headline.
    """
    by_id = {organisation.pk: organisation for organisation in organisations}
    known = Placement.objects.select_for_update().filter(
        article=dispatch.article_id, organisation__in=by_id, column__isnull=False
    )
    placed = {row.organisation_id: row for row in known}
    for placement in placed.values():
        placement.article = dispatch.article
    if placed:
        hold_existing(dispatch, placed, by_id)
    columns = column_keys_for(dispatch.column_code, [pk for pk in by_id if pk not in placed])
    now = timezone.now()
    new = [
        Placement(
            organisation_id=pk,
            article=dispatch.article,
            column_id=column,
            kind=Placement.Kind.DISPATCH,
            published_at=now,
            is_locked=True,
            locked_until=dispatch.locked_until,
        )
        for pk, column in columns.items()
    ]
    # A row of a column that was deleted is filled again; there is one row a union and article.
    Placement.objects.filter(
        article=dispatch.article_id, organisation__in=columns, column__isnull=True
    ).delete()
    add_lines(Placement.objects.bulk_create(new, batch_size=PART), by_id)
    return placed | {placement.organisation_id: placement for placement in new}


def hold_existing(
    dispatch: Dispatch, placed: dict[int, Placement], organisations: dict[int, Organisation]
) -> None:
    """Show what a union had placed already, hidden or not, and hold it there.

    Words of its own that its editor in chief has not agreed to yet are not: it is shown as sent.
    """
    back = [row for row in placed.values() if row.state != Placement.State.SHOWN]
    proposed = [row for row in back if row.state == Placement.State.PROPOSED]
    for placement in proposed:
        placement.headline, placement.lead, placement.cover_id = "", "", None
    for placement in placed.values():
        placement.state = Placement.State.SHOWN
        placement.is_locked = True
        placement.locked_until = dispatch.locked_until
    Placement.objects.bulk_update(placed.values(), ["state", "is_locked", "locked_until"], PART)
    Placement.objects.bulk_update(proposed, ["headline", "lead", "cover"], PART)
    add_lines(back, organisations)


def resume_unfinished() -> int:
    """Take up dispatches whose worker was lost, or that were not released when their article was
    published; returns how many are being sent again. The clock calls it.
    """
    for article_id in Dispatch.objects.held_back().values_list("article", flat=True).distinct():
        release_waiting(article_id)
    stalled = Dispatch.objects.unfinished().filter(created_at__lt=timezone.now() - STALLED_AFTER)
    keys = list(stalled.values_list("pk", flat=True))
    for key in keys:
        tasks.deliver.enqueue(key)
    return len(keys)


@transaction.atomic
def include_new_union(organisation: Organisation) -> int:
    """Let a union that has just opened receive what was sent to all like it; returns how many."""
    standing = Dispatch.objects.filter(
        includes_new=True, state=Dispatch.State.SENT, sender__path__in=organisation.upper_paths
    ).select_for_update(of=("self",))
    found = 0
    for dispatch in standing.select_related("article", "sender").order_by("pk"):
        rule = Selection.from_json(dispatch.selection)
        is_named = resolve(rule, dispatch.sender).filter(pk=organisation.pk).exists()
        if is_named and not dispatch.receipts.filter(recipient=organisation).exists():
            dispatch.recipient_ids = [*dispatch.recipient_ids, organisation.pk]
            dispatch.save(update_fields=["recipient_ids"])
            serve(dispatch, [organisation])
            found += 1
    return found
