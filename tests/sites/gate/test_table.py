"""Every screen of the desk has a row, and the table has no row for a screen that is gone."""

from sites.gate.middleware import table
from tests.sites.gate.crawl import screens

# Without a name nothing can be opened but by superusers; these are Wagtail's own dead ends.
NAMELESS = {"test404/", "^.*/$"}


def test_every_screen_has_a_row():
    assert {name for name, _pattern in screens() if name} - set(table()) == set()
    assert {str(pattern) for name, pattern in screens() if not name} == NAMELESS


def test_no_row_is_left_of_a_screen_that_is_gone():
    assert set(table()) - {name for name, _pattern in screens()} == set()


def test_the_numbers_that_a_row_checks_are_in_the_address():
    parts = {}
    for name, pattern in screens():
        parts.setdefault(name, set()).update(pattern.regex.groupindex)

    unknown = {
        (name, key) for name, row in table().items() for key in row.path.keys() - parts[name]
    }
    assert unknown == set()


def test_every_number_of_a_page_picture_or_file_is_checked():
    kinds = ("page", "image", "document", "doc_id", "column", "article", "collection")
    unchecked = {
        (name, key)
        for name, pattern in screens()
        if name and table()[name].who.__name__ in {"STAFF", "ANYONE"} and not table()[name].also
        for key in pattern.regex.groupindex
        if key.startswith(kinds) and key not in table()[name].path
    }
    assert unchecked == set()
