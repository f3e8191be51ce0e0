"""Numbers that belong to a person: identity cards, telephones, bank cards."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

Kind = Literal["identity_number", "bank_card", "mobile_number"]

FULL_WIDTH = {ord("０") + digit: ord("0") + digit for digit in range(10)} | {
    ord("Ｘ"): ord("X"), ord("ｘ"): ord("x"), ord("－"): ord("-"), ord("\u3000"): ord(" "),
    ord("\xa0"): ord(" "),
}  # fmt: skip
# Digits may be told apart by single blanks or hyphens, as people write them.
IDENTITY = re.compile(r"(?<![0-9A-Za-z])[1-9](?:[ -]?\d){16}[ -]?[\dXx](?![0-9A-Za-z])")
CARD = re.compile(r"(?<![0-9A-Za-z.])(?:62|4\d|5[1-5]|35|60)(?:[ -]?\d){13,17}(?![0-9A-Za-z])")
MOBILE = re.compile(r"(?<![0-9A-Za-z.])(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?![0-9A-Za-z])")
# 18 digits: 6 of the place, 8 of the birthday, 3 of the order, 1 to check (GB 11643-1999).
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_DIGITS = "10X98765432"
# The first two digits are a province's; 83 is for people from Taiwan who live on the mainland.
PROVINCES = {
    *range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55),
    *range(61, 66), 71, 81, 82, 83,
}  # fmt: skip


class PersonalNumber(NamedTuple):
    kind: Kind
    start: int
    end: int
    digits: str


def personal_numbers(text: str) -> Iterator[PersonalNumber]:
    """Those in the text, each once: what is an identity number is not a bank card too."""
    text = text.translate(FULL_WIDTH)
    taken: list[tuple[int, int]] = []
    for kind, pattern, is_one in (
        ("identity_number", IDENTITY, is_identity_number),
        ("bank_card", CARD, is_bank_card),
        ("mobile_number", MOBILE, is_mobile_number),
    ):
        for match in pattern.finditer(text):
            start, end = match.span()
            digits = re.sub(r"[ -]", "", match[0]).upper()
            if is_one(digits) and not any(a < end and start < b for a, b in taken):
                taken.append((start, end))
                yield PersonalNumber(kind, start, end, digits)  # type: ignore[arg-type]


def is_identity_number(digits: str) -> bool:
    """Whether place, birthday and check digit can be those of a card."""
    if len(digits) != 18 or not digits[:17].isdecimal() or int(digits[:2]) not in PROVINCES:
        return False
    try:
        born = date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))
    except ValueError:
        return False
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, digits[:17], strict=True))
    return born.year >= 1850 and digits[17] == CHECK_DIGITS[total % 11]


def is_bank_card(digits: str) -> bool:
    """Whether the number fits Luhn's check and is more than one digit repeated."""
    if not 15 <= len(digits) <= 19 or len(set(digits)) < 2:
        return False
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def is_mobile_number(digits: str) -> bool:
    return True


def masked(digits: str) -> str:
    """Enough to find the number in the text, too little to know it."""
    return f"{digits[:3]}{'*' * (len(digits) - 5)}{digits[-2:]}"
