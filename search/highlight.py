"""Marking what was searched for in titles and texts; no search backend of Wagtail does it."""

import re
from collections.abc import Sequence
from itertools import islice

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from search.text import fold

WINDOW = 110  # characters of a snippet
BEFORE = 24  # of them before the first marked word
SEARCHED = 30_000  # characters of a text in which the best place is looked for first
MANY = 400  # places at most that are weighed


def pattern_of(words: Sequence[str]) -> re.Pattern[str] | None:
    """Finds any of the words in folded text; the longest of those that begin at one place."""
    longest_first = sorted({word for word in words if word}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))) if longest_first else None


def marked(text: str, pattern: re.Pattern[str] | None) -> SafeString:
    """The text as HTML, with ``<mark>`` around what the pattern finds."""
    if pattern is None:
        return mark_safe(escape(text))  # noqa: S308 - escaped
    pieces, end = [], 0
    for found in pattern.finditer(fold(text)):
        pieces += [escape(text[end : found.start()]), "<mark>"]
        pieces += [escape(text[found.start() : found.end()]), "</mark>"]
        end = found.end()
    pieces.append(escape(text[end:]))
    return mark_safe("".join(pieces))  # noqa: S308 - every piece is escaped


def snippet(text: str, pattern: re.Pattern[str] | None) -> tuple[SafeString, int]:
    """The part of a text that has most of the words, and how many different ones there are."""
    flat = text.replace("\n", " ")
    places = places_of(flat[:SEARCHED], pattern)
    if not places and len(flat) > SEARCHED:
        places = places_of(flat, pattern)
    words = len({word for _place, word in places})
    start = best_start(places)
    part = flat[start : start + WINDOW]
    dots_before = "…" if start else ""
    dots_after = "…" if start + WINDOW < len(flat) else ""
    return mark_safe(dots_before + marked(part, pattern) + dots_after), words  # noqa: S308


def places_of(text: str, pattern: re.Pattern[str] | None) -> list[tuple[int, str]]:
    """Where the pattern finds which words."""
    found = pattern.finditer(fold(text)) if pattern else iter(())
    return [(place.start(), place.group()) for place in islice(found, MANY)]


def best_start(places: list[tuple[int, str]]) -> int:
    """Where the window begins that shows the most different words; the first of several."""
    best, most = 0, 0
    for number, (start, _word) in enumerate(places):
        inside = set()
        for other, word in places[number:]:
            if other >= start + WINDOW - BEFORE:
                break
            inside.add(word)
        if len(inside) > most:
            best, most = max(0, start - BEFORE), len(inside)
    return best
