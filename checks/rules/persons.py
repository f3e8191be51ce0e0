"""Personal data, in the text and in the files below it."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from checks.draft import Draft, Passage
from checks.findings import Finding, context
from checks.models import RuleCode
from checks.numbers import masked, personal_numbers
from checks.rules.book import RuleBook
from uploads.reading import known_text

MOST = 20  # numbers told of each file or passage
CODES = {
    "identity_number": RuleCode.IDENTITY_NUMBER,
    "bank_card": RuleCode.BANK_CARD,
    "mobile_number": RuleCode.MOBILE_NUMBER,
}


def personal_data(draft: Draft, book: RuleBook) -> Iterator[Finding]:
    codes = {kind: code for kind, code in CODES.items() if code in book}
    if codes:
        for passage in (*draft.passages, *texts_of_files(draft)):
            yield from numbers_in(passage, codes, book)


def texts_of_files(draft: Draft) -> Iterable[Passage]:
    for place, document in draft.files:
        if text := known_text(document):
            yield Passage(place, text)


def numbers_in(passage: Passage, codes: dict[str, RuleCode], book: RuleBook) -> Iterator[Finding]:
    told = 0
    for number in personal_numbers(passage.text):
        if (code := codes.get(number.kind)) and told < MOST:
            told += 1
            words = masked(number.digits)
            before, after = context(passage.text, number.start, number.end)
            yield book.finding(
                code,
                passage.place,
                _("有%(kind)s %(number)s，请删去或隐去中间的数字。")
                % {"kind": code.label, "number": words},
                words=words,
                around=(hide_numbers(before), hide_numbers(after)),
                key=number.digits,
            )


def hide_numbers(text: str) -> str:
    """Digits beside a number may belong to another one."""
    return "".join("*" if sign.isdecimal() else sign for sign in text)
