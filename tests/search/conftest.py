"""Articles to be searched, and a reader who searches."""

import pytest
from wagtail.search.backends import get_search_backend

from search.engines.base import NETWORK
from search.engines.elastic import _looked
from search.queries import Search, _away_until, find
from search.rebuild import rebuild_elasticsearch
from tests.factories.news import make_article
from tests.search.elastic import PREFIX, free_port, run_server


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


@pytest.fixture(scope="session")
def elasticsearch_server():
    yield from run_server()


@pytest.fixture
def elasticsearch(elasticsearch_server, settings, network):
    """The search runs on Elasticsearch: ``elasticsearch.cut()`` takes it away, ``mend()`` back."""
    line = Line(elasticsearch_server, settings)
    line.mend()
    rebuild_elasticsearch(lambda count: None)
    yield line
    line.mend()
    backend = get_search_backend("elasticsearch")
    for name in list(backend.es.indices.get(index=f"{PREFIX}*")):
        backend.es.indices.delete(index=name)


class Line:
    """The way to the server."""

    def __init__(self, url, settings):
        self.url = url
        self.settings = settings

    def lead_to(self, url):
        _away_until.clear()
        _looked.clear()
        backend = {
            "BACKEND": "search.backends.elasticsearch",
            "URLS": [url],
            "INDEX_PREFIX": PREFIX,
            "TIMEOUT": 30,
            "AUTO_UPDATE": False,
            "OPTIONS": {"max_retries": 0},
            "INDEX_SETTINGS": {"settings": {"number_of_replicas": 0}},
        }
        backends = self.settings.WAGTAILSEARCH_BACKENDS
        self.settings.WAGTAILSEARCH_BACKENDS = {**backends, "elasticsearch": backend}

    def cut(self):
        self.lead_to(f"http://127.0.0.1:{free_port()}")

    def mend(self):
        self.lead_to(self.url)
