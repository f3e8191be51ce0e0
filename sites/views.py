"""Public addresses that belong to a union's site as a whole."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail.models import Site

from sites.models import Organisation, OrganisationSite
from sites.responses import not_found


def robots(request: HttpRequest) -> HttpResponse:
    """What search engines may read: everything but the site's own searches."""
    root = Site.find_for_request(request).root_url
    closed = ["Disallow: /search/", "Disallow: /en/search/"]
    lines = ["User-agent: *", *closed, f"Sitemap: {root}/sitemap.xml", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def archived_page(request: HttpRequest, slug: str, path: str) -> HttpResponse:
    """A page of a union that was merged into this one, kept readable at its heir."""
    here: OrganisationSite = request.organisation_site  # type: ignore[attr-defined]
    old = (
        OrganisationSite.objects.filter(
            organisation__slug=slug, organisation__status=Organisation.Status.MERGED, kind=here.kind
        )
        .select_related("site__root_page", "organisation__merged_into")
        .first()
    )
    if old is None or here.organisation not in heirs_of(old.organisation):
        raise Http404
    parts = [part for part in path.split("/") if part]
    page, args, kwargs = old.site.root_page.specific.route(request, parts)
    request.archived_from = old.organisation  # type: ignore[attr-defined]
    return page.serve(request, *args, **kwargs)


def heirs_of(organisation: Organisation) -> list[Organisation]:
    """The union that took this one in, the one that took that one in, and so on."""
    heirs = []
    while organisation.merged_into is not None:
        organisation = organisation.merged_into
        heirs.append(organisation)
    return heirs


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The 404 page in the dress of the union's site, or of the desk for who is signed in there."""
    if hasattr(request, "organisation_site"):
        return render(request, "404.html", status=404)
    user = getattr(request, "user", None)  # an early refusal comes before anybody is known
    if request.path.startswith("/admin/") and user is not None and user.is_authenticated:
        return render(request, "sites/admin/not_found.html", status=404)
    return not_found()


def server_error(request: HttpRequest) -> HttpResponse:
    """The 500 page asks the database nothing, since that may be what is broken."""
    return render(None, "500.html", status=500)
