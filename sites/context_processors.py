"""What the frame of every public page shows: the union, its menu, its sites."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from pages.shown import shows
from sites import queries


def portal(request: HttpRequest) -> dict[str, Any]:
    """The union whose site is read. Empty on the desk; every read waits until a template asks."""
    organisation_site = getattr(request, "organisation_site", None)
    if organisation_site is None:
        return {}
    organisation = organisation_site.organisation
    site = organisation_site.site
    shows(f"site:{site.pk}", f"union:{organisation.pk}")
    return {
        "organisation": organisation,
        "organisation_site": organisation_site,
        "site": site,
        "site_home": site.root_page,
        "menu": SimpleLazyObject(lambda: list(queries.menu_pages(site))),
        "foot_pages": SimpleLazyObject(lambda: list(queries.foot_pages(organisation))),
        "upper_unions": SimpleLazyObject(lambda: queries.upper_unions(organisation)),
        "own_sites": SimpleLazyObject(lambda: queries.own_sites(organisation)),
        "is_mourning": SimpleLazyObject(lambda: queries.is_mourning(organisation_site)),
        "languages": settings.LANGUAGES,
    }
