"""Answers that are given before any page is looked for."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.template.loader import render_to_string
from django.utils.translation import get_language_from_path

from sites.models import Organisation, OrganisationSite, SiteKind

ARCHIVE_PATH = "/archive/"
FILE_PREFIXES = ("/media/", "/documents/", "/static/")


def not_found() -> HttpResponse:
    """A plain page that tells nothing of any union."""
    return HttpResponse(render_to_string("sites/unknown_host.html"), status=404)


def not_open_yet(organisation: Organisation) -> HttpResponse:
    """For a union whose sites are still being prepared."""
    return HttpResponse(
        render_to_string("sites/not_open_yet.html", {"organisation": organisation}), status=404
    )


def to_heir(request: HttpRequest, organisation_site: OrganisationSite) -> HttpResponse:
    """Every old address of a merged union leads to its heir.

    The front goes to the heir's front, a page to the archive that the heir's site keeps of the
    old one (sites.views.archived_page), so that old links still find their article.
    """
    heir = organisation_site.organisation
    while heir.merged_into is not None:
        heir = heir.merged_into
    sites = OrganisationSite.objects.filter(organisation=heir).select_related("site")
    target = sites.filter(kind=organisation_site.kind).first()
    if target is None:  # the heir has no site of this kind: its portal's front is the next best
        target = sites.filter(kind=SiteKind.PORTAL).first()
        return HttpResponsePermanentRedirect(target.site.root_url + "/") if target else not_found()
    path = heir_path(request.path, organisation_site.organisation.slug)
    query = f"?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else ""
    return HttpResponsePermanentRedirect(target.site.root_url + path + query)


def heir_path(path: str, slug: str) -> str:
    """Where an address of a merged union is found at its heir.

    The front and files (feeds, site maps, pictures, documents) are the heir's own of the same
    name; pages are in the archive, in the language they were asked for.
    """
    language = get_language_from_path(path)
    prefix = f"/{language}" if language else ""
    rest = path.removeprefix(prefix)
    if rest == "/" or "." in rest.rsplit("/", 1)[-1] or rest.startswith(FILE_PREFIXES):
        return path
    return f"{prefix}{ARCHIVE_PATH}{slug}{rest}"
