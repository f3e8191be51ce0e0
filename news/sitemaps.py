"""The site map for search engines, of a site of any size.

Addresses are built from narrow rows, never from pages: a file of it costs one query and no
template, also where a site has far more articles than one file may name.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from math import ceil
from xml.sax.saxutils import escape, quoteattr

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from wagtail.models import PageViewRestriction, Site

from news.links import LANGUAGE_TAGS
from news.models import ArticlePage, ColumnPage, Entry
from pages.models import BasePage

# A page with an English version has two addresses, so a file names 5,000 at the most.
PART_SIZE = 2_500
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
Row = tuple[str, datetime | None, str]  # path in the tree, last change, English title


class SiteMap:
    """What everyone may read on a site: its articles, those of others that it shows in its
    columns, and all its other pages.
    """

    def __init__(self, site: Site) -> None:
        self.site = site
        root = site.root_page
        # A range of the tree's index; LIKE would read the pages of every union on SQLite.
        pages = BasePage.objects.live().filter(path__range=(root.path, root.path + "Z" * 5))
        hidden = PageViewRestriction.objects.filter(page__path__startswith=root.path)
        for path in hidden.values_list("page__path", flat=True):
            pages = pages.exclude(path__startswith=path)
        is_article = Q(content_type=ContentType.objects.get_for_model(ArticlePage))
        is_column = Q(content_type=ContentType.objects.get_for_model(ColumnPage))
        self.sections: dict[str, QuerySet] = {
            "pages": pages.filter(~is_article).order_by("path"),
            "articles": pages.filter(is_article).order_by("path"),
            "placed": Entry.objects.filter(
                number__isnull=False,
                organisation=root.organisation_id,
                column__in=pages.filter(is_column).values("pk"),
            ).order_by("pk"),
        }

    def sizes(self) -> dict[str, int]:
        """How many pages each section has."""
        return {name: pages.count() for name, pages in self.sections.items()}

    def part(self, section: str, number: int) -> list[str]:
        """The lines of one file, counted from 1; empty where the section has no such file."""
        start = (number - 1) * PART_SIZE
        rows = self.sections[section][start : start + PART_SIZE]
        if section == "placed":
            return list(url_lines(self.site, placed_rows(rows)))
        values = rows.values_list("url_path", "last_published_at", "title_en")
        return list(url_lines(self.site, values.iterator()))


def placed_rows(entries: QuerySet[Entry]) -> Iterator[Row]:
    """Local addresses of placed articles; an adopted version has changed at its own time."""
    rows = entries.values_list(
        "column__url_path", "number", "published_at", "follows_article",
        "article__last_published_at", "article__title_en",
    )  # fmt: skip
    for url_path, number, published_at, follows, changed_at, title_en in rows.iterator():
        moved_at = max(published_at, changed_at) if follows and changed_at else published_at
        yield f"{url_path}a-{number}/", moved_at, title_en if follows else ""


def url_lines(site: Site, rows: Iterable[Row]) -> Iterator[str]:
    root_url, skip = escape(site.root_url), len(site.root_page.url_path)
    for url_path, changed_at, title_en in rows:
        path = escape(url_path[skip:])
        chinese, english = f"{root_url}/{path}", f"{root_url}/en/{path}"
        tail = (
            f"<lastmod>{changed_at.isoformat(timespec='seconds')}</lastmod>" if changed_at else ""
        )
        if not title_en:
            yield f"<url><loc>{chinese}</loc>{tail}</url>"
            continue
        tail += alternates(chinese, english)
        yield f"<url><loc>{chinese}</loc>{tail}</url>"
        yield f"<url><loc>{english}</loc>{tail}</url>"


def alternates(chinese: str, english: str) -> str:
    """The versions of one page, which each of them has to name."""
    versions = {LANGUAGE_TAGS["zh-hans"]: chinese, "en": english, "x-default": chinese}
    return "".join(
        f'<xhtml:link rel="alternate" hreflang="{tag}" href={quoteattr(url)}/>'
        for tag, url in versions.items()
    )


def url_set(lines: Iterable[str]) -> str:
    body = "\n".join(lines)
    return f'{HEAD}<urlset xmlns="{NAMESPACE}" xmlns:xhtml="{XHTML}">\n{body}\n</urlset>\n'


def index(site: Site, sizes: dict[str, int]) -> str:
    """The list of the files. The numbers are in their names, so that they can be kept as files."""
    root_url = escape(site.root_url)
    body = "\n".join(
        f"<sitemap><loc>{root_url}/sitemap-{section}-{number}.xml</loc></sitemap>"
        for section, size in sizes.items()
        for number in range(1, ceil(size / PART_SIZE) + 1)
    )
    return f'{HEAD}<sitemapindex xmlns="{NAMESPACE}">\n{body}\n</sitemapindex>\n'
