"""The front of a portal: each of its sections is a part that is kept by itself."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import HttpRequest
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from home.models import PortalHomePage
from home.queries import column_codes, columns_named, entrances, neighbours
from news.front_panels import column_panels
from news.models import Entry
from news.queries import columns_with_entries, in_one_go, lines_of_union
from pages.parts import kept
from pages.shown import shown_so_far, shows
from sites.models import Organisation

RECENT = 9  # newest lines beside the pictures, with the headline on top
Content = dict[str, Any]


@dataclass(frozen=True)
class Reading:
    """For whom a section is made. ``identifier``: of its heading in the page."""

    organisation: Organisation
    request: HttpRequest
    identifier: str


@dataclass(frozen=True)
class Section:
    kind: str
    html: SafeString


def portal_front(home: PortalHomePage, request: HttpRequest) -> Content:
    """The front's sections, in the administrator's order.

    Sections that are switched off or have nothing to show are left out. Each reads for itself, so
    that after a change only those are made anew which show it.
    """
    shown = [block for block in home.sections if block.value.get("enabled")]
    things = shown_so_far()  # the blocks came with the pages and pictures that they name
    site = request.organisation_site  # type: ignore[attr-defined]
    sections = []
    for number, block in enumerate(shown, 1):
        key = (site.pk, get_language(), "section", home.pk, number)
        reading = Reading(home.organisation, request, f"s{number}")
        html = kept(key, things, partial(section_html, block, reading), later=True)
        if html:
            sections.append(Section(block.block_type, mark_safe(html)))  # noqa: S308 - a template's
    kinds = {section.kind for section in sections}
    return {"sections": sections, "is_paired": {"notices", "carousel"} <= kinds}


def section_html(block: Any, reading: Reading) -> str:
    """Empty where the section would be a hole."""
    content = CONTENTS[block.block_type](block, reading)
    if content is None:
        return ""
    section = {"kind": block.block_type, "value": block.value, **content}
    context = {"section": section, "id": reading.identifier, "request": reading.request}
    return get_template("components/section.html").render(context)


def columns_side_by_side(block: Any, reading: Reading) -> Content | None:
    named = columns_named(reading.organisation, [block])
    panels = column_panels(
        [named[code] for code in column_codes(block) if code in named],
        block.value["count"],
        reading.request,
        prefix=f"{reading.identifier}-",
        feature=block.block_type == "news_columns",
    )
    return {"panels": panels} if panels else None


def people(block: Any, reading: Reading) -> Content | None:
    columns = list(columns_named(reading.organisation, [block]).values())
    parts = columns_with_entries(columns, block.value["count"])
    return parts[0] if parts else None


def carousel(block: Any, reading: Reading) -> Content | None:
    """Picture news for the carousel, and the newest lines beside it with a headline on top."""
    organisation = reading.organisation
    shows(f"lines:{organisation.pk}")
    recent = lines_of_union(organisation, RECENT)
    if not recent:
        return None
    pictures = lines_of_union(organisation, block.value["count"], are_pictures=True)
    return {"pictures": pictures, "headline": recent[0], "recent": recent[1:]}


def subtree_news(block: Any, reading: Reading) -> Content | None:
    organisation = reading.organisation
    shows(f"branch:{organisation.path}", f"below:{organisation.path}")
    if not organisation.numchild:
        return None
    below = Entry.objects.within(organisation).exclude(organisation=organisation)
    entries = in_one_go(below.with_articles(pictures=None)[: block.value["count"]])
    return {"entries": entries} if entries else None


def services(block: Any, reading: Reading) -> Content | None:
    """A closed union offers no service any more."""
    organisation = reading.organisation
    if organisation.status == Organisation.Status.CLOSED:
        return None
    found = entrances(block, columns_named(organisation, [block]))
    return {"services": found} if found else None


def unions(block: Any, reading: Reading) -> Content | None:
    return neighbours(reading.organisation)


def links(block: Any, reading: Reading) -> Content | None:
    return {} if block.value["links"] else None


def banner(block: Any, reading: Reading) -> Content | None:
    return {} if block.value["image"] else None


# By the names of the blocks in home.blocks.PortalSectionsBlock.
CONTENTS: dict[str, Callable[[Any, Reading], Content | None]] = {
    "carousel": carousel,
    "news_columns": columns_side_by_side,
    "notices": columns_side_by_side,
    "services": services,
    "people": people,
    "subtree_news": subtree_news,
    "banner": banner,
    "unions": unions,
    "friendly_links": links,
}
