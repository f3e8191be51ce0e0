"""Which site begins at which place of the page tree, kept in the process."""

import time
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models.signals import post_delete, post_save
from wagtail.models import Site
from wagtail.models.sites import SiteRootPath

if TYPE_CHECKING:
    from pages.models import BasePage

MARGIN = 5  # seconds that showing one page may take
LIFETIME = 30  # seconds that another process may need to learn of a renamed host


class SiteRoots:
    """A look-up from a root path such as ``/hefei/`` to its site.

    Only what is asked for is loaded, one row at a time: with thousands of sites a process
    usually needs a few. A miss is not kept, so that a new site is seen at once.
    """

    def __init__(self) -> None:
        self._known: dict[str, tuple[float, SiteRootPath]] = {}

    def get(self, root_path: str) -> SiteRootPath | None:
        known = self._known.get(root_path)
        if known and known[0] > time.monotonic():
            return known[1]
        site = (
            Site.objects.select_related("root_page")
            .filter(root_page__url_path=root_path)
            .order_by("pk")
            .first()
        )
        if site is None:
            return None
        return self.remember(site, root_path)

    def prime(self, pages: Iterable["BasePage"]) -> None:
        """Load the sites of all these pages that are not known yet, in one query.

        For lists that show pages of many unions, so that their addresses cost no query each.
        """
        now = time.monotonic()
        wanted = {f"/{page.url_path.split('/', 2)[1]}/" for page in pages}
        # Known for so short a time yet that they could be forgotten halfway count as unknown.
        wanted -= {path for path, (until, _) in self._known.items() if until > now + MARGIN}
        if not wanted:
            return
        sites = Site.objects.select_related("root_page").filter(root_page__url_path__in=wanted)
        for site in sites.order_by("-pk"):  # of two sites the older one counts, as in get()
            self.remember(site, site.root_page.url_path)

    def remember(self, site: Site, root_path: str) -> SiteRootPath:
        """Keep a site that was loaded anyway, so that its addresses cost no query."""
        root = SiteRootPath(site.pk, root_path, site.root_url, "")
        self._known[root_path] = (time.monotonic() + LIFETIME, root)
        return root

    def forget(self, **kwargs: object) -> None:
        self._known.clear()


site_roots = SiteRoots()
post_save.connect(site_roots.forget, sender=Site)
post_delete.connect(site_roots.forget, sender=Site)
