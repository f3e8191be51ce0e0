"""What the home app adds to a new union's sites: the portal front and the standard pages."""

from typing import Any

from wagtail import hooks

from home.models import PortalHomePage, StandardPage, WorkHomePage
from pages.bulk import add_children
from pages.models import BasePage
from sites.blueprint import Blueprint, PagePlan, blueprint_for
from sites.models import Organisation, OrganisationSite, SiteKind


@hooks.register("make_site_front")
def make_front(organisation: Organisation, kind: SiteKind) -> BasePage | None:
    sections = blueprint_for(organisation.tier).sections
    if kind == SiteKind.PORTAL:
        return PortalHomePage(
            title=organisation.name,
            title_en=organisation.name_en,
            slug=organisation.slug,
            sections=[stream_block(section) for section in sections],
        )
    if kind == SiteKind.WORK:
        services = [stream_block(row) for row in sections if row["kind"] == "services"]
        return WorkHomePage(
            title=f"{organisation.name}业务平台",
            title_en=f"{organisation.name_en} Services" if organisation.name_en else None,
            slug=f"{organisation.slug}-work",
            services=services,
        )
    return None


def stream_block(section: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """A section of the blueprint as a block of the stream, with what it leaves out filled in."""
    block = PortalHomePage.sections.field.stream_block.child_blocks[section["kind"]]
    raw = {key: value for key, value in section.items() if key != "kind"}
    return section["kind"], block.to_python({"enabled": True, **raw})


@hooks.register("fill_site", order=30)
def add_standard_pages(organisation_site: OrganisationSite, blueprint: Blueprint) -> None:
    """Add the standard pages that the portal lacks; the ones that are there stay as they are."""
    if organisation_site.kind != SiteKind.PORTAL:
        return
    front = organisation_site.site.root_page
    known = set(front.get_children().values_list("slug", flat=True))
    add_children(front, [new_page(plan) for plan in blueprint.pages if plan.slug not in known])


def new_page(plan: PagePlan) -> StandardPage:
    return StandardPage(
        title=plan.title,
        title_en=plan.title_en,
        slug=plan.slug,
        role=plan.role,
        show_in_menus=plan.menu,
    )
