"""Keeping the listing table in step with the articles."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone

from news.models import ArticlePage, ColumnPage, Entry
from news.models.entry import rank_of
from news.signals import entries_changed
from sites.models import Organisation, OrganisationQuerySet


def sync_own_entry(article: ArticlePage) -> None:
    """Write, move or remove the line of an article in its own column.

    Called inside the transaction that saved or moved the article.
    """
    own = Entry.objects.filter(article=article, is_own=True)
    if article.live:
        column = article.get_parent()
        own.exclude(column_id=column.pk).delete()
        Entry.objects.update_or_create(
            column_id=column.pk, article=article, defaults=line_of(article, article.organisation)
        )
    else:
        own.delete()
    entries_changed.send(Entry, article_ids=[article.pk])


def line_of(article: ArticlePage, organisation: Organisation) -> dict[str, Any]:
    """What the line of an own article says. An article that is live has its time (see save)."""
    published_at = article.published_at or timezone.now()
    return {
        "organisation": organisation,
        "region_path": organisation.region_path,
        "is_own": True,
        "has_cover": article.cover_id is not None,
        "published_at": published_at,
        "rank": rank_of(published_at, is_pinned=article.is_pinned),
    }


def list_articles(
    articles: Iterable[ArticlePage], column: ColumnPage, organisation: Organisation
) -> None:
    """Write the lines of new articles of one column that were inserted in bulk."""
    Entry.objects.bulk_create(
        [
            Entry(column=column, article=article, **line_of(article, organisation))
            for article in articles
            if article.live
        ],
        batch_size=500,
    )


def unpin_expired() -> int:
    """Let articles whose pin has ended sink to their place; returns how many."""
    ended = Entry.objects.pinned().filter(
        is_own=True, article__pinned_until__lt=timezone.localdate()
    )
    return ended.unpin()


def refresh_regions(moved: OrganisationQuerySet) -> None:
    """After unions have other places on the tree: the branch that each line counts to."""
    for union in with_lines(moved):
        Entry.objects.filter(organisation=union).update(region_path=union.region_path)


def with_lines(unions: OrganisationQuerySet) -> OrganisationQuerySet:
    """Those of the unions that list anything."""
    lines = Entry.objects.filter(organisation=OuterRef("pk"))
    return unions.filter(Exists(lines))
