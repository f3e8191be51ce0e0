"""Public addresses of the news app that are not pages."""

from django.http import Http404, HttpRequest, HttpResponse
from wagtail.models import Site

from news import sitemaps

XML = "application/xml; charset=utf-8"


def sitemap(request: HttpRequest) -> HttpResponse:
    """All addresses of a small site in one file; of a larger one the list of its files."""
    site = Site.find_for_request(request)
    site_map = sitemaps.SiteMap(site)
    sizes = site_map.sizes()
    if sum(sizes.values()) <= sitemaps.PART_SIZE:
        lines = [line for name, size in sizes.items() if size for line in site_map.part(name, 1)]
        return HttpResponse(sitemaps.url_set(lines), content_type=XML)
    return HttpResponse(sitemaps.index(site, sizes), content_type=XML)


def sitemap_part(request: HttpRequest, section: str, number: str) -> HttpResponse:
    lines = sitemaps.SiteMap(Site.find_for_request(request)).part(section, int(number))
    if not lines:
        raise Http404
    return HttpResponse(sitemaps.url_set(lines), content_type=XML)
