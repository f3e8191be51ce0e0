"""How many hits there are: in each scope, and of each value of the facets.

They are counted up to a number. What comes to more is estimated from a sample of the index, which
says no more than two digits, and nothing of values that hardly occur in it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from search.engines.base import FACETS, MOST_VALUES, SCOPES, SOLID, Answer, Question, in_two_digits
from search.engines.elastic_query import ALL, Json, conditions, has_literals, unscored

EXACT = 10_000  # hits up to which everything is counted
SAMPLE = 10_000  # documents of the index that are looked at for an estimate
MOST_OF_A_SAMPLE = 0.5
NEWEST = 2_000  # of very many hits whose text has to be compared, those that are looked at
OLDER_THAN = (50, 75, 90, 95, 98, 99, 99.5)  # percent of the hits
TOTAL: Json = {"all": {"filter": ALL}}
DATES: Json = {"dates": {"percentiles": {"field": "published_at", "percents": OLDER_THAN}}}


class Numbers:
    """Of one question: what to ask, and what the answers say.

    First ``searches`` and ``read``; then, where ``are_to_be_estimated``, ``samples`` and
    ``read_samples``.
    """

    def __init__(self, question: Question) -> None:
        self.question = question
        self.lists = facet_lists(question)
        self.others = [scope for scope in SCOPES if scope != question.scope]
        self.scopes: dict[str, int] = {}
        self.facets: dict[str, list[tuple[str, int]]] = {}
        self.many_in: list[str] = []  # scopes
        self.many_of: list[FacetList] = []
        self.since: str | None = None  # when the newest of very many hits begin
        self.share = 1.0

    def searches(self) -> list[Json]:
        """The facets that are free are counted among the hits, so they tell how many there are."""
        return [
            *(facets_of(self.question, one) for one in self.lists),
            *(count_of(self.question, scope) for scope in self.others),
        ]

    def read(self, answers: list[Json]) -> None:
        facets, counts = answers[: len(self.lists)], answers[len(self.lists) :]
        scopes = {self.question.scope: facets[0], **dict(zip(self.others, counts, strict=True))}
        self.scopes = {scope: scopes[scope]["hits"]["total"]["value"] for scope in SCOPES}
        self.many_in = [scope for scope in SCOPES if is_more(scopes[scope])]
        for one, answer in zip(self.lists, facets, strict=True):
            if is_more(answer):
                self.many_of.append(one)
            else:
                self.facets |= values_of(answer.get("aggregations", {}), one)

    @property
    def are_to_be_estimated(self) -> bool:
        return bool(self.many_in or self.many_of)

    def samples(self, documents: int) -> list[Json]:
        """``documents``: how many the index has."""
        self.share = sample_share(documents)
        return [
            *(guess_of(self.question, scope, self.share) for scope in self.many_elsewhere),
            *(facets_of(self.question, one, share=self.share) for one in self.many_of),
        ]

    @property
    def many_elsewhere(self) -> list[str]:
        """The hits of the asked scope are those of the first facets, and counted with them."""
        return [scope for scope in self.many_in if scope != self.question.scope]

    def read_samples(self, answers: list[Json]) -> None:
        samples = [answer["aggregations"]["sample"] for answer in answers]
        elsewhere = self.many_elsewhere
        for scope, sample in zip(elsewhere, samples, strict=False):
            self.read_guess(scope, sample)
        least = SOLID / self.share if self.share < 1 else 1
        for one, sample in zip(self.many_of, samples[len(elsewhere) :], strict=True):
            if one == self.lists[0]:
                self.read_guess(self.question.scope, sample)
                if "dates" in sample:
                    dates = sample["dates"]["values"]
                    self.since = newest_since(dates, self.scopes[self.question.scope])
            for facet, values in values_of(sample, one).items():
                self.facets[facet] = [
                    (value, in_two_digits(count)) for value, count in values if count >= least
                ]

    def read_guess(self, scope: str, sample: Json) -> None:
        self.scopes[scope] = max(self.scopes[scope], in_two_digits(sample["all"]["doc_count"]))

    def answer(self, article_ids: list[int]) -> Answer:
        return Answer(
            article_ids,
            self.scopes[self.question.scope],
            self.scopes,
            self.facets,
            estimated=frozenset(self.many_in),
            is_estimated=bool(self.many_of),
        )


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
    """About how many hits there are in a scope."""
    return {
        "size": 0,
        "track_total_hits": False,
        "query": unscored(question.query, conditions(question, scope)),
        "aggs": sampled(TOTAL, share),
    }


def newest_since(dates: Mapping[str, Any], total: int) -> str | None:
    """The date since which there are as many hits as are looked at; None where that is too few."""
    enough = [older for older in OLDER_THAN if total * (1 - older / 100) >= NEWEST]
    return dates.get(f"{enough[-1]:.1f}_as_string") if enough else None


def facets_of(question: Question, one: FacetList, *, share: float | None = None) -> Json:
    """The values of some facets.

    Given up where there are too many hits; then they are asked for again, from a sample, with about
    how many hits there are and, where literals are to be compared, when those were published.
    """
    values = {facet: {"terms": {"field": facet, "size": MOST_VALUES}} for facet in one.names}
    among = replace(question, filters=one.filters)
    dates = DATES if has_literals(question.query) else {}
    enough = (
        {"aggs": sampled(values | TOTAL | dates, share), "track_total_hits": False}
        if share
        else {"aggs": values, "terminate_after": EXACT, "track_total_hits": True}
    )
    return {
        "size": 0,
        "query": unscored(question.query, conditions(among, question.scope)),
        **enough,
    }


def values_of(counted: Json, one: FacetList) -> dict[str, list[tuple[str, int]]]:
    return {
        facet: [
            (str(bucket["key"]), bucket["doc_count"])
            for bucket in counted[facet]["buckets"]
            if bucket["key"] != ""
        ]
        for facet in one.names
    }
