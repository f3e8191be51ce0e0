"""Checking an article, and what of it stands in the way of publishing."""

from collections.abc import Iterable
from typing import Any

from checks.draft import Draft, Passage, read_article, read_page
from checks.findings import Finding
from checks.models import SEVERITY, CheckOverride, Level
from checks.rules import FINDERS, WORD_FINDERS
from checks.rules.book import RuleBook
from news.models import ArticlePage
from uploads.reading import text_of


def check(page: ArticlePage, *, read_files: bool = False) -> list[Finding]:
    """What the rules find in the article as it is in memory, the gravest first.

    ``read_files``: files whose text is not known yet are read, which takes seconds for a large one;
    otherwise they are passed over.
    """
    draft = read_article(page)
    if read_files:
        for _place, document in draft.files:
            text_of(document)
    book = RuleBook.read()
    found = [finding for finder in FINDERS for finding in finder(draft, book)]
    return sorted(once(found), key=lambda finding: finding.rank)


def check_page(page: Any) -> list[Finding]:
    """What the rules for words find in a topic or a standard page, and in its files."""
    draft = read_page(page)
    for _place, document in draft.files:
        text_of(document)
    return words_in(draft)


def check_texts(passages: Iterable[Passage]) -> list[Finding]:
    """What the rules for words find in texts that stand in no article, the gravest first."""
    draft = Draft(ArticlePage(), [passage for passage in passages if passage.text.strip()])
    return words_in(draft) if draft.passages else []


def words_in(draft: Draft) -> list[Finding]:
    book = RuleBook.read()
    found = [finding for finder in WORD_FINDERS for finding in finder(draft, book)]
    return sorted(once(found), key=lambda finding: finding.rank)


def once(findings: Iterable[Finding]) -> list[Finding]:
    """Without those that say the same of the same place."""
    return list({(finding.digest, str(finding.place)): finding for finding in findings}.values())


def passed(page: Any) -> dict[str, CheckOverride]:
    """What somebody has let pass in the article, by the finding's digest; the gravest holds."""
    if page.pk is None:
        return {}
    rows = CheckOverride.objects.filter(article=page.pk).select_related("by")
    return {row.digest: row for row in sorted(rows, key=lambda row: SEVERITY[Level(row.level)])}


def covers(override: CheckOverride | None, finding: Finding) -> bool:
    """Whether that reason lets the finding pass as it is weighed today."""
    if override is None or finding.is_final:
        return False
    return SEVERITY[Level(override.level)] >= SEVERITY[finding.level]


def standing(page: Any, findings: Iterable[Finding]) -> list[Finding]:
    """The findings that keep the article from being published."""
    overrides = passed(page)
    return [
        finding
        for finding in findings
        if finding.stops and not covers(overrides.get(finding.digest), finding)
    ]
