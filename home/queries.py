"""Reads for the public pages of portals and service sites."""

from dataclasses import dataclass, field
from typing import Any

from home.models import WorkHomePage
from news.models import ColumnPage
from news.queries import own_columns
from pages.models import BasePage
from pages.parts import kept
from pages.shown import shows
from sites.models import Organisation
from sites.queries import UnionLink, portal_links, upper_unions

PAGES_IN_SITE_MAP = 500
UNIONS_ON_FRONT = 300


def work_front(home: WorkHomePage) -> dict[str, Any]:
    """The groups of service entrances that are switched on and lead somewhere."""
    shown = [block for block in home.services if block.value.get("enabled")]
    columns = columns_named(home.organisation, shown)
    groups = [
        {"title": block.value["title"], "services": entrances(block, columns)} for block in shown
    ]
    return {"services": [group for group in groups if group["services"]]}


def columns_named(organisation: Organisation, blocks) -> dict[str, ColumnPage]:
    """The live columns of a union whose codes the blocks name, by code."""
    codes = frozenset(code for block in blocks for code in column_codes(block))

    def read() -> dict[str, ColumnPage]:
        return {column.code: column for column in own_columns(organisation).filter(code__in=codes)}

    return kept(("columns", organisation.pk, codes), frozenset(), read)


def column_codes(block) -> list[str]:
    """The codes of the columns that a section shows or links to."""
    value = block.value
    if block.block_type == "services":
        return [service["column"] for service in value["services"] if service["column"]]
    if "columns" in value:
        return list(value["columns"])
    return [value["column"]] if value.get("column") else []


def entrances(block, columns: dict[str, ColumnPage]) -> list[dict[str, str]]:
    """The entrances of a group that lead somewhere."""
    found = (
        {
            "title": service["title"],
            "icon": service["icon"],
            "url": service_url(service, columns),
        }
        for service in block.value["services"]
    )
    return [service for service in found if service["url"]]


def service_url(service, columns: dict[str, ColumnPage]) -> str:
    """Where an entrance leads; empty where its page or column is gone or the address is unsafe."""
    if service["page"] and service["page"].live:
        return service["page"].url or ""
    if service["column"] in columns:
        return columns[service["column"]].url or ""
    url = service["url"] or ""
    return url if url.startswith(("https://", "http://", "tel:", "/")) else ""


def neighbours(organisation: Organisation) -> dict[str, Any] | None:
    """The unions above and below, as links to their portals.

    A province shows its counties under their cities too, as long as a page can hold them.
    """
    shows(f"below:{organisation.path}")
    open_unions = Organisation.objects.open()
    upper = upper_unions(organisation)
    below = open_unions.within(organisation).exclude(pk=organisation.pk)
    levels = 2 if below.count() <= UNIONS_ON_FRONT else 1
    below = below.filter(depth__lte=organisation.depth + levels)
    branches: list[Branch] = []
    for link in portal_links(below):
        if branches and link.organisation.path.startswith(branches[-1].top.organisation.path):
            branches[-1].lower.append(link)
        else:
            branches.append(Branch(link))
    if not upper and not branches:
        return None
    return {
        "upper": upper,
        "branches": branches,
        "has_lower": any(branch.lower for branch in branches),
    }


@dataclass(frozen=True)
class Branch:
    """A union right below, and the unions below that one."""

    top: UnionLink
    lower: list[UnionLink] = field(default_factory=list)


def site_map(organisation: Organisation) -> list[BasePage]:
    """The columns and standard pages of all of a union's sites, in tree order."""
    from home.models import StandardPage

    shows(f"pages:{organisation.pk}")
    kinds = [ColumnPage, StandardPage]
    return list(
        BasePage.objects.live()
        .filter(organisation=organisation)
        .type(*kinds)
        .order_by("path")[:PAGES_IN_SITE_MAP]
    )
