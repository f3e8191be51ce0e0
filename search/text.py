"""One form for all text that is searched or searched for; its length stays, so places agree."""

import re
import unicodedata
from functools import cache

import opencc

MAX_CODE = 0x10000
CONTROL = {"Cc", "Cf", "Cs", "Co", "Cn", "Zs", "Zl", "Zp"}
SPACES = re.compile(r"\s+")
HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


@cache
def table() -> dict[int, str]:
    """For each character its small, half-width and simplified form; control characters are blanks.

    One character becomes one character. Traditional characters that simplify in two ways take
    the way that OpenCC gives for a single character.
    """
    characters = [chr(code) for code in range(0x3400, 0xA000)]
    simplified = opencc.OpenCC("t2s").convert("\n".join(characters)).split("\n")
    forms = {
        ord(one): other
        for one, other in zip(characters, simplified, strict=True)
        if one != other and len(other) == 1
    }
    for code in range(MAX_CODE):
        character = chr(code)
        if unicodedata.category(character) in CONTROL:
            forms[code] = " "
            continue
        wide = unicodedata.normalize("NFKC", character) if 0xFF00 <= code < 0xFFF0 else character
        small = wide.lower()
        if len(small) == 1 and small != character:
            forms[code] = small
    return forms


def fold(text: str) -> str:
    """The text in its one form: as long as before."""
    return text.translate(table())


def squeeze(text: str) -> str:
    """Folded, with one blank between words and none at the ends."""
    return SPACES.sub(" ", fold(text)).strip()


def is_han(text: str) -> bool:
    return bool(HAN.search(text))
