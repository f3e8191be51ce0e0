"""The lines of a column as its editors see them: own and placed ones, shown or not."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from news.models import ArticlePage, ColumnPage, Entry
from news.models.entry import HEAVY_FIELDS
from news.pictures import CARD, ready_for
from syndication.models import Placement

OWN = "OWN"  # beside the kinds of placements
State = Placement.State


@dataclass(frozen=True)
class Line:
    """One row of the column's table. An own article has no placement, a hidden one no entry."""

    entry: Entry | None
    placement: Placement | None

    @property
    def article(self) -> ArticlePage:
        return self.entry.article if self.entry else self.placement.article  # type: ignore[union-attr]

    @property
    def title(self) -> str:
        return self.entry.title if self.entry else self.placement.shown_title  # type: ignore[union-attr]

    @property
    def picture(self) -> Any:
        if self.entry:
            return self.entry.picture
        placement = self.placement
        return placement.cover or (placement.follows_origin and placement.article.cover)  # type: ignore[union-attr]

    @property
    def published_at(self) -> Any:
        return self.entry.published_at if self.entry else self.placement.published_at  # type: ignore[union-attr]

    @property
    def is_pinned(self) -> bool:
        return self.entry.is_pinned if self.entry else self.placement.is_pinned  # type: ignore[union-attr]

    @property
    def kind_label(self) -> str:
        return self.placement.get_kind_display() if self.placement else _("自采")

    @property
    def state_label(self) -> str:
        if self.placement is None:
            return _("已发布")
        if self.entry is None and self.placement.state == State.SHOWN:
            # Its origin or its column is away.
            return _("原稿已撤下") if self.placement.column_id else _("栏目已删除")
        return self.placement.get_state_display()

    @property
    def acts(self) -> list[str]:
        """What a person who may answer for the union can do here; see desk.placements.ACTS."""
        placement = self.placement
        if placement is None or placement.state == State.RECALLED:
            return []
        acts = ["confirm"] if placement.headline_outdated_at else []
        if placement.state in {State.HIDDEN, State.REMOVED}:
            acts.append("show")
        elif not placement.is_held:
            acts.append("hide")
        acts.append("ours")
        if placement.state != State.REMOVED and not placement.is_held:
            acts.append("remove")
        return acts


def shown_entries(column: ColumnPage, *, kind: str = "", text: str = "") -> QuerySet[Entry]:
    """What readers see in the column, in its order."""
    entries = Entry.objects.in_column(column).newest_first()
    if kind == OWN:
        entries = entries.filter(is_own=True)
    elif kind:
        placed = Placement.objects.filter(column=column, kind=kind)
        entries = entries.filter(number__in=placed.values("pk"))
    return entries.filter(says(text)) if text else entries


def placements_off(
    column: ColumnPage, *, kind: str = "", state: str = "", text: str = ""
) -> QuerySet[Placement]:
    """Placements of the column that readers don't see, the newest first.

    Those whose column was deleted are found in every column of their union.
    """
    shown = Entry.objects.in_column(column).filter(number__isnull=False)
    rows = Placement.objects.filter(organisation=column.organisation_id).filter(
        Q(column=column) | Q(column__isnull=True)
    )
    rows = rows.exclude(pk__in=shown.values("number")).order_by("-published_at", "-pk")
    if kind:
        rows = rows.filter(kind=kind)  # there is no own one among them
    if state:
        rows = rows.filter(state=state)
    return rows.filter(says(text)) if text else rows


def says(text: str) -> Q:
    """Whether the local headline, the title or the union's name says so."""
    return (
        Q(headline__icontains=text)
        | Q(article__title_zh_hans__icontains=text)
        | Q(article__organisation__name__icontains=text)
    )


def lines_of_entries(entries: Any) -> list[Line]:
    """The rows of one page of entries (an EntryQuerySet), a fixed number of queries."""
    found = list(entries.with_articles())
    placements = Placement.objects.in_bulk([entry.number for entry in found if entry.number])
    return [Line(entry, placements.get(entry.number)) for entry in found]


def lines_of_placements(placements: QuerySet[Placement]) -> list[Line]:
    """The rows of one page of placements, a fixed number of queries."""
    return [Line(None, placement) for placement in with_articles(placements)]


def with_articles(placements: QuerySet[Placement]) -> Iterable[Placement]:
    covers = ready_for(CARD)
    return (
        placements.select_related("article__organisation")
        .prefetch_related(Prefetch("article__cover", covers), Prefetch("cover", covers))
        .defer(*(f"article__{name}" for name in HEAVY_FIELDS))
    )
