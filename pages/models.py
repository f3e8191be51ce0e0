"""The base page of every page in the network."""

from typing import Any

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractPage, DefaultBasePageMixin, Site
from wagtail.models.pages import AbstractPageMeta
from wagtail.models.sites import SiteRootPath

from pages.site_roots import site_roots

ROOT_DEPTH = 1
SITE_ROOT_DEPTH = 2


class BasePage(AbstractPage, DefaultBasePageMixin):
    """What every page of the network carries: the union it belongs to, and translated titles.

    A page takes its union from the page above it when it is made and when it is moved; only the
    first page of a site says itself whose it is.
    """

    # Null only at the root of the tree, so that readers need not ask each time.
    organisation: Any = models.ForeignKey(
        "sites.Organisation",
        verbose_name=_("工会组织"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="pages",
    )
    # The organisation is not content: it must not turn up as a "use" of the union.
    organisation.wagtail_reference_index_ignore = True

    search_fields = AbstractPage.search_fields + DefaultBasePageMixin.search_fields
    promote_panels = DefaultBasePageMixin.promote_panels
    private_page_options = ["password"]

    class Meta(AbstractPageMeta):
        verbose_name = _("页面")
        verbose_name_plural = _("页面")

    def save(self, *args, **kwargs):
        if self._state.adding and self.depth and self.depth > SITE_ROOT_DEPTH:
            self.organisation_id = self.get_parent().organisation_id
        return super().save(*args, **kwargs)

    @property
    def is_translated(self) -> bool:
        """Whether the page has a title of its own in the language being read."""
        language = get_language() or ""
        return bool(getattr(self, f"title_{language.replace('-', '_')}", ""))

    def _get_site_root_paths(self, cache_object=None, **kwargs) -> tuple[SiteRootPath, ...]:
        """No list of all sites: Wagtail uses it only to find the page's own (below) and to see
        whether there is but one site, which in a network there never is.
        """
        if cache_object is not None:
            # Wagtail's redirects read this attribute from the request; None means "not loaded".
            cache_object._wagtail_cached_site_root_paths = None
        return ()

    def _get_relevant_site_root_paths(self, cache_object=None) -> tuple[SiteRootPath, ...]:
        """The page's own site, found by one look-up.

        Wagtail walks a list of all sites for each address. Here a site begins right below the
        root and nowhere else, so the first part of the path names it.
        """
        self._get_site_root_paths(cache_object)
        parts = self.url_path.split("/", 2)
        root = site_roots.get(f"/{parts[1]}/") if len(parts) == 3 and parts[1] else None
        return (root,) if root else ()

    def get_site(self):
        root = self._get_relevant_site_root_paths()
        return Site.objects.get(pk=root[0].site_id) if root else None
