"""Paging of this app's own lists."""

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.paginator import WagtailPaginator


class ArticlePaginator(WagtailPaginator):
    """Counts articles, whatever the rows are."""

    @cached_property
    def items_count_label(self) -> str:
        return _("共 %(count)s 篇") % {"count": self.count}
