"""Elasticsearch: the query in its language, over the index of Wagtail's backend."""

import time
from dataclasses import replace
from typing import Any

from django.utils import timezone
from elasticsearch import ApiError, TransportError
from wagtail.search.backends import get_search_backend

from search import rebuild
from search.engines.base import (
    AGE_DAYS,
    AGELESS_SHARE,
    BELOW,
    DATE,
    FACETS,
    HOW_BONUS,
    HOW_KINDS,
    LITERAL_BONUS,
    LOCAL_BONUS,
    MOST_VALUES,
    NETWORK,
    SCOPES,
    SITE,
    TITLE_WEIGHT,
    Answer,
    EngineAway,
    Question,
)
from search.models import SearchDocument
from search.query import Choice, Clause, Query
from search.segment import query_words
from sites.models import Organisation

Json = dict[str, Any]
ALL: Json = {"match_all": {}}
WEIGHED = 200  # hits of a page's query that are put in their last order
EXACT = 40_000  # hits up to which every facet is counted; of more they are estimated
LOOK_EVERY = 10  # seconds
SAMPLE = 20_000  # hits that are looked at for that, at most half of all


_looked: dict[str, tuple[float, bool]] = {}


class ElasticEngine:
    name = "elasticsearch"

    def is_ready(self) -> bool:
        """Looked at every few seconds: it changes with a rebuild, or when the server loses data."""
        at, is_filled = _looked.get(self.name, (-LOOK_EVERY, False))
        if time.monotonic() - at >= LOOK_EVERY:
            is_filled = rebuild.is_filled()
            _looked[self.name] = (time.monotonic(), is_filled)
        return is_filled

    def ask(self, question: Question) -> Answer:
        """A page of hits and how many there are; then, knowing that, the values of the facets."""
        page, *counted = self.ask_together([page_of(question), *counts_of(question)])
        scopes = {
            scope: answer["hits"]["total"]["value"]
            for scope, answer in zip(SCOPES, counted, strict=True)
        }
        total = scopes[question.scope]
        is_estimated = total > EXACT
        (found,) = self.ask_together([facets_of(question, sampled_from=total * is_estimated)])
        return Answer(ids_of(page), total, scopes, read_facets(found), is_estimated=is_estimated)

    def titles(self, typed: str, here: Organisation, count: int) -> list[int]:
        prefix = {
            "match_phrase_prefix": {"title_characters": {"query": typed, "max_expansions": 50}}
        }
        own = {"term": {"organisation": {"value": here.pk, "boost": 2}}}
        response = self.search(
            query={"bool": {"filter": [prefix], "should": [own]}},
            sort=[{"_score": "desc"}, {"published_at": "desc"}],
            size=count,
            track_total_hits=False,
            docvalue_fields=["article"],
        )
        return ids_of(response)

    def search(self, **body: Any) -> Any:
        return self.call("search", **body)

    def ask_together(self, bodies: list[Json]) -> list[Any]:
        """The answers to several searches, which the server works on at the same time."""
        searches = [part for body in bodies for part in ({}, body)]
        answers = self.call("msearch", searches=searches)["responses"]
        if failed := [answer["error"] for answer in answers if "error" in answer]:
            raise EngineAway(str(failed[0]))
        return list(answers)

    def call(self, method: str, **arguments: Any) -> Any:
        backend = get_search_backend("elasticsearch")
        name = backend.get_index_for_model(SearchDocument).name
        try:
            return getattr(backend.es, method)(index=name, **arguments)
        except (ApiError, TransportError) as error:
            raise EngineAway(str(error)) from error


def page_of(question: Question) -> Json:
    """One page in order.

    By relevance in two steps, so that most of a common word's hits are never scored: the words
    choose the best, and among those what else counts is weighed in.
    """
    body: Json = {
        "from": question.start,
        "size": question.size,
        "track_total_hits": False,
        "docvalue_fields": ["article"],
        "query": matching(question.query, conditions(question, question.scope)),
    }
    if question.sort == DATE:
        return body | {"sort": [{"published_at": "desc"}, {"article": "desc"}]}
    weights = {"rescore_query": weighed(question.query, question.here), "score_mode": "multiply"}
    window = max(WEIGHED, question.start + question.size)
    return body | {"rescore": {"window_size": window, "query": weights}}


def counts_of(question: Question) -> list[Json]:
    return [
        {
            "size": 0,
            "track_total_hits": True,
            "query": unscored(question.query, conditions(question, scope)),
        }
        for scope in SCOPES
    ]


def facets_of(question: Question, *, sampled_from: int = 0) -> Json:
    """The values of every facet among the hits that the other facets leave.

    Of very many hits some are looked at, and the numbers are what that comes to.
    """
    scope = replace(question, filters={})
    values = {f"facet:{facet}": facet_of(question, facet) for facet in FACETS}
    if sampled_from:
        sampler = {"probability": SAMPLE / sampled_from, "seed": 1}
        values = {"sample": {"random_sampler": sampler, "aggs": values}}
    return {
        "size": 0,
        "track_total_hits": False,
        "query": unscored(question.query, conditions(scope, question.scope)),
        "aggs": values,
    }


def facet_of(question: Question, facet: str) -> Json:
    values: Json = {"terms": {"field": facet, "size": MOST_VALUES}}
    left = [{"term": {name: value}} for name, value in question.filters.items() if name != facet]
    return {"filter": {"bool": {"filter": left}}, "aggs": {"values": values}} if left else values


def conditions(question: Question, scope: str, leave_out: str = "") -> list[Json]:
    filters: list[Json] = [
        {"term": {facet: value}} for facet, value in question.filters.items() if facet != leave_out
    ]
    here = question.here
    if scope == NETWORK or (scope == BELOW and here.depth == 1):
        return filters
    carrier = f"own:{here.path}" if scope == SITE else f"below:{here.path}"
    return [*filters, {"term": {"carriers": carrier}}]


def matching(query: Query, filters: list[Json]) -> Json:
    clauses = [clause_of(clause) for clause in query.clauses]
    wanted: Json = {"should": clauses, "minimum_should_match": 1} if query.any_clause else {
        "must": clauses
    }  # fmt: skip
    unwanted = [phrase(literal) for clause in query.excluded for literal in clause.literals]
    return {"bool": {**wanted, "must_not": unwanted, "filter": filters}}


def unscored(query: Query, filters: list[Json]) -> Json:
    return {"bool": {"filter": [matching(query, filters)]}}


def weighed(query: Query, here: Organisation) -> Json:
    """What the score is multiplied by: the literal title, the union's own, and the new gently."""
    literal = {"match_phrase": {"title_characters": query.core}}
    own = {"term": {"organisation": here.pk}}
    how = {"terms": {"kind": HOW_KINDS}}
    fresh = {
        "exp": {
            "published_at": {
                "origin": timezone.now().isoformat(),
                "scale": f"{AGE_DAYS}d",
                "decay": 0.5,
            }
        },
        "weight": 1 - AGELESS_SHARE,
    }
    return {
        "function_score": {
            "query": {
                "function_score": {
                    "query": ALL,
                    "functions": [
                        {"filter": literal, "weight": 1 + LITERAL_BONUS},
                        {"filter": own, "weight": 1 + LOCAL_BONUS},
                        {"filter": how, "weight": 1 + HOW_BONUS * query.asks_how},
                    ],
                    "score_mode": "multiply",
                    "boost_mode": "multiply",
                }
            },
            "functions": [{"weight": AGELESS_SHARE}, fresh],
            "score_mode": "sum",
            "boost_mode": "multiply",
        }
    }


def clause_of(clause: Clause) -> Json:
    choices = [choice_of(choice, checked=clause.checked) for choice in clause.choices]
    return (
        choices[0] if len(choices) == 1 else {"dis_max": {"queries": choices, "tie_breaker": 0.3}}
    )


def choice_of(choice: Choice, *, checked: bool) -> Json:
    """The words, and where that is asked the literal, which then needs the longest words only."""
    is_exact = checked and choice.literal
    words = query_words(choice.literal) if is_exact else choice.words
    wanted = [word_of(word) for word in dict.fromkeys(words)]
    if not is_exact and len(wanted) == 1:
        return wanted[0]
    exact = [phrase(choice.literal)] if is_exact else []
    return {"bool": {"must": wanted, "filter": exact}}


def word_of(word: str) -> Json:
    fields = [f"title^{TITLE_WEIGHT}", "body"]
    return {"multi_match": {"query": word, "fields": fields, "type": "most_fields"}}


def phrase(text: str) -> Json:
    return {"match_phrase": {"characters": text}}


def ids_of(response: Any) -> list[int]:
    return [hit["fields"]["article"][0] for hit in response["hits"]["hits"]]


def read_facets(found: Any) -> dict[str, list[tuple[str, int]]]:
    values = found["aggregations"]
    values = values.get("sample", values)
    facets = {}
    for facet in FACETS:
        counted = values[f"facet:{facet}"]
        buckets = counted.get("values", counted)["buckets"]
        facets[facet] = [(str(b["key"]), b["doc_count"]) for b in buckets if b["key"] != ""]
    return facets
