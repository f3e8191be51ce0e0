"""Which host is asked for decides everything: a union's public site, the desk, or nothing."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from pages.site_roots import site_roots
from sites.models import Organisation
from sites.queries import find_site
from sites.responses import not_found, not_open_yet, to_heir

MACHINE_PATHS = ("/-/health", "/-/ready", "/-/metrics")  # on any host
# The paths of the desk; every other path belongs to the public sites.
DESK_PREFIXES = (
    "/admin/",
    "/accounts/",
    "/api/",
    "/documents/",
    "/static/",
    "/media/",
    "/jsi18n/",
)
DESK_ONLY_PREFIXES = ("/admin/", "/accounts/", "/api/")
PUBLIC_API_PREFIX = "/api/v3/search/"


class HostMiddleware:
    """Sends staff to the desk and readers to their union's site; unknown names get a plain 404.

    The desk (``ADMIN_HOST``) has no public pages, and public hosts have no desk, so that no
    staff cookie ever meets a public page.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.encoding:  # of a header that no browser sends: addresses are UTF-8
            request.encoding = "utf-8"
        if request.path in MACHINE_PATHS:
            return self.get_response(request)
        try:
            hostname = request.get_host().rsplit(":", 1)[0].rstrip(".").lower()
        except DisallowedHost:
            return not_found()
        if hostname == settings.ADMIN_HOST:
            return self.answer_at_desk(request)
        return self.answer_in_public(request, hostname)

    def answer_at_desk(self, request: HttpRequest) -> HttpResponse:
        if request.path == "/":
            return HttpResponseRedirect("/admin/")
        if not request.path.startswith(DESK_PREFIXES):
            return not_found()
        return self.get_response(request)

    def answer_in_public(self, request: HttpRequest, hostname: str) -> HttpResponse:
        path = request.path
        if path.startswith(DESK_ONLY_PREFIXES) and not path.startswith(PUBLIC_API_PREFIX):
            return not_found()
        organisation_site = find_site(hostname)
        if organisation_site is None:
            return not_found()
        organisation = organisation_site.organisation
        if organisation.status == Organisation.Status.PREPARING:
            return not_open_yet(organisation)
        if organisation.status == Organisation.Status.MERGED:
            return to_heir(request, organisation_site)
        request.organisation_site = organisation_site  # type: ignore[attr-defined]
        # Wagtail keeps the site of a request under this name.
        request._wagtail_site = organisation_site.site  # type: ignore[attr-defined]
        site_roots.remember(organisation_site.site, organisation_site.site.root_page.url_path)
        return self.get_response(request)
