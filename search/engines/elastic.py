"""Elasticsearch, over the index of Wagtail's backend."""

import http
import time
from typing import Any

from elasticsearch import ApiError, TransportError
from wagtail.search.backends import get_search_backend

from search import rebuild
from search.engines.base import DATE, Answer, EngineAway, Question, QuestionRefused
from search.engines.elastic_numbers import Numbers
from search.engines.elastic_query import Json, has_literals, page_of
from search.models import SearchDocument
from sites.models import Organisation

LOOK_EVERY = 10  # seconds

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
        numbers = Numbers(question)
        waits = question.sort != DATE and has_literals(question.query)
        asked = numbers.searches()
        answers = self.ask_together([*asked, *([] if waits else [page_of(question)])])
        numbers.read(answers[: len(asked)])
        if numbers.are_to_be_estimated:
            numbers.read_samples(self.ask_together(numbers.samples(self.documents())))
        page = self.search(**page_of(question, since=numbers.since)) if waits else answers[-1]
        return numbers.answer(ids_of(page))

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


def ids_of(response: Any) -> list[int]:
    return [hit["fields"]["article"][0] for hit in response["hits"]["hits"]]
