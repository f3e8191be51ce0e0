"""Wagtail's Elasticsearch backend with a mapping fit for our words.

The words are cut by search/segment.py, as for every other engine, and Elasticsearch only splits
them at the blanks. A second form of the text, character by character, answers exact phrases.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from elasticsearch import ApiError, Elasticsearch, NotFoundError, TransportError
from elasticsearch.helpers import BulkIndexError, bulk
from modelsearch.backends.elasticsearch9 import (
    Elasticsearch9AutocompleteQueryCompiler,
    Elasticsearch9Mapping,
    Elasticsearch9SearchBackend,
    Elasticsearch9SearchQueryCompiler,
)
from wagtail.search.backends import get_search_backend

from search.engines.base import EngineAway
from search.models import SearchDocument
from search.segment import index_text
from search.text import fold

WORDS = {"type": "text", "analyzer": "whitespace"}
CHARACTERS = {"type": "text", "analyzer": "standard"}
KEYWORD = {"type": "keyword"}
FIELDS: dict[str, dict[str, Any]] = {
    "pk": {"type": "keyword", "store": True},
    "_django_content_type": KEYWORD,
    "article": {"type": "long"},
    "title": WORDS,
    "body": WORDS,
    "title_characters": CHARACTERS,
    "characters": {**CHARACTERS, "norms": False, "index_phrases": True},
    "carriers": KEYWORD,
    "tier": KEYWORD,
    "organisation": KEYWORD,
    "kind": KEYWORD,
    "genre": KEYWORD,
    "year": KEYWORD,
    "published_at": {"type": "date"},
}


class ChineseMapping(Elasticsearch9Mapping):
    def get_mapping(self) -> dict[str, Any]:
        if self.model is not SearchDocument:
            return super().get_mapping()
        return {"dynamic": "strict", "_source": {"enabled": False}, "properties": FIELDS}

    def get_document(self, obj: Any) -> dict[str, Any]:
        if not isinstance(obj, SearchDocument):
            return super().get_document(obj)
        return {
            "pk": str(obj.pk),
            "_django_content_type": self.get_all_content_types(),
            "article": obj.pk,
            "title": index_text(obj.title),
            "body": index_text("\n".join([obj.title, obj.keywords, obj.searched_text()])),
            "title_characters": fold(obj.title),
            "characters": obj.folded,
            "carriers": obj.carriers(),
            "tier": obj.tier,
            "organisation": obj.organisation_id,
            "kind": obj.kind,
            "genre": obj.genre,
            "year": obj.year,
            "published_at": obj.published_at,
        }


class ChineseQueryCompiler(Elasticsearch9SearchQueryCompiler):
    mapping_class = ChineseMapping


class ChineseAutocompleteQueryCompiler(Elasticsearch9AutocompleteQueryCompiler):
    mapping_class = ChineseMapping


_clients: dict[str, Elasticsearch] = {}


def client(**options: Any) -> Elasticsearch:
    """One for each server in a process: it keeps its connections, and making it takes a while."""
    key = repr(sorted(options.items()))
    if key not in _clients:
        _clients[key] = Elasticsearch(**options)
    return _clients[key]


class ChineseElasticsearchBackend(Elasticsearch9SearchBackend):
    client_class = staticmethod(client)
    mapping_class = ChineseMapping
    query_compiler_class = ChineseQueryCompiler
    autocomplete_query_compiler_class = ChineseAutocompleteQueryCompiler


SearchBackend = ChineseElasticsearchBackend
WRITE_SECONDS = 60  # a reader waits for an answer less long than a task for its writing
LOOK_SECONDS = 2


def bulk_write(
    documents: Iterable[SearchDocument],
    article_ids: Sequence[int],
    index_names: Sequence[str],
    *,
    refresh: bool = True,
) -> None:
    """Write these documents, and take out those of the articles that have none.

    Raises EngineAway. An index that isn't there is made first.
    """
    backend = get_search_backend("elasticsearch")
    try:
        for name in index_names:
            ensure(backend, name)
        errors = bulk(
            backend.es.options(request_timeout=WRITE_SECONDS),
            actions(backend, list(documents), article_ids, index_names),
            raise_on_error=False,
            refresh=refresh,
        )[1]
    except (ApiError, TransportError, BulkIndexError) as error:
        raise EngineAway(str(error)) from error
    real = [error for error in errors if next(iter(error.values()))["status"] != 404]  # type: ignore[union-attr]
    if real:
        raise EngineAway(str(real[0]))


def actions(
    backend: Any, documents: list[SearchDocument], article_ids: Sequence[int], names: Sequence[str]
) -> Iterator[dict[str, Any]]:
    mapping = backend.mapping_class(SearchDocument)
    sources = {document.pk: mapping.get_document(document) for document in documents}
    for name in names:
        for pk, source in sources.items():
            yield {"_op_type": "index", "_index": name, "_id": str(pk), "_source": source}
        for pk in article_ids:
            if pk not in sources:
                yield {"_op_type": "delete", "_index": name, "_id": str(pk)}


def ensure(backend: Any, name: str) -> None:
    """Make the first index behind the alias; otherwise a write would make one without mapping."""
    if backend.es.indices.exists(index=name):
        return
    is_alias = name == backend.get_index_for_model(SearchDocument).name
    index = backend.index_class(backend, f"{name}_0" if is_alias else name)
    if not backend.es.indices.exists(index=index.name):
        index.put()
        index.add_model(SearchDocument)
    if is_alias:
        index.put_alias(name)


def index_in_service() -> str:
    """The index behind the alias; empty where there is none. Raises EngineAway."""
    backend = get_search_backend("elasticsearch")
    alias = backend.get_index_for_model(SearchDocument).name
    indices = backend.es.options(request_timeout=LOOK_SECONDS).indices
    try:
        return next(iter(indices.get_alias(name=alias)), "")
    except NotFoundError:
        return ""
    except (ApiError, TransportError) as error:
        raise EngineAway(str(error)) from error


def switch_alias(alias: str, index_name: str) -> None:
    """Let the alias point to this index from one moment to the next, and drop the others.

    Also those that an earlier switch, killed in the middle, or a given-up rebuild left behind.
    """
    backend = get_search_backend("elasticsearch")
    indices = backend.es.indices
    try:
        ensure(backend, index_name)
        indices.refresh(index=index_name)
        old = list(indices.get_alias(name=alias)) if indices.exists_alias(name=alias) else []
        old = [name for name in old if name != index_name]
        if not old and indices.exists(index=alias) and not indices.exists_alias(name=alias):
            indices.delete(index=alias)  # an index of the alias's name, made by other means
        indices.update_aliases(
            actions=[
                *({"remove": {"index": name, "alias": alias}} for name in old),
                {"add": {"index": index_name, "alias": alias}},
            ]
        )
        for name in {*old, *left_over(backend, alias)} - {index_name}:
            indices.delete(index=name, ignore_unavailable=True)
    except (ApiError, TransportError) as error:
        raise EngineAway(str(error)) from error


def left_over(backend: Any, alias: str) -> list[str]:
    """Indexes made by a rebuild or by ``ensure`` that stand behind no alias."""
    ours = re.compile(re.escape(alias) + r"_(0|\d{14})")
    found = backend.es.indices.get_alias(index=f"{alias}_*")
    return [name for name, state in found.items() if ours.fullmatch(name) and not state["aliases"]]


def stored_ids(name: str = "") -> set[int]:
    """The articles that an index has, the one in service unless named. Raises EngineAway."""
    backend = get_search_backend("elasticsearch")
    name = name or backend.get_index_for_model(SearchDocument).name
    found: set[int] = set()
    after: list[int] | None = None
    try:
        if backend.es.indices.exists(index=name):
            backend.es.indices.refresh(index=name)
        while backend.es.indices.exists(index=name):
            more = {"search_after": after} if after else {}
            page = backend.es.search(
                index=name,
                size=5_000,
                sort=[{"article": "asc"}],
                docvalue_fields=["article"],
                **more,
            )["hits"]["hits"]
            if not page:
                break
            found |= {hit["fields"]["article"][0] for hit in page}
            after = page[-1]["sort"]
    except (ApiError, TransportError) as error:
        raise EngineAway(str(error)) from error
    return found
