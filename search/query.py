"""What a reader typed, understood: clauses that must all be met, and what must not be there."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from search.segment import index_words, parts, query_words
from search.text import is_han, squeeze

MAX_LENGTH = 100  # characters of a query that count
MAX_CLAUSES = 12
LONGEST_SYNONYM = 6  # words that one synonym may be cut into
QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "「": '"', "」": '"', "『": '"', "』": '"'})
PIECE = re.compile(r'(?P<minus>(?<!\S)[-－])?(?:"(?P<phrase>[^"]+)"?|(?P<plain>[^\s"]+))')
# Words that say how one asks and not what for. Left out unless nothing else is asked.
STOP_WORDS = frozenset(
    # fmt: off
    (
        "的",
        "了",
        "和",
        "与",
        "及",
        "或",
        "在",
        "是",
        "有",
        "我",
        "我们",
        "你",
        "他",
        "她",
        "它",
        "想",
        "要",
        "吗",
        "呢",
        "吧",
        "怎么",
        "怎样",
        "如何",
        "什么",
        "哪",
        "哪些",
        "哪里",
        "可以",
        "能",
        "会",
        "请",
        "请问",
        "关于",
        "一下",
        "一个",
        "多少",
        "为什么",
        "去",
        "到",
        "给",
        "把",
        "被",
        "对",
        "就",
        "都",
        "也",
        "还",
        "怎么办",
        "哪儿",
        "咋",
        "the",
        "a",
        "an",
        "of",
        "and",
        "or",
        "to",
        "in",
        "for",
        "on",
    )
    # fmt: on
)

# Words by which one asks for a guide, a form or an explanation.
HOW_WORDS = frozenset(
    # fmt: off
    (
        "怎么",
        "怎样",
        "如何",
        "怎么办",
        "什么",
        "哪里",
        "哪儿",
        "吗",
        "能",
        "可以",
        "多少",
        "咋",
        "申请",
        "办理",
        "报销",
        "领取",
        "流程",
        "条件",
        "材料",
        "手续",
        "指南",
    )
    # fmt: on
)

Synonyms = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Choice:
    """One way to meet a clause: all these words, written together as ``literal``.

    Without a literal the words may stand anywhere.
    """

    words: tuple[str, ...]
    literal: str = ""


@dataclass(frozen=True)
class Clause:
    """Something asked for; any of the choices will do.

    A clause that is ``checked`` wants one of its literals in the text character by character:
    its words alone would also find other places.
    """

    choices: tuple[Choice, ...]
    checked: bool = False

    @property
    def literals(self) -> list[str]:
        return [choice.literal for choice in self.choices if choice.literal]


@dataclass(frozen=True)
class Query:
    text: str  # as typed, folded, without operators
    core: str  # the same without the words that only ask: what titles are compared with
    clauses: tuple[Clause, ...]
    excluded: tuple[Clause, ...] = ()
    any_clause: bool = False  # one clause is enough
    asks_how: bool = False  # how something is done, and not what happened
    too_long: bool = False

    @property
    def is_empty(self) -> bool:
        return not self.clauses

    def relaxed(self) -> "Query":
        return replace(self, any_clause=True)

    def marked_words(self) -> list[str]:
        """What is marked in the hits, the longest first."""
        words = {
            word
            for clause in self.clauses
            for choice in clause.choices
            for word in ([choice.literal] if choice.literal else choice.words)
        }
        return sorted(words, key=lambda word: (-len(word), word))


def parse(typed: str, synonyms: Synonyms | None = None) -> Query:
    """Understand any string whatever; one that asks for nothing gives an empty query."""
    synonyms = synonyms or {}
    folded = squeeze(typed.translate(QUOTES)).replace("－", "-")
    short = folded[:MAX_LENGTH]
    wanted: list[Clause] = []
    excluded: list[Clause] = []
    words: list[str] = []
    for piece in PIECE.finditer(short):
        phrase, plain = piece["phrase"], piece["plain"] or ""
        clauses = [phrase_clause(phrase)] if phrase else plain_clauses(plain, synonyms)
        clauses = [clause for clause in clauses if clause.choices]
        if piece["minus"]:
            excluded += [joined(phrase or plain)]
        else:
            wanted += clauses
            words.append(phrase or plain)
    wanted = without_stop_words(list(dict.fromkeys(wanted)))[:MAX_CLAUSES]
    return Query(
        text=" ".join(words).strip(),
        core=core_of(" ".join(words)),
        asks_how=bool(HOW_WORDS.intersection(query_words(" ".join(words)))),
        clauses=tuple(wanted),
        excluded=tuple(clause for clause in excluded if clause.choices)[:MAX_CLAUSES],
        too_long=len(folded) > MAX_LENGTH,
    )


def core_of(text: str) -> str:
    """A query without the words at its ends that only say how one asks; never empty by that."""
    words = query_words(text)
    start, end = 0, len(words)
    while start < end and words[start] in STOP_WORDS:
        start += 1
    while end > start and words[end - 1] in STOP_WORDS:
        end -= 1
    first, last = "".join(words[:start]), "".join(words[end:])
    return text.strip().removeprefix(first).removesuffix(last).strip() or text.strip()


def phrase_clause(phrase: str) -> Clause:
    """Exactly these characters in a row."""
    literal = phrase.strip()
    words = tuple(longest(dict.fromkeys(index_words(literal))))
    return Clause((Choice(words, literal),), checked=True) if words else Clause(())


def longest(words: Collection[str]) -> list[str]:
    """Those that no other one contains: who looks for these finds the others with them."""
    return [word for word in words if not any(word in other != word for other in words)]


def joined(text: str) -> Clause:
    """A word or phrase as it stands, without synonyms: for what is excluded."""
    words = query_words(text)
    if len(words) == 1:
        return Clause((Choice((words[0],), words[0]),))
    return phrase_clause(text)


def plain_clauses(text: str, synonyms: Synonyms) -> list[Clause]:
    words = query_words(text)
    clauses: list[Clause] = []
    place = 0
    loose: list[str] = []
    while place < len(words):
        length = synonym_length(words, place, synonyms)
        if length:
            clauses += clauses_of(loose)
            loose = []
            clauses.append(group_clause(synonyms["".join(words[place : place + length])]))
        else:
            loose.append(words[place])
        place += max(length, 1)
    return clauses + clauses_of(loose)


def synonym_length(words: list[str], place: int, synonyms: Synonyms) -> int:
    """How many words from here make up an entry of the synonym table; the longest wins."""
    for length in range(min(LONGEST_SYNONYM, len(words) - place), 0, -1):
        if "".join(words[place : place + length]) in synonyms:
            return length
    return 0


def group_clause(group: Sequence[str]) -> Clause:
    choices = [Choice(tuple(query_words(word)), word) for word in group]
    choices = [choice for choice in choices if choice.words]
    return Clause(tuple(choices), checked=any(len(choice.words) > 1 for choice in choices))


def clauses_of(words: list[str]) -> list[Clause]:
    """A clause for each word. Single characters in a row are a name that no dictionary has."""
    clauses = []
    for is_single, run in groupby(words, key=is_single_character):
        run_words = list(run)
        if is_single and len(run_words) > 1:
            clauses.append(phrase_clause("".join(run_words)))
        else:
            clauses += [word_clause(word) for word in run_words]
    return clauses


def is_single_character(word: str) -> bool:
    return len(word) == 1 and is_han(word) and word not in STOP_WORDS


def word_clause(word: str) -> Clause:
    whole = Choice((word,), word)
    pieces = parts(word)
    return Clause((whole, Choice(tuple(pieces))) if pieces else (whole,))


def without_stop_words(clauses: list[Clause]) -> list[Clause]:
    kept = [
        clause
        for clause in clauses
        if len(clause.choices) > 1 or clause.choices[0].literal not in STOP_WORDS
    ]
    return kept or clauses
