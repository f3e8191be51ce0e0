"""Articles to be searched, and a reader who searches."""

import pytest

from search.engines.base import NETWORK
from search.queries import Search, find
from tests.factories.news import make_article


@pytest.fixture
def search_for(network):
    """``search_for("职代会")`` gives the titles found, in order, from the county's site."""
    from search.models import SearchDocument

    def titles(typed, *, here=None, scope=NETWORK, size=50, **more):
        found = find(Search(typed, here or network.county, scope=scope, size=size, **more))
        ids = found.answer.article_ids if found else []
        documents = SearchDocument.objects.in_bulk(ids)
        return [documents[pk].title for pk in ids]

    return titles


@pytest.fixture
def publish(network):
    """``publish("标题", "正文", union="city")``."""

    def add(title, text="", *, union="county", **fields):
        body = [("text", f"<p>{text}</p>")]
        return make_article(getattr(network, union), title, body=body, **fields)

    return add
