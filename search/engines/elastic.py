"""Elasticsearch: the query in its language, over the index of Wagtail's backend."""

import http
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
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
    SOLID,
    Answer,
    EngineAway,
    Question,
    QuestionRefused,
    in_two_digits,
)
from search.models import SearchDocument
from search.query import Choice, Clause, Query
from search.segment import query_words
from sites.models import Organisation

Json = dict[str, Any]
ALL: Json = {"match_all": {}}
IN_TITLE = 2.0  # what a word in the title weighs beside the body, which has it too
WEIGHED = 200  # hits of a page's query that are put in their last order
EXACT = 10_000  # hits up to which everything is counted; of more the numbers are estimated
LOOK_EVERY = 10  # seconds
SAMPLE = 10_000  # documents of the index that are looked at for that
MOST_OF_A_SAMPLE = 0.5
NEWEST = 2_000  # of very many hits whose text has to be compared, those that are looked at
OLDER_THAN = (50, 75, 90, 95, 98, 99, 99.5)  # percent of the hits


_looked: dict[str, tuple[float, bool]] = {}
_sizes: dict[str, tuple[float, int]] = {}


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
        """One request, and another where something comes to more than is worth counting.

        Literals are compared in every hit before the best are known. So where they are asked for,
        the page waits for the numbers, and of very many hits the newest are looked at.
        """
        if question.is_page_only:
            return Answer(ids_of(self.search(**page_of(question))))
        waits = question.sort != DATE and has_literals(question.query)
        lists = facet_lists(question)
        others = [scope for scope in SCOPES if scope != question.scope]
        answers = self.ask_together(
            [
                *(facets_of(question, one) for one in lists),
                *(count_of(question, scope) for scope in others),
                *([] if waits else [page_of(question)]),
            ]
        )
        facets, rest = answers[: len(lists)], answers[len(lists) :]
        counts = {question.scope: facets[0]} | dict(zip(others, rest, strict=False))
        scopes = {scope: counts[scope]["hits"]["total"]["value"] for scope in SCOPES}
        many = [scope for scope in SCOPES if is_more(counts[scope])]
        again = [place for place, found in enumerate(facets) if is_more(found)]
        since, least = None, 1
        if many or again:
            share = sample_share(self.documents())
            least = round(SOLID / share) if share < 1 else 1
            samples = self.ask_together(
                [
                    *(guess_of(question, scope, share) for scope in many),
                    *(facets_of(question, lists[place], share=share) for place in again),
                ]
            )
            guesses = dict(zip(many, samples, strict=False))
            scopes |= {scope: max(scopes[scope], guessed(guesses[scope])) for scope in many}
            for place, sample in zip(again, samples[len(many) :], strict=True):
                facets[place] = sample
            if waits and question.scope in many:
                since = newest_since(guesses[question.scope], scopes[question.scope])
        page = self.search(**page_of(question, since=since)) if waits else answers[-1]
        return Answer(
            ids_of(page),
            scopes[question.scope],
            scopes,
            read_facets(lists, facets, least),
            estimated=frozenset(many),
            is_estimated=bool(again),
        )

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

    def documents(self) -> int:
        """About how many there are; looked at now and then."""
        at, number = _sizes.get(self.name, (-LOOK_EVERY, 0))
        if time.monotonic() - at >= LOOK_EVERY:
            number = self.call("count")["count"]
            _sizes[self.name] = (time.monotonic(), number)
        return number

    def search(self, **body: Any) -> Any:
        return self.call("search", **body)

    def ask_together(self, bodies: list[Json]) -> list[Any]:
        """The answers to several searches, which the server works on at the same time."""
        searches = [part for body in bodies for part in ({}, body)]
        answers = self.call("msearch", searches=searches)["responses"]
        if failed := [answer for answer in answers if "error" in answer]:
            raise trouble(failed[0]["status"], str(failed[0]["error"]))
        return list(answers)

    def call(self, method: str, **arguments: Any) -> Any:
        backend = get_search_backend("elasticsearch")
        name = backend.get_index_for_model(SearchDocument).name
        try:
            return getattr(backend.es, method)(index=name, **arguments)
        except ApiError as error:
            raise trouble(error.status_code, str(error)) from error
        except TransportError as error:
            raise EngineAway(str(error)) from error


def trouble(status: int, text: str) -> EngineAway:
    is_question = status == http.HTTPStatus.BAD_REQUEST
    return QuestionRefused(text) if is_question else EngineAway(text)


def page_of(question: Question, *, since: str | None = None) -> Json:
    """One page in order, of what was published since then.

    By relevance in two steps, so that most of a common word's hits are never scored: the words
    choose the best, and among those what else counts is weighed in.
    """
    filters = conditions(question, question.scope)
    if since:
        filters = [*filters, {"range": {"published_at": {"gte": since}}}]
    body: Json = {
        "from": question.start,
        "size": question.size,
        "track_total_hits": False,
        "docvalue_fields": ["article"],
        "query": matching(question.query, filters, scored=True),
    }
    if question.sort == DATE:
        return body | {"sort": [{"published_at": "desc"}, {"article": "desc"}]}
    weights = {"rescore_query": weighed(question.query, question.here), "score_mode": "multiply"}
    window = max(WEIGHED, question.start + question.size)
    return body | {"rescore": {"window_size": window, "query": weights}}


def has_literals(query: Query) -> bool:
    """Whether hits have to be compared with it character by character."""
    return not query.any_clause and any(clause.checked for clause in query.clauses)


@dataclass(frozen=True)
class FacetList:
    """Facets whose values are counted among the same hits: those that the other facets leave."""

    names: tuple[str, ...]
    filters: Mapping[str, str]


def facet_lists(question: Question) -> list[FacetList]:
    """First the facets of which no value is chosen, counted among the hits themselves."""
    chosen = question.filters
    left = tuple(facet for facet in FACETS if facet not in chosen)
    return [FacetList(left, chosen)] + [
        FacetList((facet,), {name: chosen[name] for name in chosen if name != facet})
        for facet in chosen
    ]


def count_of(question: Question, scope: str) -> Json:
    return {
        "size": 0,
        "track_total_hits": EXACT,
        "query": unscored(question.query, conditions(question, scope)),
    }


def is_more(answer: Json) -> bool:
    """Whether counting was given up."""
    return answer.get("terminated_early", False) or answer["hits"]["total"]["relation"] == "gte"


def sample_share(documents: int) -> float:
    """The share of the index that is looked at; the server takes half at most, or all."""
    share = SAMPLE / max(documents, 1)
    return share if share <= MOST_OF_A_SAMPLE else 1.0


def sampled(values: dict[str, Json], share: float) -> dict[str, Json]:
    """Numbers that come from this share of the hits, as the server projects them on all."""
    sampler = {"probability": share, "seed": 1}
    return {"sample": {"random_sampler": sampler, "aggs": values}}


def guess_of(question: Question, scope: str, share: float) -> Json:
    """About how many hits there are in a scope, and when they were published."""
    dates: Json = {"percentiles": {"field": "published_at", "percents": OLDER_THAN}}
    return {
        "size": 0,
        "track_total_hits": False,
        "query": unscored(question.query, conditions(question, scope)),
        "aggs": sampled({"all": {"filter": ALL}, "dates": dates}, share),
    }


def guessed(answer: Json) -> int:
    return in_two_digits(answer["aggregations"]["sample"]["all"]["doc_count"])


def newest_since(answer: Json, total: int) -> str | None:
    """The date since which there are as many hits as are looked at; None where that is too few."""
    dates = answer["aggregations"]["sample"]["dates"]["values"]
    enough = [older for older in OLDER_THAN if total * (1 - older / 100) >= NEWEST]
    return dates.get(f"{enough[-1]:.1f}_as_string") if enough else None


def facets_of(question: Question, one: FacetList, *, share: float | None = None) -> Json:
    """The values of some facets.

    Given up where there are too many hits; then they are asked for again, from a sample.
    """
    values = {facet: {"terms": {"field": facet, "size": MOST_VALUES}} for facet in one.names}
    among = replace(question, filters=one.filters)
    enough = (
        {"aggs": sampled(values, share)} if share else {"aggs": values, "terminate_after": EXACT}
    )
    return {
        "size": 0,
        "track_total_hits": True,
        "query": unscored(question.query, conditions(among, question.scope)),
        **enough,
    }


def conditions(question: Question, scope: str) -> list[Json]:
    filters: list[Json] = [{"term": {facet: value}} for facet, value in question.filters.items()]
    here = question.here
    if scope == NETWORK or (scope == BELOW and here.depth == 1):
        return filters
    carrier = f"own:{here.path}" if scope == SITE else f"below:{here.path}"
    return [*filters, {"term": {"carriers": carrier}}]


def matching(query: Query, filters: list[Json], *, scored: bool) -> Json:
    compares = has_literals(query)
    clauses = [
        clause_of(clause, scored=scored, checked=clause.checked and compares)
        for clause in query.clauses
    ]
    wanted: Json = {"should": clauses, "minimum_should_match": 1} if query.any_clause else {
        "must": clauses
    }  # fmt: skip
    unwanted = [phrase(literal) for clause in query.excluded for literal in clause.literals]
    return {"bool": {**wanted, "must_not": unwanted, "filter": filters}}


def unscored(query: Query, filters: list[Json]) -> Json:
    return {"bool": {"filter": [matching(query, filters, scored=False)]}}


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


def clause_of(clause: Clause, *, scored: bool, checked: bool) -> Json:
    choices = [choice_of(choice, checked=checked, scored=scored) for choice in clause.choices]
    return (
        choices[0] if len(choices) == 1 else {"dis_max": {"queries": choices, "tie_breaker": 0.3}}
    )


def choice_of(choice: Choice, *, checked: bool, scored: bool) -> Json:
    """The words, and where that is asked the literal, which then needs the longest words only."""
    is_exact = checked and choice.literal
    words = query_words(choice.literal) if is_exact else choice.words
    wanted = [word_of(word, scored=scored) for word in dict.fromkeys(words)]
    if not is_exact and len(wanted) == 1:
        return wanted[0]
    exact = [phrase(choice.literal)] if is_exact else []
    return {"bool": {"must": wanted, "filter": exact}}


def word_of(word: str, *, scored: bool) -> Json:
    """A word in the body, which has the title's too; in the title it weighs more.

    One field is enough for counting, and of a single word the server knows the count.
    """
    if not scored:
        return {"term": {"body": word}}
    in_title = {"term": {"title": {"value": word, "boost": IN_TITLE}}}
    return {"bool": {"must": [{"term": {"body": word}}], "should": [in_title]}}


def phrase(text: str) -> Json:
    return {"match_phrase": {"characters": text}}


def ids_of(response: Any) -> list[int]:
    return [hit["fields"]["article"][0] for hit in response["hits"]["hits"]]


def read_facets(
    lists: list[FacetList], answers: list[Json], least: int
) -> dict[str, list[tuple[str, int]]]:
    """The values with their numbers; of a sample those that stand for hits enough."""
    facets = {}
    for one, answer in zip(lists, answers, strict=True):
        values = answer.get("aggregations", {})
        sample = values.get("sample")
        for facet in one.names:
            counted = buckets_of((sample or values)[facet])
            facets[facet] = (
                [(value, in_two_digits(count)) for value, count in counted if count >= least]
                if sample
                else counted
            )
    return facets


def buckets_of(values: Json) -> list[tuple[str, int]]:
    return [(str(b["key"]), b["doc_count"]) for b in values["buckets"] if b["key"] != ""]
