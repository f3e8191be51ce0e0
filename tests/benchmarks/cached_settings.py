"""The project with wagtail-cache instead of the page store, to compare with."""

from config.settings.dev import *  # noqa: F403
from config.settings.dev import INSTALLED_APPS, MIDDLEWARE  # type: ignore[attr-defined]

PAGE_STORE = ""
INSTALLED_APPS = [*INSTALLED_APPS, "wagtailcache"]
MIDDLEWARE = [
    "wagtailcache.cache.UpdateCacheMiddleware",
    *MIDDLEWARE,
    "wagtailcache.cache.FetchFromCacheMiddleware",
]
WAGTAIL_CACHE = True
WAGTAIL_CACHE_TIMEOUT = 3_600
# The quickest that it can have; by default a cache in memory keeps only 300 entries.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
