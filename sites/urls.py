from django.urls import path, re_path

from sites import views

urlpatterns = [path("robots.txt", views.robots, name="robots")]

# Read in any language, like pages.
page_urlpatterns = [
    re_path(r"^archive/(?P<slug>[a-z0-9-]+)/(?P<path>.*)$", views.archived_page, name="archive"),
]
