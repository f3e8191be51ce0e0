"""What is offered while a query is being typed."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest

from search.hits import lines_from_here
from search.models import Term
from search.queries import ask_first
from search.statistics import hot_words
from search.text import is_han, squeeze
from sites.models import Organisation
from sites.queries import portal_links

LONGEST = 30  # characters that are looked at
WORDS, UNIONS, TITLES = 5, 3, 5


def suggest(typed: str, here: Organisation, request: HttpRequest) -> dict[str, list[Any]]:
    begun = squeeze(typed)[:LONGEST]
    if not begun:
        return {"words": [], "unions": [], "titles": []}
    return {
        "words": words(begun),
        "unions": unions(begun),
        "titles": titles(begun, here, request) if is_han(begun) else [],
    }


def words(begun: str) -> list[str]:
    """Searched by others first, then words of titles; letters are taken as pinyin."""
    if is_han(begun):
        known = Term.objects.filter(word__startswith=begun)
    elif begun.isascii() and begun.isalpha():
        known = Term.objects.filter(sound__startswith=begun)
    else:
        known = Term.objects.none()
    used = known.order_by("-titles", "pk").values_list("word", flat=True)[:WORDS]
    return [word for word in dict.fromkeys([*hot_words(begun, WORDS), *used]) if word != begun][
        :WORDS
    ]


def unions(begun: str) -> list[dict[str, str]]:
    named = Q(name__startswith=begun) | Q(short_name__contains=begun)
    named |= Q(slug__startswith=begun.replace(" ", ""))
    found = Organisation.objects.open().filter(named)
    first = list(found.values_list("pk", flat=True)[:UNIONS])
    return [
        {"name": link.organisation.name, "url": link.url}
        for link in portal_links(found.filter(pk__in=first))
    ]


def titles(begun: str, here: Organisation, request: HttpRequest) -> list[dict[str, str]]:
    ids = ask_first(lambda engine: engine.titles(begun, here, TITLES))[0]
    lines = lines_from_here(ids, here)
    return [
        {"title": lines[pk].title, "url": lines[pk].get_url(request) or ""}
        for pk in ids
        if pk in lines
    ]
