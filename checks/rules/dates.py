"""Days that do not exist, and days of the week that do not fit."""

import re
from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from checks.draft import Draft, Passage
from checks.findings import Finding, context
from checks.models import RuleCode
from checks.rules.book import RuleBook

DAY = re.compile(
    r"(?P<year>(?:19|20)\d\d)\s?年\s?(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?日"
    r"(?:\s?[（(]?\s?(?:星期|周|礼拜)(?P<weekday>[一二三四五六日天])[）)]?)?"
)
WEEKDAYS = "一二三四五六日"


def wrong_dates(draft: Draft, book: RuleBook) -> Iterator[Finding]:
    if RuleCode.WRONG_DATE in book:
        for passage in draft.passages:
            yield from in_passage(passage, book)


def in_passage(passage: Passage, book: RuleBook) -> Iterator[Finding]:
    for match in DAY.finditer(passage.text):
        if message := objection(match):
            yield book.finding(
                RuleCode.WRONG_DATE,
                passage.place,
                message,
                words=match[0],
                around=context(passage.text, *match.span()),
            )


def objection(match: re.Match[str]) -> str:
    try:
        day = date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return _("没有“%(day)s”这一天。") % {"day": match[0]}
    right = WEEKDAYS[day.weekday()]
    named = (match["weekday"] or right).replace("天", "日")
    if named == right:
        return ""
    return _("“%(day)s”应为星期%(weekday)s。") % {"day": match[0], "weekday": right}
