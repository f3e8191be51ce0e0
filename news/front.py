"""The front of a news site, in parts that are kept one by one."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from news.front_panels import column_panels
from news.models import Entry, NewsHomePage
from news.queries import headline_entry, in_one_go, lines_of_union, own_columns
from pages.parts import kept
from pages.shown import shows

FRONT_LIST = 12  # lines of the rolling list
COLUMN_LIST = 6  # lines of a column on a front page
PICTURES = 5


def news_front(home: NewsHomePage, request: HttpRequest) -> dict[str, Any]:
    """What the front of a news site shows; a fixed number of queries."""
    columns = list(own_columns(home.organisation).child_of(home).order_by("path"))
    site = request.organisation_site  # type: ignore[attr-defined]
    place, own = (site.pk, get_language(), home.pk), frozenset({f"text:{home.pk}"})
    return {
        "lead": safe(kept((*place, "lead"), own, lambda: lead(home, request), later=True)),
        "subtree": safe(kept((*place, "subtree"), own, lambda: subtree(home, request), later=True)),
        "panels": column_panels(columns, COLUMN_LIST, request, prefix="c-", may_be_visual=True),
    }


def lead(home: NewsHomePage, request: HttpRequest) -> str:
    """The headline, picture news and the newest lines."""
    organisation = home.organisation
    shows(f"lines:{organisation.pk}")
    recent = lines_of_union(organisation, FRONT_LIST)
    chosen = headline_entry(home.headline_id, organisation) if home.headline_id else None
    headline = chosen or (recent[0] if recent else None)
    if headline is None:
        return ""
    pictures = lines_of_union(organisation, PICTURES, are_pictures=True)
    context = {"headline": headline, "recent": recent, "pictures": pictures, "request": request}
    return get_template("components/news_lead.html").render(context)


def subtree(home: NewsHomePage, request: HttpRequest) -> str:
    """The newest of the unions below."""
    organisation = home.organisation
    shows(f"branch:{organisation.path}", f"below:{organisation.path}")
    if not organisation.numchild:
        return ""
    below = Entry.objects.within(organisation).exclude(organisation=organisation)
    entries = in_one_go(below.with_articles(pictures=None)[:FRONT_LIST])
    if not entries:
        return ""
    context = {"entries": entries, "request": request}
    return get_template("components/news_subtree.html").render(context)


def safe(html: str) -> SafeString:
    return mark_safe(html)  # noqa: S308 - rendered by a template
