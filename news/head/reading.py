"""A page as it is being read, which is what its head has to describe."""

from dataclasses import dataclass
from html import unescape
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.images.shortcuts import get_rendition_or_not_found
from wagtail.models import Site

from news.links import absolute, archive_url, canonical_url, origin_url, shown_language
from news.models import ColumnPage, Entry
from news.paging import EntryList
from news.pictures import WIDE
from pages.models import BasePage
from sites.models import Organisation

DESCRIPTION_LENGTH = 120


@dataclass(frozen=True)
class Reading:
    """On which site a page is read, and which part of its list.

    ``column`` and ``tags`` are those of an article. ``placed`` is the line by which an article
    of another union is read at this site.
    """

    request: HttpRequest
    site: Site
    organisation: Organisation
    page: BasePage
    column: ColumnPage | None
    entries: EntryList | None
    tags: list
    placed: Entry | None = None

    @property
    def is_front(self) -> bool:
        return self.page.pk == self.site.root_page_id

    @property
    def is_archived(self) -> bool:
        """Whether the page of a merged union is read at its heir's."""
        return hasattr(self.request, "archived_from")

    @property
    def number(self) -> int:
        return self.entries.number if self.entries else 1

    def url(self, number: int | None = None, language: str | None = None) -> str:
        """The address of a part of the page's list; by default of the part being read."""
        if self.placed:
            return self.placed_url(self.placed, language)
        number = number or self.number
        base = self.archive_url if self.is_archived else canonical_url(self.page, language)
        return f"{base}p{number}/" if base and number > 1 else base

    def placed_url(self, line: Entry, language: str | None) -> str:
        """The local address of another union's article."""
        if self.is_archived:
            return f"{archive_url(line.column, self.request)}a-{line.number}/"
        with override(language or shown_language(self.page)):
            return line.full_url

    @property
    def canonical(self) -> str:
        """The one address to be kept of the page: of a placed article the origin's, while it is
        published there.
        """
        return (self.placed and origin_url(self.placed.article)) or self.url()

    @property
    def archive_url(self) -> str:
        return archive_url(self.page, self.request)

    @property
    def title(self) -> str:
        title = self.page.seo_title or self.page.title
        if self.number == 1:
            return title
        return _("%(title)s（第 %(number)s 页）") % {"title": title, "number": self.number}

    @property
    def site_name(self) -> str:
        return name_of(self.site, self.organisation)

    @property
    def description(self) -> str:
        """What the editors wrote, else the beginning of the text, else what the page is."""
        page = self.page
        written = page.search_description or getattr(page, "intro", "") or getattr(page, "lead", "")
        text = written or beginning(getattr(page, "body", None))
        return text or (self.site_name if self.is_front else f"{self.site_name} {page.title}")

    @property
    def image_url(self) -> str:
        """An article's cover or a topic's banner, in the size that sharers like."""
        image = getattr(self.page, "cover", None) or getattr(self.page, "banner", None)
        if image is None:
            return ""
        rendition = get_rendition_or_not_found(image, WIDE.spec)
        return absolute(rendition.url, self.site.root_url) if rendition.width else ""


def name_of(site: Site, organisation: Organisation) -> str:
    """The site's name; in another language the translated title of its front."""
    front = site.root_page
    if shown_language(front) != settings.LANGUAGE_CODE:
        return front.title
    return site.site_name or organisation.name


def beginning(body: Any) -> str:
    """The first words of a text, for want of a lead."""
    for block in body or ():
        if block.block_type == "text":
            # A space where a paragraph ends, lest two sentences run into each other.
            text = unescape(strip_tags(block.value.source.replace("</", " </")))
            if words := " ".join(text.split()):
                return Truncator(words).chars(DESCRIPTION_LENGTH)
    return ""
