"""A page of hits as it is shown: where each is read from here, and what in it was found."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest
from django.utils.safestring import SafeString

from news.models import ArticlePage, Entry
from pages.site_roots import site_roots
from search.documents import closed_paths, readable_entries
from search.highlight import marked, pattern_of, snippet
from search.models import SearchDocument
from search.query import Query
from search.text import fold
from sites.models import Organisation


@dataclass(frozen=True)
class Hit:
    article: ArticlePage
    title: SafeString
    plain_title: str
    summary: SafeString
    file_name: str  # of the attachment that the summary is taken from
    url: str
    picture: Any
    source: Organisation
    is_local: bool
    also_on: int  # how many other unions' sites show it
    published_at: Any
    lead: str
    author: str


def hits_for(
    article_ids: Sequence[int], query: Query, here: Organisation, request: HttpRequest
) -> list[Hit]:
    """The articles in this order, each once. One that has just left every list is left out."""
    shown = lines_from_here(article_ids, here)
    site_roots.prime(page for line in shown.values() for page in (line.article, line.column))
    documents = SearchDocument.objects.defer("folded", "keywords").in_bulk(list(shown))
    counts = site_counts(list(shown))
    pattern = pattern_of(query.marked_words())
    return [
        hit_of(shown[pk], documents[pk], counts.get(pk, 1), pattern, here, request)
        for pk in article_ids
        if pk in shown and pk in documents
    ]


def lines_from_here(article_ids: Sequence[int], here: Organisation) -> dict[int, Entry]:
    """The list line by which each article is best read from here.

    This union's own line comes first, then the origin's, then any other. A page that was just
    made private is left out, though the index may not know it yet.
    """
    closed = closed_paths()
    lines = readable_entries().filter(article__in=list(article_ids))
    near = lines.filter(Q(is_own=True) | Q(organisation=here))
    found = best_lines(near, here, closed)
    left = [pk for pk in article_ids if pk not in found]
    if left:
        other = lines.filter(article__in=left).order_by("pk")[: len(left) * 20]
        found |= best_lines(other, here, closed)
    return found


def best_lines(lines: Any, here: Organisation, closed: tuple[str, ...]) -> dict[int, Entry]:
    found: dict[int, Entry] = {}
    for line in sorted(
        lines.with_articles(),
        key=lambda line: (line.organisation_id == here.pk, line.is_own),
    ):
        pages = (line.article, line.column)
        if not any(page.path.startswith(closed) for page in pages):
            found[line.article_id] = line
    return found


def site_counts(article_ids: Sequence[int]) -> dict[int, int]:
    """On how many unions' sites each article stands."""
    rows = readable_entries().filter(article__in=list(article_ids)).values("article_id")
    counted = rows.annotate(count=Count("organisation", distinct=True))
    return {row["article_id"]: row["count"] for row in counted}


def hit_of(
    line: Entry,
    document: SearchDocument,
    count: int,
    pattern: re.Pattern[str] | None,
    here: Organisation,
    request: HttpRequest,
) -> Hit:
    title = line.title
    summary, file_name = summary_of(document, pattern)
    return Hit(
        article=line.article,
        title=marked(title, pattern),
        plain_title=title,
        summary=summary,
        file_name=file_name,
        url=line.get_url(request) or "",
        picture=line.picture,
        source=line.article.organisation,
        is_local=line.organisation_id == here.pk,
        also_on=count - 1,
        published_at=line.published_at,
        lead=line.summary,
        # Of a version that was adopted, the article may say something else by now.
        author=(line.article.author or line.article.source_name) if line.follows_article else "",
    )


def summary_of(document: SearchDocument, pattern: re.Pattern[str] | None) -> tuple[SafeString, str]:
    """A part of the article's text, or of the file that has more of the words, with its name."""
    summary, most = snippet(document.text, pattern)
    file_name = ""
    for name, text in document.files:
        in_file, words = snippet(text, pattern)
        if words > most:
            summary, most, file_name = in_file, words, name
    if not most and pattern:
        named = (name for name, _text in document.files if pattern.search(fold(name)))
        file_name = next(named, "")
    return summary, file_name
