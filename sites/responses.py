"""Answers that are given before any page is looked for."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.template.loader import render_to_string

from sites.models import Organisation, OrganisationSite

ARCHIVE_PATH = "/archive/"


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

    The front goes to the heir's front, anything else to the archive that the heir's site keeps
    of the old one (sites.views.archived_page), so that old links still find their article.
    """
    heir = organisation_site.organisation
    while heir.merged_into is not None:
        heir = heir.merged_into
    target = (
        OrganisationSite.objects.filter(organisation=heir, kind=organisation_site.kind)
        .select_related("site")
        .first()
    )
    if target is None:
        return not_found()
    path = request.get_full_path()
    if request.path != "/":
        slug = organisation_site.organisation.slug
        path = f"{ARCHIVE_PATH}{slug}{path}"
    return HttpResponsePermanentRedirect(target.site.root_url + path)
