"""Words that were typed by their sound, or with a wrong character of the same sound."""

import re
from collections.abc import Iterable
from math import log

from search.models import Term
from search.pinyin import sound_of
from search.segment import query_words
from search.text import is_han

LETTERS = re.compile(r"[a-z]+")
SYLLABLES = re.compile(r"[a-z]+(?: [a-z]+)+")  # pinyin as schools write it, "gong hui"
LONGEST_SOUND = 40  # letters that are looked at
LONGEST_WORD = 24  # letters of one word's sound
CLEARLY_MORE = 5  # titles that the other word must have, where the typed one is in none


def words_by_sound(sound: str) -> list[str]:
    """The known words that sound like this when read one after the other; empty if none do.

    Of several readings the one with the longest and most used words.
    """
    sound = sound[:LONGEST_SOUND]
    ends = range(1, len(sound) + 1)
    pieces = {
        sound[start:end] for end in ends for start in range(max(0, end - LONGEST_WORD), end - 1)
    }
    best_of: dict[str, Term] = {}
    for term in Term.objects.filter(sound__in=pieces).order_by("titles", "pk"):
        best_of[term.sound] = term
    best: list[tuple[float, list[str]] | None] = [(0.0, [])] + [None] * len(sound)
    for end in ends:
        for start in range(max(0, end - LONGEST_WORD), end):
            before = best[start]
            known = best_of.get(sound[start:end])
            if before is None or known is None:
                continue
            worth = before[0] + len(known.sound) ** 2 + log(1 + known.titles)
            if best[end] is None or worth > best[end][0]:  # type: ignore[index]
                best[end] = (worth, [*before[1], known.word])
    return best[-1][1] if best[-1] else []


def spoken_words(folded: str) -> dict[str, list[str]]:
    """For runs of letters that are the pinyin of one known word: both, as words of one meaning."""
    found = {}
    for letters in dict.fromkeys(LETTERS.findall(folded)):
        words = words_by_sound(letters) if len(letters) > 2 else []
        if len(words) == 1:
            found[letters] = [letters, words[0]]
    return found


def corrected(folded: str) -> str:
    """The text with unknown words replaced by known ones of the same sound; empty if none are."""
    if SYLLABLES.fullmatch(folded) and (words := words_by_sound(folded.replace(" ", ""))):
        return "".join(words)
    pieces = []
    for piece in re.split(r"(\s+|[a-z]+)", folded):
        if LETTERS.fullmatch(piece):
            pieces.append("".join(words_by_sound(piece)) or piece)
        else:
            pieces.append(correct_characters(piece) if is_han(piece) else piece)
    result = "".join(pieces)
    return result if result != folded else ""


def correct_characters(text: str) -> str:
    """As a whole first, so that a wrong character inside a word is found; then word by word.

    A name that titles have is right, though queries are cut without the unions' names.
    """
    words = query_words(text)
    known = known_words([*words, text])
    if text in known or ("".join(words) == text and not set(words) - known):
        return text
    same = Term.objects.filter(sound=sound_of(text)).order_by("-titles").first()
    if same:
        return same.word
    fixed, unknown = [], ""
    for word in [*words, ""]:
        if word and word not in known:
            unknown += word
            continue
        if unknown:
            fixed.append(right_word(unknown))
            unknown = ""
        fixed.append(word)
    return "".join(fixed)


def right_word(unknown: str) -> str:
    """What stands in titles as it is, or what sounds the same."""
    if known_words([unknown]):
        return unknown
    return "".join(words_by_sound(sound_of(unknown))) or unknown


def known_words(words: Iterable[str]) -> set[str]:
    return set(Term.objects.filter(pk__in=list(words)).values_list("pk", flat=True))


def hint(folded: str) -> str:
    """Another query worth offering although this one found something; mostly empty."""
    better = corrected(folded)
    if not better or LETTERS.search(folded):
        return ""
    used = Term.objects.filter(pk__in=query_words(better), titles__gte=CLEARLY_MORE)
    return better if used.exists() else ""
