"""Elasticsearch: the query in its language, over the index of Wagtail's backend."""

from typing import Any

from django.utils import timezone
from elasticsearch import ApiError, TransportError
from wagtail.search.backends import get_search_backend

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
from sites.models import Organisation

Json = dict[str, Any]
ALL: Json = {"match_all": {}}


class ElasticEngine:
    name = "elasticsearch"

    def ask(self, question: Question) -> Answer:
        return read_answer(self.search(**body_of(question)), question)

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
        backend = get_search_backend("elasticsearch")
        name = backend.get_index_for_model(SearchDocument).name
        try:
            return backend.es.search(index=name, **body)
        except (ApiError, TransportError) as error:
            raise EngineAway(str(error)) from error


def body_of(question: Question) -> Json:
    order = [{"published_at": "desc"}] if question.sort == DATE else [{"_score": "desc"}]
    return {
        "query": scored(question.query, question.here),
        "post_filter": {"bool": {"filter": conditions(question, question.scope)}},
        "aggs": {
            **{
                f"scope:{scope}": {"filter": all_of(conditions(question, scope))}
                for scope in SCOPES
            },
            **{f"facet:{facet}": facet_of(question, facet) for facet in FACETS},
        },
        "sort": [*order, {"article": "desc"}],
        "from_": question.start,
        "size": question.size,
        "track_total_hits": False,
        "docvalue_fields": ["article"],
    }


def facet_of(question: Question, facet: str) -> Json:
    """The values of a facet among the hits that the other facets leave."""
    left = conditions(question, question.scope, leave_out=facet)
    values = {"terms": {"field": facet, "size": MOST_VALUES}}
    return {"filter": all_of(left), "aggs": {"values": values}}


def all_of(filters: list[Json]) -> Json:
    return {"bool": {"filter": filters}} if filters else ALL


def conditions(question: Question, scope: str, leave_out: str = "") -> list[Json]:
    filters: list[Json] = [
        {"term": {facet: value}} for facet, value in question.filters.items() if facet != leave_out
    ]
    here = question.here
    if scope == NETWORK or (scope == BELOW and here.depth == 1):
        return filters
    carrier = f"own:{here.path}" if scope == SITE else f"below:{here.path}"
    return [*filters, {"term": {"carriers": carrier}}]


def scored(query: Query, here: Organisation) -> Json:
    """The query with its bonus for the literal title and its gentle preference of the new."""
    clauses = [clause_of(clause) for clause in query.clauses]
    wanted: Json = {"should": clauses, "minimum_should_match": 1} if query.any_clause else {
        "must": clauses
    }  # fmt: skip
    unwanted = [literal for clause in query.excluded for literal in clause.literals]
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
                    "query": {"bool": {**wanted, "must_not": [phrase(one) for one in unwanted]}},
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
    words = [word_of(word) for word in choice.words]
    if not checked and len(words) == 1:
        return words[0]
    exact = [phrase(choice.literal)] if checked and choice.literal else []
    return {"bool": {"must": words, "filter": exact}}


def word_of(word: str) -> Json:
    fields = [f"title^{TITLE_WEIGHT}", "body"]
    return {"multi_match": {"query": word, "fields": fields, "type": "most_fields"}}


def phrase(text: str) -> Json:
    return {"match_phrase": {"characters": text}}


def ids_of(response: Any) -> list[int]:
    return [hit["fields"]["article"][0] for hit in response["hits"]["hits"]]


def read_answer(response: Any, question: Question) -> Answer:
    found = response["aggregations"]
    scopes = {scope: found[f"scope:{scope}"]["doc_count"] for scope in SCOPES}
    facets = {
        facet: [
            (str(bucket["key"]), bucket["doc_count"])
            for bucket in found[f"facet:{facet}"]["values"]["buckets"]
            if bucket["key"] != ""
        ]
        for facet in FACETS
    }
    return Answer(ids_of(response), scopes[question.scope], scopes, facets)
