"""Every screen of the desk has a row, and the table has no row for a screen that is gone."""

from django.urls import URLResolver
from wagtail.admin import urls

from sites.gate.middleware import table

# Without a name nothing can be opened but by superusers; these are Wagtail's own dead ends.
NAMELESS = {"test404/", "^.*/$"}


def named(patterns, spaces=()):
    for entry in patterns:
        if isinstance(entry, URLResolver):
            below = (*spaces, entry.namespace) if entry.namespace else spaces
            yield from named(entry.url_patterns, below)
        elif entry.name:
            yield ":".join([*spaces, entry.name]), entry
        else:
            yield None, entry


def test_every_screen_has_a_row():
    screens = {name for name, _entry in named(urls.urlpatterns) if name}

    assert screens - set(table()) == set()
    assert {str(entry.pattern) for name, entry in named(urls.urlpatterns) if not name} == NAMELESS


def test_no_row_is_left_of_a_screen_that_is_gone():
    assert set(table()) - {name for name, _entry in named(urls.urlpatterns)} == set()


def test_the_numbers_that_a_row_checks_are_in_the_address():
    patterns = {}
    for name, entry in named(urls.urlpatterns):
        if name:
            patterns.setdefault(name, set()).update(entry.pattern.regex.groupindex)

    unknown = {
        (name, key)
        for name, row in table().items()
        for key in row.path
        if key not in patterns[name]
    }
    assert unknown == set()


def test_every_number_of_a_page_picture_or_file_is_checked():
    kinds = ("page", "image", "document", "doc_id", "column", "article", "collection")
    unchecked = {
        (name, key)
        for name, entry in named(urls.urlpatterns)
        if name and table()[name].who.__name__ in {"STAFF", "ANYONE"} and not table()[name].also
        for key in entry.pattern.regex.groupindex
        if key.startswith(kinds) and key not in table()[name].path
    }
    assert unchecked == set()
