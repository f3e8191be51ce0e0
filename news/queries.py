"""Reads for the public pages of the news site."""

from typing import Any

from news.models import ArticlePage, ColumnPage, Entry, NewsHomePage

FRONT_LIST = 12  # lines of the rolling list
COLUMN_LIST = 6  # lines of a column on a front page
PICTURES = 5


def columns_with_entries(columns: list[ColumnPage], count: int) -> list[dict[str, Any]]:
    """Each column that has something to show, with its first ``count`` entries, in the order given."""
    found: dict[int, list[Entry]] = {}
    for entry in Entry.objects.top_of_each(columns, count).with_articles():
        found.setdefault(entry.column_id, []).append(entry)
    return [
        {"column": column, "entries": found[column.pk][:count]}
        for column in columns
        if column.pk in found
    ]


def news_front(home: NewsHomePage) -> dict[str, Any]:
    """What the front of a news site shows; a fixed number of queries."""
    organisation = home.organisation
    columns = list(ColumnPage.objects.child_of(home).live().order_by("path"))
    own = Entry.objects.filter(organisation=organisation)
    recent = list(own.order_by("-published_at", "-pk").with_articles()[:FRONT_LIST])
    pictures = list(
        own.filter(has_cover=True).order_by("-published_at", "-pk").with_articles()[:PICTURES]
    )
    subtree = (
        list(Entry.objects.within(organisation).with_articles()[:FRONT_LIST])
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


def article_surroundings(article: ArticlePage) -> dict[str, Any]:
    """What stands around an article: its column, its neighbours, and others like it."""
    column = ColumnPage.objects.parent_of(article).first()
    entry = Entry.objects.filter(article=article, is_own=True).first()
    newer = older = None
    if entry:
        same = Entry.objects.filter(column_id=entry.column_id).exclude(pk=entry.pk)
        newer = same.filter(rank__gte=entry.rank).order_by("rank", "pk").with_articles().first()
        older = same.filter(rank__lte=entry.rank).newest_first().with_articles().first()
    tags = list(article.tags.all())
    related = (
        Entry.objects.filter(is_own=True, article__organisation=article.organisation)
        .exclude(article=article)
        .filter(article__tags__in=tags)
        .distinct()
        .order_by("-published_at", "-pk")
        .with_articles()[:6]
        if tags
        else []
    )
    return {
        "column": column,
        "newer": newer.article if newer else None,
        "older": older.article if older else None,
        "related": list(related),
        "tags": tags,
        "attachments": list(article.attachments.select_related("document")),
    }
