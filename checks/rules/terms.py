"""Error words, prescribed wordings and sensitive words, from the operators' table."""

from collections.abc import Iterator
from typing import NamedTuple

from django.db.models import Count, Max
from django.utils.translation import gettext as _

from checks.draft import Draft
from checks.findings import Finding, context
from checks.matching import Matcher
from checks.models import RuleCode, Term
from checks.rules.book import RuleBook


class Word(NamedTuple):
    """What is said of a term that was found."""

    kind: str
    suggestion: str
    level: str
    note: str


class Table:
    """The operators' words, kept in the process for as long as nobody changes them."""

    def __init__(self) -> None:
        self.state: object = None
        self.matcher: Matcher[Word] = Matcher([])

    def current(self) -> Matcher[Word]:
        """One short query where nothing has changed."""
        state = Term.objects.aggregate(Count("pk"), Max("changed_at"))
        if state != self.state:
            rows = Term.objects.order_by("pk")
            self.matcher = Matcher(
                (row.word, Word(row.kind, row.suggestion, row.level, row.note), row.exceptions)
                for row in rows
            )
            self.state = state
        return self.matcher


table = Table()


def words_of_the_table(draft: Draft, book: RuleBook) -> Iterator[Finding]:
    matcher = table.current()
    for passage in draft.passages:
        for match in matcher.find(passage.text):
            word = match.value
            if word.kind in book:
                written = passage.text[match.start : match.end]
                yield book.finding(
                    RuleCode(word.kind),
                    passage.place,
                    say(word, written),
                    level=word.level,
                    words=written,
                    around=context(passage.text, match.start, match.end),
                )


def say(word: Word, written: str) -> str:
    values = {"word": written, "suggestion": word.suggestion}
    if word.suggestion:
        text = _("“%(word)s”应为“%(suggestion)s”。") % values
    elif word.kind == RuleCode.SENSITIVE_WORD:
        text = _("“%(word)s”要慎用，请核对。") % values
    else:
        text = _("“%(word)s”有误，请核对。") % values
    return text + word.note
