"""Reads for the public pages of the news site."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from django.db.models import Case, Q, QuerySet, When, prefetch_related_objects
from wagtail.query import PageQuerySet

from news.models import ArticlePage, ColumnPage, Entry
from news.pictures import CARD, WIDE, PictureUse, body_pictures, with_renditions
from pages.parts import is_kept, kept, kept_rows
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
    keys = keys_of_tops(columns, count)
    lines = {entry.pk: entry for entry in lines_of([key for top in keys.values() for key in top])}
    parts = []
    for column in columns:
        shows(f"column:{column.pk}")
        entries = [lines[key] for key in keys[column.pk] if key in lines]
        entries.sort(key=lambda entry: (entry.rank, entry.pk), reverse=True)
        if entries:
            parts.append({"column": column, "entries": entries[:count]})
    return parts


def keys_of_tops(columns: list[ColumnPage], count: int) -> dict[int, list[int]]:
    """The keys of each column's first entries; those not kept are found together."""
    how = ("top", count)
    lacking = [column for column in columns if not is_kept((*how, column.pk))]
    found: dict[int, list[int]] = {column.pk: [] for column in lacking}
    for column_id, key in Entry.objects.keys_of_tops(lacking, count):
        found[column_id].append(key)

    def keys(column: ColumnPage) -> list[int]:
        if column.pk in found:
            return found[column.pk]
        return [key for _column, key in Entry.objects.keys_of_tops([column], count)]

    return {
        column.pk: kept((*how, column.pk), {f"column:{column.pk}"}, partial(keys, column))
        for column in columns
    }


def lines_of_union(
    organisation: Organisation, count: int, *, are_pictures: bool = False
) -> list[Entry]:
    """A union's newest lines, or of those with a cover."""
    lines = Entry.objects.filter(organisation=organisation).order_by("-published_at", "-pk")
    chosen = lines.filter(has_cover=True) if are_pictures else lines
    keys = kept(
        ("lines", organisation.pk, count, are_pictures),
        {f"lines:{organisation.pk}"},
        lambda: list(chosen.values_list("pk", flat=True)[:count]),
    )
    return lines_of(keys, pictures=WIDE if are_pictures else CARD)


def lines_of(keys: Sequence[int], *, pictures: PictureUse = CARD) -> list[Entry]:
    """The entries of these keys that there are, as lists show them."""

    def read(lacking: Sequence[int]) -> dict[int, Entry]:
        found = Entry.objects.filter(pk__in=lacking).with_articles(pictures=pictures)
        return {entry.pk: entry for entry in found}

    return kept_rows("line", (pictures,), keys, read, things_of_line)


def things_of_line(entry: Entry) -> list[str]:
    """What a list shows of a line; see pages.shown."""
    article, picture = entry.article, entry.picture_id
    return [
        f"line:{entry.pk}",
        f"page:{article.pk}",
        f"text:{article.pk}",
        f"union:{article.organisation_id}",
        f"page:{entry.column_id}",
        *([f"image:{picture}"] if picture else []),
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
