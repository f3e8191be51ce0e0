"""Reads for the public pages of the news site."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Case, Q, QuerySet, When, prefetch_related_objects
from wagtail.query import PageQuerySet

from news.models import ArticlePage, ColumnPage, Entry
from news.pictures import body_pictures, with_renditions
from pages.queries import pages_of_type
from pages.shown import shows
from pages.site_roots import site_roots
from sites.models import Organisation


def in_one_go(entries: QuerySet[Entry]) -> list[Entry]:
    """The entries, with the addresses of all their sites loaded by one query."""
    found = list(entries)
    prime_sites(found)
    return found


def prime_sites(entries: Iterable[Entry]) -> None:
    """Load the sites to which the lines lead, together."""
    site_roots.prime(entry.column if entry.number else entry.article for entry in entries)


def headline_entry(article_id: int, organisation: Organisation) -> Entry | None:
    """The line of an article chosen as headline: the union's own or placed one comes first."""
    shows(f"article:{article_id}")
    lines = Entry.objects.filter(article=article_id).filter(
        Q(organisation=organisation) | Q(is_own=True)
    )
    here = Case(When(organisation=organisation, then=0), default=1)
    return lines.order_by(here, "pk").with_articles(pictures=None).first()


def columns_with_entries(columns: list[ColumnPage], count: int) -> list[dict[str, Any]]:
    """Each column that has something to show, with its first ``count`` entries."""
    shows(*(f"column:{column.pk}" for column in columns))
    found: dict[int, list[Entry]] = {}
    for entry in Entry.objects.top_of_each(columns, count).with_articles():
        found.setdefault(entry.column_id, []).append(entry)
    return [
        {"column": column, "entries": found[column.pk][:count]}
        for column in columns
        if column.pk in found
    ]


def own_columns(organisation: Organisation) -> PageQuerySet:
    """The live columns of a union."""
    return pages_of_type(ColumnPage, organisation.pk)


def article_surroundings(
    article: ArticlePage, entry: Entry | None = None, column: ColumnPage | None = None
) -> dict[str, Any]:
    """What stands around an article: its column, its neighbours, and others like it.

    By default those of its own column; a placed article is given its line and local column.
    """
    union = column.organisation_id if column else article.organisation_id
    if column is None:
        column = ColumnPage.objects.parent_of(article).first()
        entry = Entry.objects.filter(article=article, is_own=True).first()
    shows(f"article:{article.pk}")
    newer = older = None
    if entry:
        same = Entry.objects.filter(column_id=entry.column_id).exclude(pk=entry.pk)
        newer = (
            same.filter(rank__gte=entry.rank)
            .order_by("rank", "pk")
            .with_articles(pictures=None)
            .first()
        )
        older = (
            same.filter(rank__lte=entry.rank).newest_first().with_articles(pictures=None).first()
        )
    tags = list(article.tags.all())
    shows(*(f"tag:{tag.pk}:{union}" for tag in tags))
    related = (
        Entry.objects.filter(organisation=union)
        .exclude(article=article)
        .filter(article__tags__in=tags)
        .distinct()
        .order_by("-published_at", "-pk")
        .with_articles()[:6]
        if tags
        else []
    )
    attachments = list(article.attachments.select_related("document"))
    prefetch_related_objects(attachments, "document")  # those of a revision come without
    pictures = with_renditions(body_pictures(article.body))
    in_body = {picture.pk for picture in pictures}
    return {
        "cover": article.cover if article.cover_id not in in_body else None,
        "column": column,
        "newer": newer,
        "older": older,
        "related": list(related),
        "tags": tags,
        "attachments": attachments,
    }


def tagged_entries(organisation: Organisation, tag: str, count: int) -> list[Entry]:
    """The newest lines of the union, own and placed, whose articles carry a tag."""
    shows(f"tags:{organisation.pk}", f"lines:{organisation.pk}")
    tagged = Entry.objects.filter(organisation=organisation, article__tags__name__iexact=tag)
    return list(tagged.order_by("-published_at", "-pk").distinct().with_articles()[:count])


def picked_entries(articles: list[ArticlePage], organisation: Organisation) -> list[Entry]:
    """The lines of articles picked by hand, in their order; one that is not live is left out.

    An article that the union itself shows is read there, any other one at its own union.
    """
    keys = [article.pk for article in articles]
    shows(*(f"article:{key}" for key in keys))
    entries = Entry.objects.filter(article__in=keys).filter(
        Q(is_own=True) | Q(organisation=organisation)
    )
    found: dict[int, Entry] = {}
    for entry in entries.order_by("pk").with_articles():
        if entry.article_id not in found or entry.organisation_id == organisation.pk:
            found[entry.article_id] = entry
    prime_sites(found.values())
    return [found[key] for key in keys if key in found]
