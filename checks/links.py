"""Which addresses outside articles lead to, and asking them again from time to time."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from checks.draft import Draft
from checks.gateways import web
from checks.models import CheckResult, Link
from sites.queries import find_site

MAX_URL = 500
AT_ONCE = 50  # addresses a task
FRESH = timedelta(days=1)  # an answer that is taken for granted
AGAIN = timedelta(days=7)
TRIES = 2  # failures in a row until nothing is there


def urls_in(draft: Draft) -> set[str]:
    """Addresses on other hosts; those of the network's own are links to its pages."""
    named = {anchor.address for anchor in draft.anchors}
    urls = {url for url in named if url.startswith(("http://", "https://")) and len(url) <= MAX_URL}
    hosts = {host_of(url) for url in urls}
    own = {host for host in hosts if host == settings.ADMIN_HOST or find_site(host)}
    return {url for url in urls if host_of(url) not in own}


def host_of(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


@transaction.atomic
def remember(article_id: int, urls: Iterable[str]) -> None:
    """These are the addresses to which the latest version of the article leads."""
    urls = set(urls)
    through = Link.articles.through.objects
    through.filter(articlepage=article_id).exclude(link__url__in=urls).delete()
    if not urls:
        return
    Link.objects.bulk_create([Link(url=url) for url in sorted(urls)], ignore_conflicts=True)
    keys = Link.objects.filter(url__in=urls).values_list("pk", flat=True)
    through.bulk_create(
        [Link.articles.through(link_id=key, articlepage_id=article_id) for key in keys],
        ignore_conflicts=True,
    )


def waiting() -> Any:
    """Those to be asked, the longest unasked first; a failed one is asked again the next day."""
    now = timezone.now()
    failed = Q(failures__gt=0, is_dead=False, checked_at__lt=now - FRESH)
    due = Q(checked_at__isnull=True) | failed | Q(checked_at__lt=now - AGAIN)
    links = Link.objects.filter(due)
    return links.order_by(F("checked_at").asc(nulls_first=True), "pk")


def ask_some(links: Iterable[Link]) -> int:
    """Ask each; returns how many. What is not on the open net is left alone and never dead."""
    asked = 0
    for link in links:
        asked += 1
        try:
            note(link, web.ask(link.url))
        except web.Unasked:
            note(link, web.Answer(True, False, ""))
    return asked


def note(link: Link, answer: web.Answer) -> None:
    """Who says that it is gone is believed at once; who does not answer, at the second time.

    Articles that lead there wait to be checked anew when that has changed.
    """
    was_dead = link.is_dead
    link.failures = 0 if answer.is_good else link.failures + 1
    link.is_dead = answer.is_gone or link.failures >= TRIES
    link.answer = answer.text[:100]
    link.checked_at = timezone.now()
    link.save(update_fields=["failures", "is_dead", "answer", "checked_at"])
    if link.is_dead != was_dead:
        CheckResult.objects.filter(article__in=link.articles.all()).update(is_stale=True)


def forget_unused() -> None:
    """Addresses to which no article leads any more."""
    Link.objects.filter(articles=None).delete()
