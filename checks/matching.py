"""Finding thousands of words in a text at once.

Words are kept by their first two characters. The pairs of neighbours in a text and the pairs with
which words begin are two sets, and what both have leads to the few places where a word can begin.
Time grows with the text and hardly with the number of words. Nearly all of it is spent in set and
string operations; an automaton in plain Python takes several steps of Python for each character.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import add
from typing import Generic, TypeVar

T = TypeVar("T")

# Full-width letters, digits and signs are taken for their half-width forms, one for one.
HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
KEPT = {ord(sign): None for sign in "，！？：；（）"}
LOWER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}
FOLDED = {
    code: LOWER.get(half, half) for code, half in HALF_WIDTH.items() if code not in KEPT
} | LOWER
FOLDABLE = re.compile("[" + "".join(re.escape(chr(code)) for code in sorted(FOLDED)) + "]")


def fold(text: str) -> str:
    """The text as it is compared; each character stays where it is."""
    return text.translate(FOLDED) if FOLDABLE.search(text) else text


@dataclass(frozen=True)
class Match(Generic[T]):
    start: int
    end: int
    value: T


class Matcher(Generic[T]):
    """Finds words, of any number, each with a value of its own and phrases in which it is right."""

    def __init__(self, words: Iterable[tuple[str, T, Sequence[str]]]) -> None:
        self.words: dict[str, list[tuple[str, T, list[str]]]] = {}
        for word, value, exceptions in words:
            folded = fold(word)
            if len(folded) > 1:
                row = (folded, value, [fold(phrase) for phrase in exceptions])
                self.words.setdefault(folded[:2], []).append(row)
        for rows in self.words.values():
            rows.sort(key=lambda row: -len(row[0]))  # the longest word wins

    def find(self, text: str) -> Iterator[Match[T]]:
        """The words in the text in their order; words inside a longer found one are not told."""
        folded = fold(text)
        end = 0
        for start, pair in self.beginnings(folded):
            if start < end:
                continue
            for word, value, exceptions in self.words[pair]:
                if folded.startswith(word, start) and not is_excepted(
                    folded, start, word, exceptions
                ):
                    end = start + len(word)
                    yield Match(start, end, value)
                    break

    def beginnings(self, folded: str) -> list[tuple[int, str]]:
        """Where the first two characters of some word stand, in order."""
        places = []
        for pair in self.words.keys() & set(map(add, folded, folded[1:])):
            at = folded.find(pair)
            while at != -1:
                places.append((at, pair))
                at = folded.find(pair, at + 1)
        return sorted(places)


def is_excepted(text: str, start: int, word: str, exceptions: Sequence[str]) -> bool:
    """Whether the word stands there as part of a phrase in which it is right."""
    for phrase in exceptions:
        at = phrase.find(word)
        while at != -1:
            if start >= at and text.startswith(phrase, start - at):
                return True
            at = phrase.find(word, at + 1)
    return False
