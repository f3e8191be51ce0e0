from django.urls import path

from search import views

# Without language: one of each for a site.
plain_urls = [
    path("search/suggest/", views.suggestions, name="search_suggestions"),
    path("search/click/", views.click, name="search_click"),
    path("api/v3/search/", views.api, name="search_api"),
]

urlpatterns = [
    path("search/", views.search_page, name="search"),
    path("search/feed.xml", views.feed, name="search_feed"),
]
