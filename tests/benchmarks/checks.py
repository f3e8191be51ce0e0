"""How many words the check looks at in a second, with a table of thousands of terms."""

import csv
import random
import time
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import rjieba

from checks.matching import Matcher, fold
from tests.benchmarks.figures import Figure

ROOT = Path(__file__).resolve().parent.parent.parent
TERMS = 5_000
CHARACTERS = 200_000
ROUNDS = 5


def words_per_second(terms: int = TERMS) -> Figure:
    """Against looking for each term by itself with ``in``, which does not even tell where."""
    texts = list(articles(CHARACTERS))
    table = list(make_terms(terms, "".join(texts)))
    words = sum(len(rjieba.cut(text)) for text in texts)
    matcher = Matcher((word, word, ()) for word in table)
    folded = [fold(word) for word in table]

    def one_by_one(text: str) -> list[str]:
        known = fold(text)
        return [word for word in folded if word in known]

    found = {match.value for text in texts for match in matcher.find(text)}
    missed = {word for text in texts for word in one_by_one(text)} - {fold(word) for word in found}
    if not found or any(not is_inside(word, found) for word in missed):
        raise RuntimeError("the two ways do not find the same words")
    ours = best(lambda: [list(matcher.find(text)) for text in texts])
    theirs = best(lambda: [one_by_one(text) for text in texts], rounds=1)
    return Figure(words / ours, "words/s", words / theirs)


def is_inside(word: str, found: set[str]) -> bool:
    """Of words that overlap, the longer or the earlier one is told."""
    return any(set(word) & set(other) for other in found)


def best(act: Callable[[], object], rounds: int = ROUNDS) -> float:
    times = []
    for _round in range(rounds):
        begun = time.perf_counter()
        act()
        times.append(time.perf_counter() - begun)
    return min(times)


def articles(characters: int) -> Iterator[str]:
    """The demo's articles, over and over."""
    texts = [
        article["text"]
        for path in sorted((ROOT / "demo" / "texts").glob("*.toml"))
        for article in tomllib.loads(path.read_text(encoding="utf-8")).get("article", ())
    ]
    given = 0
    while given < characters:
        for text in texts:
            yield text
            given += len(text)


def make_terms(count: int, text: str) -> Iterator[str]:
    """The terms that come with the portal, some that the texts have, and others made of their signs."""
    with (ROOT / "checks" / "data" / "terms.csv").open(encoding="utf-8", newline="") as file:
        known = [row["词语"] for row in csv.DictReader(file)]
    chance = random.Random(7)
    signs = [sign for sign in text if "\u4e00" <= sign <= "\u9fff"]
    known += [text[at : at + 4] for at in chance.sample(range(len(text) - 4), 50)]
    while len(known) < count:
        known.append("".join(chance.choices(signs, k=chance.choice((2, 3, 3, 4, 4)))))
    yield from dict.fromkeys(word for word in known[:count] if len(word.strip()) > 1)
