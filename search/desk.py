"""The desk's search over the whole network: what is published, and the drafts that one may read."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Site

from news.models import ArticlePage
from search import queries
from search.hits import hits_for
from search.policies import is_operator
from search.queries import Search
from sites.models import Organisation
from sites.queries import unions_seen, unions_served

OWN = 20  # articles shown of one's own unions
LONGEST = 100


class NetworkSearchView(WagtailAdminTemplateMixin, TemplateView):
    """全网稿件. Published articles are public anyway; drafts of the unions one serves or oversees."""

    template_name = "search/admin/network_search.html"
    page_title = _("全网稿件")
    header_icon = "search"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        typed = self.request.GET.get("q", "")[:LONGEST]
        user: Any = self.request.user
        here = unions_served(user).first() or Organisation.objects.get(depth=1)
        found = queries.find(Search(typed, here, size=queries.PAGE_SIZE * 2)) if typed else None
        hits = hits_for(found.answer.article_ids, found.query, here, self.request) if found else []
        own = [(article, address_of(article, user)) for article in own_articles(typed, user)]
        return super().get_context_data(typed=typed, found=found, hits=hits, own=own, **kwargs)


def address_of(article: ArticlePage, user: AbstractBaseUser) -> str:
    """Where a person opens an article: to edit it, or only to read it."""
    may_edit = article.permissions_for_user(user).can_edit()
    return reverse(f"wagtailadmin_pages:{'edit' if may_edit else 'view_draft'}", args=[article.pk])


def own_articles(typed: str, user: AbstractBaseUser) -> list[ArticlePage]:
    """Articles of the unions whose drafts a person may read, whose title has the words."""
    if not typed:
        return []
    articles = ArticlePage.objects.select_related("organisation")
    if not is_operator(user):
        unions = list(unions_seen(user).values_list("pk", flat=True))
        roots = Site.objects.filter(organisation_site__organisation__in=unions)
        paths = list(roots.values_list("root_page__path", flat=True))
        if not paths:
            return []
        within = Q(path__startswith=paths[0])
        for path in paths[1:]:
            within |= Q(path__startswith=path)
        articles = articles.filter(within)
    return list(articles.defer_streamfields().search(typed, operator="and")[:OWN])
