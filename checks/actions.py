"""Letting findings pass, and keeping what a check found."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from audit.actions import record
from checks import links
from checks.checking import check, standing
from checks.draft import read_article
from checks.errors import NotReleased, ReasonMissing
from checks.models import CheckOverride, CheckResult, Level, Term
from checks.policies import may_check, may_release, may_release_blocked
from checks.table import read_terms
from news.models import ArticlePage

TOLD = 300
AT_ONCE = 500
ARTICLES_AT_ONCE = 100


@transaction.atomic
def release(article: ArticlePage, reasons: Mapping[str, str], *, by: Any) -> list[CheckOverride]:
    """Let findings of the article's latest version pass (放行), each with its reason.

    ``reasons`` are by the digest of the finding; what is no longer found is passed over. Raises
    NotReleased for what this person can't let pass, ReasonMissing for an empty reason.
    """
    revision = article.get_latest_revision()
    page = revision.as_object() if revision else article
    if not may_check(by, page):
        raise NotReleased
    blocked_too = may_release_blocked(by, page)
    rows = []
    found = {finding.digest: finding for finding in standing(page, check(page))}
    for digest in found.keys() & reasons.keys():
        finding, reason = found[digest], reasons[digest].strip()
        if not reason:
            raise ReasonMissing
        if not may_release(finding, blocked_too=blocked_too):
            raise NotReleased
        rows.append(
            CheckOverride(
                article_id=article.pk,
                revision=revision,
                rule=finding.rule,
                level=finding.level,
                digest=digest,
                finding=finding.sentence[:TOLD],
                reason=reason[:TOLD],
                by=by,
            )
        )
    CheckOverride.objects.bulk_create(rows)
    for row in rows:
        data = {"rule": row.rule, "level": row.level, "finding": row.finding, "reason": row.reason}
        log(article, "checks.release", user=by, data=data, revision=revision)
    if rows:
        keep_result(article)
    return rows


def keep_result(article: ArticlePage) -> CheckResult:
    """Check the latest version, its files included, and keep how much stands in its way.

    Addresses that it leads to are remembered, to be asked by a task (checks.links).
    """
    page = article.get_latest_revision_as_object()
    links.remember(article.pk, links.urls_in(read_article(page)))
    findings = check(page, read_files=True)
    stopping = standing(page, findings)
    result, _created = CheckResult.objects.update_or_create(
        article_id=article.pk,
        defaults={
            "organisation_id": article.organisation_id,
            "blocks": sum(finding.level == Level.BLOCK for finding in stopping),
            "warnings": sum(finding.level == Level.WARN for finding in stopping),
            "hints": sum(finding.level == Level.HINT for finding in findings),
            "summary": "；".join(finding.sentence.rstrip("。") for finding in stopping)[:TOLD],
            "checked_at": timezone.now(),
            "is_stale": False,
        },
    )
    return result


@transaction.atomic
def import_terms(data: bytes, *, replaces: bool, by: Any) -> tuple[int, int]:
    """Take the terms of a CSV file over; returns how many there are in it and how many were removed.

    A term that is known by its kind and word is brought up to date; with ``replaces`` those that
    the file lacks go. Raises TableError, and then nothing has changed.
    """
    terms = read_terms(data)
    removed = 0
    if replaces:
        kept = {(term.kind, term.word) for term in terms}
        known = Term.objects.values_list("pk", "kind", "word")
        gone = [pk for pk, kind, word in known if (kind, word) not in kept]
        for start in range(0, len(gone), AT_ONCE):
            removed += Term.objects.filter(pk__in=gone[start : start + AT_ONCE]).delete()[0]
    Term.objects.bulk_create(
        terms,
        batch_size=AT_ONCE,
        update_conflicts=True,
        unique_fields=["kind", "word"],
        update_fields=["suggestion", "level", "unless", "note", "changed_at"],
    )
    after = {"terms": len(terms), "removed": removed}
    record("checks.import_terms", object_type="checks.term", after=after, user=by)
    return len(terms), removed


def check_waiting() -> int:
    """Check some of the articles of which a version was saved; returns how many."""
    rows = CheckResult.objects.filter(is_stale=True).order_by("pk")
    articles = list(ArticlePage.objects.filter(pk__in=rows.values("pk")[:ARTICLES_AT_ONCE]))
    for article in articles:
        keep_result(article)
    return len(articles)
