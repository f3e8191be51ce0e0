"""The pages that are read most, to be made before anybody asks."""

from collections.abc import Iterator

from news.models import ColumnPage
from serving.render import Place
from sites.models import Organisation, OrganisationSite


def addresses() -> Iterator[tuple[Place, str]]:
    """The fronts of all sites that the public can read, then their columns."""
    sites = (
        OrganisationSite.objects.filter(
            organisation__status__in=[Organisation.Status.OPEN, Organisation.Status.CLOSED]
        )
        .select_related("site__root_page", "organisation")
        .order_by("organisation__path", "pk")
    )
    places = {row.site.root_page.url_path: Place.of(row) for row in sites}
    yield from ((place, "/") for place in places.values())
    columns = ColumnPage.objects.live().order_by("path")
    for url_path in columns.values_list("url_path", flat=True).iterator():
        _empty, slug, rest = url_path.split("/", 2)
        if place := places.get(f"/{slug}/"):
            yield place, f"/{rest}"
