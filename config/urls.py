"""Addresses. Which of them a host has is decided by sites.middleware.HostMiddleware."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.i18n import JavaScriptCatalog
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from config import views
from config.api import api
from news.urls import sitemap_urls
from operations import views as operations
from search.urls import plain_urls as search_urls
from sites.urls import page_urlpatterns
from syndication.outside import outside_feed

urlpatterns = [
    path("-/health", views.health, name="health"),
    path("-/ready", operations.ready, name="ready"),
    path("-/metrics", operations.metrics, name="metrics"),
    path("", include("accounts.urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("api/v3/outside/<str:key>/feed.xml", outside_feed, name="outside_feed"),
    path("api/v3/", api.urls),
    path("documents/", include(wagtaildocs_urls)),
    path("jsi18n/", JavaScriptCatalog.as_view(), name="javascript-catalog"),
    re_path(r"^media/(?P<path>.+)$", views.media, name="media"),
    path("", include("sites.urls")),
    path("", include(sitemap_urls)),
    path("", include(search_urls)),
    *i18n_patterns(
        path("", include("search.urls")),
        path("", include("news.urls")),
        path("", include(page_urlpatterns)),
        path("", include(wagtail_urls)),
        prefix_default_language=False,
    ),
]

handler404 = "sites.views.page_not_found"
handler500 = "sites.views.server_error"
