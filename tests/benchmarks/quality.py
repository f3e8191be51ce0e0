"""The judged sets (data/README.md) and the measures taken on them."""

import html
import re
import shutil
import statistics
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import product
from math import log2
from pathlib import Path
from random import Random

from demo.articles import slug_of
from demo.plan import COLUMNS, templates_of
from news.models import ArticlePage
from search.segment import query_words
from search.text import HAN
from sites.models import Organisation

DAY = date(2026, 1, 1)  # any: only the letters after the day tell which text it is
DATA = Path(__file__).parent / "data"
PACKAGE = "libreoffice-help-zh-cn"
KNOWN_QUERIES = 150
MIN_CHARACTERS = 80
DEPTH, RECALL_DEPTH = 10, 50
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL | re.IGNORECASE)
MARKUP = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.DOTALL | re.IGNORECASE)

Ranking = Callable[[str, int], list[int]]


@dataclass(frozen=True)
class Score:
    ndcg: float
    recall: float
    mrr: float
    kinds: dict[str, float]


@dataclass(frozen=True)
class Judged:
    query: str
    kind: str
    place: str
    grades: dict[str, int]  # by "column/template"


class UnionQueries:
    """Queries that a worker or an editor would type, with graded answers."""

    def __init__(self) -> None:
        lines = (DATA / "union_queries.txt").read_text(encoding="utf-8").splitlines()
        self.rows = [read_line(line) for line in lines if line and not line.startswith("#")]
        self.templates = identify()

    def judge(self, rank: Ranking) -> Score:
        ndcgs: dict[str, list[float]] = defaultdict(list)
        recalls, ranks = [], []
        for row in self.rows:
            grades = self.grades_of(row)
            if not grades:  # this year's demo has no such article
                continue
            found = rank(row.query, RECALL_DEPTH)
            gains = [grades.get(pk, 0) for pk in found]
            ndcgs[row.kind].append(ndcg(gains, list(grades.values())))
            possible = min(RECALL_DEPTH, len(grades))
            recalls.append(sum(gain > 0 for gain in gains) / possible)
            ranks.append(reciprocal_rank(gain > 0 for gain in gains))
        return Score(
            ndcg=statistics.mean(value for values in ndcgs.values() for value in values),
            recall=statistics.mean(recalls),
            mrr=statistics.mean(ranks),
            kinds={kind: statistics.mean(values) for kind, values in sorted(ndcgs.items())},
        )

    def grades_of(self, row: Judged) -> dict[int, int]:
        """The grade of every article; in a query for a place, others' articles get two less."""
        grades = {}
        for pk, (union, template) in self.templates.items():
            grade = row.grades.get(template, 0)
            if row.place and union != row.place:
                grade -= 2
            if grade > 0:
                grades[pk] = grade
        return grades


def read_line(line: str) -> Judged:
    query, kind, place, answers = (part.strip() for part in line.split("|"))
    grades = {}
    for part in answers.split(";"):
        grade, names = part.split(":")
        grades |= {name: int(grade) for name in names.split()}
    return Judged(query, kind, "" if place == "-" else place, grades)


def identify() -> dict[int, tuple[str, str]]:
    """Which union's and which template's text each article of the demo is."""
    tokens = {}
    keys = [(column, template.key) for column in COLUMNS for template in templates_of(column)]
    for union, (column, key) in product(Organisation.objects.values_list("slug", flat=True), keys):
        token = slug_of(DAY, f"{union}/{column}/{key}")[9:]
        tokens[token] = (union, f"{column}/{key}")
    articles = ArticlePage.objects.values_list("pk", "slug")
    return {pk: tokens[slug[9:]] for pk, slug in articles if slug[9:] in tokens}


def ndcg(gains: list[int], grades: list[int]) -> float:
    ideal = discounted(sorted(grades, reverse=True))
    return discounted(gains) / ideal if ideal else 0.0


def discounted(gains: list[int]) -> float:
    return sum((2**gain - 1) / log2(place + 2) for place, gain in enumerate(gains[:DEPTH]))


def reciprocal_rank(hits: Iterable[bool]) -> float:
    return next((1 / place for place, hit in enumerate(hits, start=1) if hit), 0.0)


class KnownItems:
    """The titled Chinese pages of LibreOffice's help, fetched for the measurement.

    The words of a title are the query, the page with this title is the answer.
    """

    def __init__(self) -> None:
        self.pages = fetch_pages()
        self.article_ids: list[int] = []

    def judge(self, rank: Ranking) -> float:
        by_title: dict[str, set[int]] = defaultdict(set)
        for (title, _text), pk in zip(self.pages, self.article_ids, strict=True):
            by_title[title].add(pk)
        titles = sorted(by_title)
        chosen = Random(1).sample(titles, min(KNOWN_QUERIES, len(titles)))
        return statistics.mean(
            reciprocal_rank(
                pk in by_title[title] for pk in rank(" ".join(query_words(title)), RECALL_DEPTH)
            )
            for title in chosen
        )


def fetch_pages() -> list[tuple[str, str]]:
    """Titles and texts; none where the package can't be had, which leaves this set out."""
    if not shutil.which("apt-get"):
        return []
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(["apt-get", "download", PACKAGE], cwd=folder, capture_output=True)
        packages = list(Path(folder).glob("*.deb"))
        if done.returncode or not packages:
            return []
        subprocess.run(["dpkg-deb", "-x", packages[0], folder], check=True)
        paths = sorted(Path(folder).rglob("*.html"))
        return [page for path in paths if (page := read_page(path))]


def read_page(path: Path) -> tuple[str, str] | None:
    source = path.read_text(encoding="utf-8", errors="replace")
    title = TITLE.search(source)
    text = " ".join(html.unescape(MARKUP.sub(" ", source)).split())
    if not title or not HAN.search(title[1]) or len(HAN.findall(text)) < MIN_CHARACTERS:
        return None
    name = " ".join(html.unescape(title[1]).split())[:250]
    return name, html.escape(text[:5_000])
