"""Reads for the public pages of the news site."""

from typing import Any

from django.db.models import QuerySet
from wagtail.query import PageQuerySet

from news.models import ArticlePage, ColumnPage, Entry, NewsHomePage
from news.pictures import body_pictures, with_renditions
from pages.queries import pages_of_type
from pages.site_roots import site_roots
from sites.models import Organisation

FRONT_LIST = 12  # lines of the rolling list
COLUMN_LIST = 6  # lines of a column on a front page
PICTURES = 5


def in_one_go(entries: QuerySet[Entry]) -> list[Entry]:
    """The entries, with the addresses of all their unions' sites loaded by one query."""
    found = list(entries)
    site_roots.prime(entry.article for entry in found)
    return found


def columns_with_entries(columns: list[ColumnPage], count: int) -> list[dict[str, Any]]:
    """Each column that has something to show, with its first ``count`` entries."""
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


def news_front(home: NewsHomePage) -> dict[str, Any]:
    """What the front of a news site shows; a fixed number of queries."""
    organisation = home.organisation
    columns = list(own_columns(organisation).child_of(home).order_by("path"))
    own = Entry.objects.filter(organisation=organisation)
    recent = list(own.order_by("-published_at", "-pk").with_articles()[:FRONT_LIST])
    pictures = list(
        own.filter(has_cover=True).order_by("-published_at", "-pk").with_articles()[:PICTURES]
    )
    subtree = (
        in_one_go(
            Entry.objects.within(organisation)
            .exclude(organisation=organisation)
            .with_articles()[:FRONT_LIST]
        )
        if organisation.numchild
        else []
    )
    headline = home.headline if home.headline and home.headline.live else None
    return {
        "headline": headline or (recent[0].article if recent else None),
        "recent": recent,
        "pictures": pictures,
        "subtree": subtree,
        "sections": columns_with_entries(columns, COLUMN_LIST),
    }


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
    newer = older = None
    if entry:
        same = Entry.objects.filter(column_id=entry.column_id).exclude(pk=entry.pk)
        newer = same.filter(rank__gte=entry.rank).order_by("rank", "pk").with_articles().first()
        older = same.filter(rank__lte=entry.rank).newest_first().with_articles().first()
    tags = list(article.tags.all())
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
    pictures = with_renditions(body_pictures(article.body))
    in_body = {picture.pk for picture in pictures}
    return {
        "cover": article.cover if article.cover_id not in in_body else None,
        "column": column,
        "newer": newer,
        "older": older,
        "related": list(related),
        "tags": tags,
        "attachments": list(article.attachments.select_related("document")),
    }


def tagged_entries(organisation: Organisation, tag: str, count: int) -> list[Entry]:
    """The newest own articles of the union that carry a tag."""
    tagged = Entry.objects.filter(
        organisation=organisation, is_own=True, article__tags__name__iexact=tag
    )
    return list(tagged.order_by("-published_at", "-pk").distinct().with_articles()[:count])


def picked_entries(articles: list[ArticlePage]) -> list[Entry]:
    """The lines of articles picked by hand, in their order; one that is not live is left out."""
    entries = Entry.objects.filter(article__in=[article.pk for article in articles], is_own=True)
    found = {entry.article_id: entry for entry in in_one_go(entries.with_articles())}
    return [found[article.pk] for article in articles if article.pk in found]
