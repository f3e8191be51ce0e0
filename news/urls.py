"""Public addresses of the news app that are files and not pages."""

from django.urls import path, re_path
from wagtail.views import serve

from news import views

# Without language: one of each for a site.
sitemap_urls = [
    path("sitemap.xml", views.sitemap, name="sitemap"),
    re_path(
        r"^sitemap-(?P<section>pages|articles|placed)-(?P<number>[1-9]\d{0,4})\.xml$",
        views.sitemap_part,
        name="sitemap_part",
    ),
]

# Wagtail's own pattern ends in a slash. The page answers by its route, behind the same hooks.
urlpatterns = [re_path(r"^((?:[\w\-]+/)*feed\.xml)$", serve, name="feed")]
