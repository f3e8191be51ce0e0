"""What stands in the head of a page: for search engines, inspectors, sharers and feed readers."""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from news.head.metas import Pairs, metas, open_graph
from news.head.reading import Reading, name_of
from news.head.structured import structured_data
from news.links import LANGUAGE_TAGS, canonical_url, is_translated_to
from news.models import ColumnPage
from news.paging import EntryList
from pages.models import BasePage
from sites.models import SiteKind

SEPARATOR = " - "
FOREIGN = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


@dataclass
class Head:
    """All text, all addresses absolute; what is empty is left out."""

    title: str
    description: str = ""
    canonical: str = ""
    metas: Pairs = field(default_factory=list)
    properties: Pairs = field(default_factory=list)
    alternates: Pairs = field(default_factory=list)
    feeds: Pairs = field(default_factory=list)
    previous: str = ""
    next: str = ""
    structured: list[str] = field(default_factory=list)


def head_of(context: dict[str, Any]) -> Head:
    """The head for a template context. What isn't a page of the tree has only a title."""
    site, page, title = context.get("site"), context.get("page"), str(context.get("title") or "")
    if site is None:
        return Head(title=title or getattr(page, "title", ""))
    if not isinstance(page, BasePage):
        return Head(title=joined(title, name_of(site, context["organisation"])))
    entries = context.get("entries")
    return describe(
        Reading(
            request=context["request"],
            site=site,
            organisation=context["organisation"],
            page=page,
            column=context.get("column"),
            entries=entries if isinstance(entries, EntryList) else None,
            tags=context.get("tags") or [],
            placed=context.get("placed"),
        ),
        kind=context["organisation_site"].kind,
    )


def describe(reading: Reading, *, kind: str) -> Head:
    page, column, entries = reading.page, reading.column, reading.entries
    image_url = reading.image_url
    above = column.title if column else ""
    return Head(
        title=(page.seo_title or reading.site_name)
        if reading.is_front
        else joined(reading.title, above, reading.site_name),
        description=reading.description,
        canonical=reading.canonical,
        metas=filled(metas(reading, image_url)),
        properties=filled(open_graph(reading, image_url)),
        alternates=versions(reading),
        feeds=feeds(reading, kind),
        previous=neighbour(reading, entries.previous_number) if entries else "",
        next=neighbour(reading, entries.next_number) if entries else "",
        structured=structured_data(reading, image_url),
    )


def neighbour(reading: Reading, number: int | None) -> str:
    """The address of another part of a list; empty at its ends."""
    return reading.url(number) if number else ""


def versions(reading: Reading) -> Pairs:
    """The addresses of a page's language versions, where there is more than one."""
    translated = [code for code in FOREIGN if is_translated_to(reading.page, code)]
    # The versions of a page that names another one as canonical are named there.
    if not translated or reading.is_archived or reading.canonical != reading.url():
        return []
    default = settings.LANGUAGE_CODE
    urls = {code: reading.url(language=code) for code in [default, *translated]}
    named = [(LANGUAGE_TAGS.get(code, code), url) for code, url in urls.items()]
    return filled([*named, ("x-default", urls[default])])


def feeds(reading: Reading, kind: str) -> Pairs:
    """The feeds of the site and of the column, by their titles. A service site has none."""
    if reading.is_archived:
        return []
    found = []
    if kind != SiteKind.WORK:
        found.append((reading.site_name, canonical_url(reading.site.root_page)))
    column = reading.page if isinstance(reading.page, ColumnPage) else reading.column
    if column:
        found.append((column.title, canonical_url(column)))
    return [(_("%(title)s 订阅") % {"title": name}, f"{url}feed.xml") for name, url in found if url]


def joined(*names: str) -> str:
    return SEPARATOR.join(name for name in names if name)


def filled(pairs: Pairs) -> Pairs:
    return [(name, content) for name, content in pairs if content]
