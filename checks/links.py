"""The addresses that articles under work lead to: news has them tried, as those of published ones."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import transaction

from checks.draft import Draft
from checks.models import CheckResult, DraftLink
from news import tasks
from news.models import OutgoingLink
from news.outgoing.extract import absolute, host_of
from news.outgoing.record import make_links
from sites.queries import find_site


def urls_in(draft: Draft) -> set[str]:
    """Addresses on other hosts; those of the network's own are links to its pages."""
    urls = {url for anchor in draft.anchors if anchor.url and (url := absolute(anchor.url, ""))}
    hosts = {host_of(url) for url in urls}
    own = {host for host in hosts if host == settings.ADMIN_HOST or find_site(host)}
    return {url for url in urls if host_of(url) not in own}


@transaction.atomic
def remember(article_id: int, urls: Iterable[str]) -> None:
    """These are the addresses to which the latest version of the article leads."""
    by_key = {OutgoingLink.key_of(url): url for url in urls}
    rows = DraftLink.objects.filter(article=article_id)
    rows.exclude(link__key__in=by_key).delete()
    known = set(rows.values_list("link__key", flat=True))
    new = {key: url for key, url in by_key.items() if key not in known}
    if new:
        DraftLink.objects.bulk_create(
            [DraftLink(article_id=article_id, link_id=pk) for pk in make_links(new)],
            ignore_conflicts=True,
        )
        tasks.check_links.enqueue()


def check_again(sender: Any, link: OutgoingLink, **kwargs: Any) -> None:
    """A link died or came back: articles that lead there wait to be checked anew."""
    articles = DraftLink.objects.filter(link=link).values("article")
    CheckResult.objects.filter(article__in=articles).update(is_stale=True)
