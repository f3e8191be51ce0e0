"""Reads about unions and their sites that the public pages and the desk share."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import Site

from pages.models import BasePage
from pages.shown import shows
from sites.models import (
    MourningPeriod,
    Organisation,
    OrganisationQuerySet,
    OrganisationSite,
    Oversight,
    SiteKind,
    StaffGroup,
    StaffRole,
)
from sites.reach import own_posts, reaches

MENU_DEPTH = 3  # the children of a site's first page
FOOT_PAGES = 12


def find_site(hostname: str) -> OrganisationSite | None:
    """The site that answers to a host name, its own or an additional one.

    One query for a site's own name, a second for any other: asked for together, they would read
    the whole table of sites.
    """
    sites = OrganisationSite.objects.select_related("site__root_page", "organisation__emblem")
    own = sites.filter(site__hostname=hostname).order_by("pk").first()
    return own or sites.filter(aliases__hostname=hostname).first()


def is_mourning(organisation_site: OrganisationSite) -> bool:
    """Whether the site is shown in grey today (Asia/Shanghai)."""
    organisation = organisation_site.organisation
    shows(*(f"grey:{path}" for path in [*organisation.upper_paths, organisation.path]))
    return MourningPeriod.objects.covering(
        organisation,
        kind=organisation_site.kind,
        on=timezone.localdate(),
    ).exists()


def menu_pages(site: Site) -> QuerySet[BasePage]:
    """The pages of a site's menu, in tree order."""
    shows(f"menu:{site.root_page.organisation_id}")
    return (
        BasePage.objects.live()
        .filter(organisation=site.root_page.organisation_id, depth=MENU_DEPTH)
        .filter(path__startswith=site.root_page.path, show_in_menus=True)
        .order_by("path")
    )


def foot_pages(organisation: Organisation) -> QuerySet[BasePage]:
    """First-level pages that no menu shows: contact, site map and their like."""
    shows(f"menu:{organisation.pk}")
    return (
        BasePage.objects.live()
        .filter(organisation=organisation, depth=MENU_DEPTH, show_in_menus=False)
        .order_by("path")[:FOOT_PAGES]
    )


def trail(page: BasePage) -> list[BasePage]:
    """The pages between a site's front and this page, the highest first."""
    if page.depth <= MENU_DEPTH:
        return []
    shows(f"menu:{page.organisation_id}")
    if page.depth > MENU_DEPTH + 1:
        shows(f"pages:{page.organisation_id}")
    ends = range(BasePage.steplen * MENU_DEPTH, len(page.path), BasePage.steplen)
    paths = [page.path[:end] for end in ends]
    return list(BasePage.objects.live().filter(path__in=paths).order_by("path"))


@dataclass(frozen=True)
class UnionLink:
    """A union and the address of one of its sites."""

    organisation: Organisation
    kind: str
    url: str

    def __str__(self) -> str:
        return self.organisation.short_name


def site_links(organisations: Iterable[Organisation], kind: SiteKind) -> list[UnionLink]:
    """Links to the unions' sites of one kind, in tree order; one query."""
    sites = (
        OrganisationSite.objects.filter(kind=kind, organisation__in=organisations)
        .select_related("site", "organisation")
        .order_by("organisation__path")
    )
    return [UnionLink(row.organisation, row.kind, row.site.root_url + "/") for row in sites]


def portal_links(organisations: OrganisationQuerySet) -> list[UnionLink]:
    """Links to the unions' portals, in tree order."""
    return site_links(organisations, SiteKind.PORTAL)


def upper_unions(organisation: Organisation) -> list[UnionLink]:
    """The portals of the unions above, the highest first."""
    if organisation.depth == 1:
        return []
    shows(*(f"tree:{path}" for path in organisation.upper_paths))
    return portal_links(Organisation.objects.open().above(organisation))


def own_sites(organisation: Organisation) -> dict[str, str]:
    """The addresses of a union's own sites by kind."""
    rows = OrganisationSite.objects.filter(organisation=organisation).select_related("site")
    return {row.kind: row.site.root_url + "/" for row in rows}


def posts_held(user: AbstractBaseUser) -> QuerySet[StaffGroup]:
    """The posts in which a person edits today: the own ones, those they stand in for, and the news
    desks that they help from above.
    """
    own = own_posts(user).values("pk")
    helped = reaches(user)[Oversight.Level.HELP]
    if not helped:
        return own_posts(user)
    desks = StaffGroup.objects.filter(
        role=StaffRole.DESK, organisation__in=helped.organisations.order_by().values("pk")
    )
    return StaffGroup.objects.filter(pk__in=own.union(desks.values("pk")))


def unions_served(user: AbstractBaseUser) -> OrganisationQuerySet:
    """The unions in which a person works, with those helped from above, in tree order."""
    return Organisation.objects.filter(pk__in=posts_held(user).values("organisation"))


def unions_seen(user: AbstractBaseUser) -> OrganisationQuerySet:
    """The unions whose drafts a person may read: those served, and those seen from above."""
    seen = reaches(user)[Oversight.Level.SEE]
    served = unions_served(user)
    return served | seen.organisations if seen else served


def overseers_of(user: AbstractBaseUser) -> list[Oversight]:
    """Who may see or help the unions that a person works in; two queries."""
    own = Organisation.objects.filter(pk__in=own_posts(user).values("organisation"))
    rows = Oversight.objects.in_force().over(own).select_related("upper", "lower")
    return list(rows.order_by("upper__path", "lower__path", "pk"))


def unions_in_role(user: AbstractBaseUser, roles: Iterable[StaffRole]) -> OrganisationQuerySet:
    """The unions in which a person holds one of these roles, in tree order; one query.

    What is listed as one's work: without the unions that one only helps from above.
    """
    held = own_posts(user).filter(role__in=list(roles))
    return Organisation.objects.filter(pk__in=held.values("organisation"))


def holds_role(
    user: AbstractBaseUser, organisation_id: int | None, roles: Iterable[StaffRole]
) -> bool:
    """Whether a person holds one of these roles in that union; one query.

    Not by helping from above: what is signed, sent or taken up in a union's name, its own people do.
    """
    held = own_posts(user).filter(role__in=list(roles))
    return held.filter(organisation=organisation_id).exists()
