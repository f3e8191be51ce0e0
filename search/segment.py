"""Cutting Chinese text into words: the one analysis that every index and every query goes through.

An index holds every dictionary word that a text contains, overlapping ones too, and every single
character; a query holds the longest words. So a query's word is found wherever its characters
stand together, however the text around them would be cut.
"""

from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path

import rjieba

from search.text import fold, is_han

TERMS = Path(__file__).parent / "data" / "terms.txt"
LIKELY = 20_000  # a frequency that keeps a word of ours whole
LONGEST = 40  # characters of a word; longer runs of letters are cut off
SPLIT_FROM = 4  # characters from which a word is also looked for by its parts
# Cut differently in texts ("ai+") and in queries ("ai"), so they separate words in both.
SEPARATING = str.maketrans("+#", "  ")

_learned: set[str] = set()


@cache
def load_terms() -> None:
    """Union terms that the general dictionary doesn't know."""
    lines = TERMS.read_text(encoding="utf-8").splitlines()
    learn(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def learn(words: Iterable[str]) -> None:
    """Add words to the dictionary of this process."""
    for word in words:
        word = fold(word)
        if len(word) > 1 and word not in _learned and is_han(word):
            rjieba.add_word(word, LIKELY, None)
            _learned.add(word)
            index_text.cache_clear()


def is_word(token: str) -> bool:
    return any(character.isalnum() for character in token)


def form_of(text: str) -> str:
    return fold(text).translate(SEPARATING)


def index_words(text: str) -> list[str]:
    """All words of a text, in its order."""
    load_terms()
    return [
        word[:LONGEST]
        for word in rjieba.cut_all(form_of(text))
        if word.isalnum() or is_word(word)  # the first saves a call for nearly every word
    ]


@lru_cache(maxsize=16)
def index_text(text: str) -> str:
    """A text as the indexes get it: its words with blanks between them.

    Wagtail's backends ask for each text of an object several times in a row.
    """
    return " ".join(index_words(text))


def query_words(text: str) -> list[str]:
    """The longest words of a query, in its order."""
    load_terms()
    return [word[:LONGEST] for word in rjieba.cut(form_of(text), False) if is_word(word)]


def parts(word: str) -> list[str]:
    """Shorter words that together cover a long one; empty for a word that has no such parts."""
    if len(word) < SPLIT_FROM or not is_han(word):
        return []
    shorter = [part for part in dict.fromkeys(index_words(word)) if part != word]
    left = word
    chosen = []
    for part in sorted(shorter, key=len, reverse=True):
        if len(part) > 1 and part in left:
            chosen.append(part)
            left = left.replace(part, " ", 1)
    return chosen + [rest for rest in left if rest != " "] if chosen else []
