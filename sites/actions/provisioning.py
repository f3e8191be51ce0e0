"""Making a union with its sites, completing it, and giving it another name."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from typing import ParamSpec, TypeVar

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Collection, Site

from pages.bulk import add_children
from pages.models import BasePage
from sites.actions.tree import TreeError, announce_opening, announce_place, check_place
from sites.blueprint import blueprint_for
from sites.models import (
    HostAlias,
    MediaCollection,
    Organisation,
    OrganisationQuerySet,
    OrganisationSite,
    SiteKind,
)
from sites.staff import make_staff_groups
from sites.tasks import index_pages

STANDARD_KINDS = (SiteKind.PORTAL, SiteKind.NEWS)
HOST_PREFIX = {SiteKind.PORTAL: "", SiteKind.NEWS: "news.", SiteKind.WORK: "work."}


P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)
class UnionPlan:
    """What provisioning has to know of a union. ``host`` is its portal's host name."""

    name: str
    tier: str
    slug: str
    parent: Organisation | None
    host: str = ""
    code: str = ""
    short_name: str = ""
    name_en: str = ""
    kinds: tuple[SiteKind, ...] = STANDARD_KINDS

    @property
    def portal_host(self) -> str:
        return self.host or f"{self.slug}.{settings.PUBLIC_DOMAIN}"


def in_first_language(act: Callable[P, R]) -> Callable[P, R]:
    """Names given without a language are in the network's first one, whatever the desk shows."""

    @wraps(act)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        with translation.override(settings.LANGUAGE_CODE):
            return act(*args, **kwargs)

    return run


@in_first_language
@transaction.atomic
def provision_union(plan: UnionPlan) -> Organisation:
    """Make a union with its sites, columns, pages, library and staff groups, or complete it.

    What is there already stays as it is, so a second run adds only what is missing.
    """
    is_new = not known_unions(plan).exists()
    organisation = find_or_add(plan)
    provision_sites(organisation, plan.kinds, plan.portal_host)
    if is_new:
        announce_opening(organisation)
    return organisation


def known_unions(plan: UnionPlan) -> OrganisationQuerySet:
    """The union that a plan means, where it exists already: by its slug, else by its code."""
    by_slug = Organisation.objects.filter(slug=plan.slug)
    if plan.code and not by_slug.exists():
        return Organisation.objects.filter(division_code=plan.code)
    return by_slug


def find_or_add(plan: UnionPlan) -> Organisation:
    known = known_unions(plan).first()
    if known is not None:
        return known
    check_place(plan.tier, plan.parent)
    organisation = Organisation(
        name=plan.name,
        short_name=plan.short_name or plan.name.removesuffix("总工会") or plan.name,
        name_en=plan.name_en or None,
        tier=plan.tier,
        division_code=plan.code,
        slug=plan.slug,
        organiser=plan.name,
    )
    organisation.full_clean(exclude=["path", "depth", "numchild"])
    if plan.parent is None:
        return Organisation.add_root(instance=organisation)
    # The parent's count of children may have changed since it was read.
    parent = Organisation.objects.get(pk=plan.parent.pk)
    organisation = parent.add_child(instance=organisation)
    announce_place(organisation, parent)
    return organisation


@in_first_language
@transaction.atomic
def provision_sites(
    organisation: Organisation, kinds: Iterable[SiteKind], portal_host: str = ""
) -> None:
    """Bring a union's sites up to its tier's blueprint without touching what is its own."""
    blueprint = blueprint_for(organisation.tier)
    host = portal_host or f"{organisation.slug}.{settings.PUBLIC_DOMAIN}"
    for kind in kinds:
        organisation_site = make_site(organisation, SiteKind(kind), host)
        for fill in hooks.get_hooks("fill_site"):
            fill(organisation_site, blueprint)
    collection = make_collection(organisation)
    make_staff_groups(organisation, collection)
    index_pages.enqueue(organisation.pk)


def make_site(organisation: Organisation, kind: SiteKind, portal_host: str) -> OrganisationSite:
    """The union's site of that kind with its front page, as "make_site_front" hooks make it."""
    known = (
        OrganisationSite.objects.filter(organisation=organisation, kind=kind)
        .select_related("site__root_page", "organisation")
        .first()
    )
    if known is not None:
        return known
    fronts = (make(organisation, kind) for make in hooks.get_hooks("make_site_front"))
    front = next((page for page in fronts if page is not None), None)
    if front is None:
        raise LookupError(f"no app makes a front page for {kind} sites")
    front.organisation = organisation
    add_children(BasePage.objects.get(depth=1), [front])
    site = Site.objects.create(
        hostname=host_of(kind, portal_host),
        port=settings.PUBLIC_PORT,
        site_name=front.title,
        root_page_id=front.pk,
    )
    return OrganisationSite.objects.create(organisation=organisation, site=site, kind=kind)


def host_of(kind: SiteKind, portal_host: str) -> str:
    """The host name of a union's site, from the name of its portal."""
    if kind == SiteKind.PORTAL:
        return portal_host
    return HOST_PREFIX[kind] + portal_host.removeprefix("www.")


def make_collection(organisation: Organisation) -> Collection:
    """The union's own shelf for pictures and documents.

    Wagtail keeps collections in the order of their names and moves all that come after a new
    one; with the division code in front, a network that is made in that order moves none.
    """
    known = MediaCollection.objects.filter(organisation=organisation).first()
    if known is not None:
        return known.collection
    root = Collection.get_first_root_node()
    name = f"{organisation.division_code or organisation.slug} {organisation.name}"
    collection = root.add_child(name=name)
    MediaCollection.objects.create(organisation=organisation, collection=collection)
    return collection


@transaction.atomic
def answer_to(hostname: str, organisation: Organisation, kind: SiteKind) -> HostAlias:
    """Let a union's site answer to one more host name."""
    if Site.objects.filter(hostname=hostname).exists() or hostname == settings.ADMIN_HOST:
        raise TreeError(_("域名 %(host)s 已被占用。") % {"host": hostname})
    organisation_site = OrganisationSite.objects.get(organisation=organisation, kind=kind)
    alias, _created = HostAlias.objects.get_or_create(
        hostname=hostname, defaults={"organisation_site": organisation_site}
    )
    return alias


@in_first_language
@transaction.atomic
def rename_organisation(
    organisation: Organisation, *, name: str, short_name: str, name_en: str = ""
) -> Organisation:
    """Give a union another name; its sites and groups follow, its addresses stay."""
    old_name = organisation.name
    organisation.name = name
    organisation.short_name = short_name
    organisation.name_en = name_en or organisation.name_en
    if organisation.organiser in {"", old_name}:
        organisation.organiser = name
    organisation.save()
    for organisation_site in organisation.sites.select_related("site"):
        site = organisation_site.site
        site.site_name = site.site_name.replace(old_name, name)
        site.save()
    for front in BasePage.objects.filter(organisation=organisation, depth=2).specific():
        front.title = front.title.replace(old_name, name)
        front.draft_title = front.title
        front.save()
    make_staff_groups(organisation, make_collection(organisation))
    return organisation
