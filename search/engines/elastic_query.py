"""What is asked of Elasticsearch for a page, in its language."""

from typing import Any

from django.utils import timezone

from search.engines.base import (
    AGE_DAYS,
    AGELESS_SHARE,
    DATE,
    HOW_BONUS,
    HOW_KINDS,
    LITERAL_BONUS,
    LOCAL_BONUS,
    SITE,
    Question,
    is_everywhere,
)
from search.query import Choice, Clause, Query
from search.segment import query_words
from sites.models import Organisation

Json = dict[str, Any]
ALL: Json = {"match_all": {}}
IN_TITLE = 2.0  # what a word in the title weighs beside the body, which has it too
WEIGHED = 200  # hits of a page's query that are put in their last order


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


def conditions(question: Question, scope: str) -> list[Json]:
    filters: list[Json] = [{"term": {facet: value}} for facet, value in question.filters.items()]
    here = question.here
    if is_everywhere(here, scope):
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
