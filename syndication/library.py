"""The articles that the network shares (选用库)."""

from typing import Any

from django.db.models import Q, QuerySet

from news.models import Entry
from sites.models import Organisation
from syndication.models import Placement

IN_USE = (
    Placement.State.SHOWN,
    Placement.State.SCHEDULED,
    Placement.State.HIDDEN,
    Placement.State.PROPOSED,
)


def shared_entries(organisation: Organisation) -> QuerySet[Entry]:
    """What other unions offer to all, as the lines of their own columns; the newest first."""
    shared = Entry.objects.filter(is_own=True, article__is_shared=True)
    return shared.exclude(organisation=organisation).order_by("-published_at", "-pk")


def narrowed(entries: QuerySet[Entry], asked: dict[str, Any]) -> QuerySet[Entry]:
    """By what a library form asks: tier, union (part of its name), column code, genre, words."""
    if asked.get("tier"):
        entries = entries.filter(organisation__tier=asked["tier"])
    if asked.get("union"):
        entries = entries.filter(organisation__name__icontains=asked["union"])
    if asked.get("column"):
        entries = entries.filter(column__code=asked["column"])
    if asked.get("genre"):
        entries = entries.filter(article__genre=asked["genre"])
    for word in asked.get("q", "").split():
        entries = entries.filter(
            Q(article__title_zh_hans__icontains=word) | Q(article__lead_zh_hans__icontains=word)
        )
    return entries


def taken_up(organisation: Organisation, article_ids: list[int]) -> dict[int, Placement]:
    """Which of these articles the union has placed already, by article; one query."""
    known = Placement.objects.filter(
        organisation=organisation, article__in=article_ids, state__in=IN_USE
    )
    return {placement.article_id: placement for placement in known}
