"""Showing an article of another union in a local column."""

from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log
from wagtail.models import Revision

from news.models import ArticlePage, ColumnPage, Entry
from review.guards import is_reviewed
from review.rules import RuleBook
from sites.models import Organisation
from syndication.actions.dispatch import hold_article
from syndication.columns import own_column
from syndication.entries import sync_line
from syndication.errors import AlreadyDecided, AlreadyThere, MustStay, SyndicationError
from syndication.models import Offer, Placement, Recall
from syndication.policies import may, require
from syndication.wording import refuse_words

# States that a change of the local dress leaves as they are.
UNSHOWN = (Placement.State.HIDDEN, Placement.State.REMOVED, Placement.State.PROPOSED)

NOT_UNASKED = gettext_lazy(
    "按本会的规则，改本站标题、导语和封面，或者移进这个栏目，要终审同意：请先隐藏，改好再恢复显示。"
)
NOT_WHILE_HELD = gettext_lazy(
    "按本会的规则，改本站标题、导语和封面，或者移进这个栏目，要终审同意。必须刊发的稿件不能先隐藏，期限以前不能改。"
)


@dataclass(frozen=True)
class LocalDress:
    """How an article is shown locally. Empty texts: as at the origin. No time: at once."""

    column_id: int | None
    headline: str = ""
    lead: str = ""
    cover_id: int | None = None
    published_at: datetime | None = None
    pinned_until: date | None = None


def place(
    article: ArticlePage,
    organisation: Organisation,
    dress: LocalDress,
    *,
    kind: str,
    by: AbstractBaseUser | None,
    revision: Revision | None = None,
    is_ordered: bool = False,
) -> Placement:
    """Show an article in a union's column; one that was taken down there before is shown again.

    Where the union's rule asks for it, or nobody has signed that version at its origin, the
    placement is only proposed to the editor in chief. What is ordered from above (``is_ordered``)
    and shown as it was sent has been reviewed there.

    With a revision the text stays at it, and what the dress leaves open is taken from it now, so
    that nothing changes by itself later. Called inside the transaction of an act.
    """
    column = own_column(dress.column_id, organisation)
    hold_article(article.pk)
    refuse_recalled(article)
    if article.organisation_id == organisation.pk:
        raise AlreadyThere
    known = Placement.objects.select_for_update().filter(organisation=organisation, article=article)
    placement = known.first() or Placement(organisation=organisation, article=article)
    if placement.pk and placement.state in Placement.IN_PLACE:
        raise AlreadyThere
    placement.article = article
    placement.column, placement.kind, placement.revision = column, kind, revision
    placement.offer, placement.offered_revision = Offer.NONE, None
    placement.created_by = by  # type: ignore[assignment]
    placement.created_at = timezone.now()
    refuse_words(dress.headline, dress.lead, placement)
    put_on(placement, dress)
    if not is_ordered or is_dressed(placement):
        propose_if_asked(placement, by)
    try:
        with transaction.atomic():
            placement.save()
    except IntegrityError as error:  # somebody else has placed it in this very moment
        raise AlreadyThere from error
    sync_line(placement)
    return placement


def propose_if_asked(placement: Placement, by: AbstractBaseUser | None) -> None:
    """Let the placement wait for the editor in chief, unless it is they who act."""
    if asks_the_chief(placement, by):
        placement.state = Placement.State.PROPOSED
        placement.created_by, placement.created_at = by, timezone.now()  # type: ignore[assignment]


def asks_the_chief(placement: Placement, by: AbstractBaseUser | None) -> bool:
    """By the rule of its union, or because nobody has signed at its origin what is to be shown."""
    if by is None or may(by, "approve", placement.organisation_id):
        return False
    if placement.revision and not is_reviewed(placement.article, placement.revision):
        return True
    return rule_asks(placement.organisation_id, placement.column)


def rule_asks(organisation_id: int, *columns: ColumnPage | None) -> bool:
    """Whether placements in one of these columns are for the union's editor in chief."""
    book = RuleBook(organisation_id)
    demands = [book.demand(column.code) for column in columns if column]
    return any(demand.reviews_placements for demand in demands if demand)


def is_dressed(placement: Placement) -> bool:
    """Whether it has a headline, lead or cover other than those of the article."""
    origin = placement.article
    return (
        placement.headline not in {"", origin.title}
        or placement.lead not in {"", origin.lead}
        or placement.cover_id not in {None, origin.cover_id}
    )


def refuse_recalled(article: ArticlePage) -> None:
    if Recall.objects.filter(article=article, undone_at__isnull=True).exists():
        raise SyndicationError(_("原单位已撤稿，不能再刊发。"))


def put_on(placement: Placement, dress: LocalDress) -> None:
    """Give a placement its local headline, lead, cover and time."""
    now = timezone.now()
    placement.headline, placement.lead = dress.headline.strip(), dress.lead.strip()
    placement.cover_id = dress.cover_id
    placement.pinned_until = dress.pinned_until
    placement.published_at = dress.published_at or now
    is_due = placement.published_at <= now
    placement.state = Placement.State.SHOWN if is_due else Placement.State.SCHEDULED
    placement.taken_down_at = None
    if placement.revision is not None:
        adopted = placement.revision.as_object()
        placement.headline = placement.headline or adopted.title
        placement.lead = placement.lead or adopted.lead
        placement.cover_id = placement.cover_id or adopted.cover_id


def version_for(article: ArticlePage, organisation: Organisation) -> Revision | None:
    """Down follows, up and sideways stay: None where the article's union stands above.

    Raises SyndicationError where there is nothing published to stay at.
    """
    if organisation.path.startswith(article.organisation.path):
        return None
    revision = article.live_revision or article.latest_revision
    # An article that was inserted without a revision gets one of what it is now.
    return revision or article.save_revision(changed=False, log_action=False)


@transaction.atomic
def pull_article(
    article: ArticlePage, organisation: Organisation, dress: LocalDress, *, by: AbstractBaseUser
) -> Placement:
    """Take up an article that the network shares (选用)."""
    require(by, "answer", organisation)
    if not (article.live and article.is_shared):
        raise SyndicationError(_("这篇文章没有供全网选用。"))
    placement = place(
        article,
        organisation,
        dress,
        kind=Placement.Kind.PULL,
        by=by,
        revision=version_for(article, organisation),
    )
    log(placement, "syndication.pull", user=by)
    return placement


def locked(placement_id: int, by: AbstractBaseUser) -> Placement:
    """The placement, held for this transaction, if the person may change it."""
    rows = Placement.objects.select_for_update(of=("self",)).select_related(
        "article__organisation", "organisation", "revision", "offered_revision"
    )
    placement = rows.get(pk=placement_id)
    require(by, "answer", placement.organisation_id)
    if placement.state == Placement.State.RECALLED:
        raise AlreadyDecided
    return placement


@transaction.atomic
def change_placement(placement_id: int, dress: LocalDress, *, by: AbstractBaseUser) -> Placement:
    """Change the local column, headline, lead, cover, time or pin; the state stays else."""
    placement = locked(placement_id, by)
    before, taken_down_at = placement.state, placement.taken_down_at
    column, words = placement.column, words_of(placement)
    placement.column = own_column(dress.column_id, placement.organisation)
    refuse_words(dress.headline, dress.lead, placement)
    put_on(placement, dress)
    if placement.state == Placement.State.SCHEDULED and placement.is_held:
        raise MustStay
    if before in UNSHOWN:
        placement.state, placement.taken_down_at = before, taken_down_at
    elif is_for_the_chief(placement, column, words, by):
        raise SyndicationError(NOT_WHILE_HELD if placement.is_held else NOT_UNASKED)
    placement.headline_outdated_at = None
    placement.save()
    sync_line(placement)
    log(placement, "syndication.change", user=by, data={"headline": placement.headline})
    return placement


def words_of(placement: Placement) -> tuple[str, str, int | None]:
    return placement.headline, placement.lead, placement.cover_id


def is_for_the_chief(
    placement: Placement,
    column: ColumnPage | None,
    words: tuple[str, str, int | None],
    by: AbstractBaseUser,
) -> bool:
    """Whether a change of what readers see, from that column and those words, is not the desk's.

    New words are where either column asks for the chief, a move where the new one does.
    """
    columns = {placement.column} if placement.column != column else set()
    if words != words_of(placement):
        columns |= {column, placement.column}
    if not rule_asks(placement.organisation_id, *columns):
        return False
    return not may(by, "approve", placement.organisation_id)


def take_down(placement_id: int, state: str, act: str, by: AbstractBaseUser) -> Placement:
    placement = locked(placement_id, by)
    if placement.state in {state, Placement.State.REMOVED}:
        raise AlreadyDecided
    if placement.is_held:
        raise MustStay
    placement.state, placement.taken_down_at = state, timezone.now()
    placement.offer, placement.offered_revision = Offer.NONE, None
    placement.save()
    sync_line(placement)
    log(placement, act, user=by)
    return placement


@transaction.atomic
def hide_placement(placement_id: int, *, by: AbstractBaseUser) -> Placement:
    """Take it out of the lists for a while."""
    return take_down(placement_id, Placement.State.HIDDEN, "syndication.hide", by)


@transaction.atomic
def remove_placement(placement_id: int, *, by: AbstractBaseUser) -> Placement:
    """Take it down; its address says so."""
    return take_down(placement_id, Placement.State.REMOVED, "syndication.remove", by)


@transaction.atomic
def show_placement(placement_id: int, *, by: AbstractBaseUser) -> Placement:
    """Show again what was hidden or taken down, or let it wait for a time yet to come."""
    placement = locked(placement_id, by)
    if placement.state not in {Placement.State.HIDDEN, Placement.State.REMOVED}:
        raise AlreadyDecided
    refuse_recalled(placement.article)
    is_due = placement.published_at <= timezone.now()
    placement.state = Placement.State.SHOWN if is_due else Placement.State.SCHEDULED
    placement.taken_down_at = None
    placement.column = own_column(placement.column_id, placement.organisation)
    propose_if_asked(placement, by)
    placement.save()
    sync_line(placement)
    log(placement, "syndication.show", user=by)
    return placement


def place_due() -> int:
    """Show the placements whose time has come; returns how many. The clock calls it."""
    due = Placement.objects.filter(
        state=Placement.State.SCHEDULED, published_at__lte=timezone.now()
    )
    return sum(show_due(key) for key in list(due.values_list("pk", flat=True)))


@transaction.atomic
def show_due(placement_id: int) -> int:
    rows = Placement.objects.select_for_update(of=("self",)).select_related(
        "article", "organisation"
    )
    placement = rows.filter(pk=placement_id, state=Placement.State.SCHEDULED).first()
    if placement is None:
        return 0
    placement.state = Placement.State.SHOWN
    placement.save(update_fields=["state"])
    sync_line(placement)
    return 1


def unpin_placements() -> int:
    """Let placements whose pin has ended sink to their place; returns how many."""
    ended = Placement.objects.filter(pinned_until__lt=timezone.localdate())
    return Entry.objects.pinned().filter(number__in=ended.values("pk")).unpin()
