"""Atom feeds of sites and columns."""

import mimetypes
import re
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed, Enclosure, rfc3339_date
from django.utils.html import escape
from django.utils.translation import get_language

from news.links import LANGUAGE_TAGS, absolute, canonical_url, line_url, origin_url
from news.pictures import WIDE
from pages.site_roots import site_roots

if TYPE_CHECKING:
    from news.models import ColumnPage, Entry
    from pages.models import BasePage

FEED_LENGTH = 30
# XML has no place for these, and text pasted from Word may hold them.
CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def column_feed(request: HttpRequest, column: "ColumnPage") -> HttpResponse:
    """The newest lines of a column, placed ones too."""
    entries = list(column.entries.newest_first().with_articles(pictures=WIDE)[:FEED_LENGTH])
    entries.sort(key=lambda entry: (entry.published_at, entry.pk), reverse=True)
    return answer(column, entries, {column.pk: column.title}, subtitle=column.intro)


def site_feed(request: HttpRequest, home: "BasePage") -> HttpResponse:
    """The newest lines in the columns of a site, placed ones too."""
    from news.models import ColumnPage, Entry

    columns = dict(
        ColumnPage.objects.live().public().descendant_of(home).values_list("pk", "title")
    )
    entries = (
        Entry.objects.filter(organisation_id=home.organisation_id, column_id__in=columns)
        .order_by("-published_at", "-pk")
        .with_articles(pictures=WIDE)[:FEED_LENGTH]
    )
    return answer(home, list(entries), columns, subtitle="")


def answer(
    page: "BasePage", entries: list["Entry"], columns: dict[int, str], *, subtitle: str
) -> HttpResponse:
    """The feed of a page; ``columns`` gives the names of the columns that the lines stand in."""
    site_roots.prime([page, *(entry.article for entry in entries)])
    link = canonical_url(page)
    feed = EntryFeed(
        title=plain(page.title),
        link=link,
        description="",
        subtitle=plain(subtitle) or None,
        language=LANGUAGE_TAGS.get(get_language() or "", get_language()),
        author_name=plain(page.organisation.name),
        feed_url=f"{link}feed.xml",
        feed_guid=f"urn:uuid:{page.translation_key}",
    )
    for entry in entries:
        add_entry(feed, entry, columns[entry.column_id])
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


class EntryFeed(Atom1Feed):
    """Names at each article of another union whose it is and where it comes from (RFC 4287)."""

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        if not item["origin_url"]:
            return
        handler.addQuickElement("link", "", {"rel": "via", "href": item["origin_url"]})
        root_url = "/".join(item["origin_url"].split("/", 3)[:3]) + "/"
        handler.startElement("source", {})
        handler.addQuickElement("id", root_url)
        handler.addQuickElement("title", item["origin"])
        handler.addQuickElement("link", "", {"rel": "alternate", "href": root_url})
        handler.addQuickElement("updated", rfc3339_date(item["updateddate"]))
        handler.endElement("source")


def add_entry(feed: EntryFeed, entry: "Entry", column: str) -> None:
    article = entry.article
    link = line_url(entry)
    changed_at = entry.follows_article and article.last_published_at
    cover = entry.picture
    feed.add_item(
        title=plain(entry.title),
        link=link,
        # Atom1Feed marks a summary as HTML.
        description=escape(plain(entry.summary)),
        author_name=plain(article.author or article.source_name),
        pubdate=entry.published_at,
        updateddate=max(changed_at or entry.published_at, entry.published_at),
        # The same wherever the article is shown, also after its column or host has changed.
        unique_id=f"urn:uuid:{article.translation_key}",
        categories=[plain(column)],
        enclosures=[enclosure(cover, link)] if cover else [],
        origin=plain(article.organisation.name),
        origin_url="" if entry.is_own else origin_url(article),
    )


def enclosure(cover, link: str) -> Enclosure:
    """The cover in the size that lists show, or as uploaded where that was not made yet.

    Lengths come from the database: a feed doesn't ask the file storage for each picture.
    """
    shown = [image for image in cover.prefetched_renditions if image.filter_spec == WIDE.spec]
    file, size = (shown[0].file, 0) if shown else (cover.file, cover.file_size or 0)
    root_url = "/".join(link.split("/", 3)[:3])
    kind = mimetypes.guess_type(file.name)[0] or "image/jpeg"
    return Enclosure(absolute(file.url, root_url), str(size), kind)


def plain(text: str) -> str:
    return CONTROL_CHARACTERS.sub("", text or "")
