"""Keeping the table of links in step with the articles."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from news.models import ArticlePage, LinkUse, OutgoingLink
from news.outgoing.extract import addresses_in, host_of


def record_links(article_ids: Iterable[int]) -> None:
    """Write down what these articles link to now; one that isn't published links to nothing."""
    for article in ArticlePage.objects.filter(pk__in=list(article_ids)).order_by("pk"):
        record_links_of(article)


def record_links_of(article: ArticlePage) -> None:
    record_uses(article, addresses_in(article) if article.live else [])


@transaction.atomic
def record_uses(article: ArticlePage, addresses: Iterable[str]) -> None:
    """These are the addresses to which the article links, and no others."""
    wanted = {OutgoingLink.key_of(url): url for url in addresses}
    known = dict(
        LinkUse.objects.filter(article=article).values_list("link__key", "pk")
    )  # fmt: skip
    gone = [pk for key, pk in known.items() if key not in wanted]
    if gone:
        LinkUse.objects.filter(pk__in=gone).delete()
    new = [key for key in wanted if key not in known]
    if not new:
        return
    now = timezone.now()
    OutgoingLink.objects.bulk_create(
        [
            OutgoingLink(key=key, url=wanted[key], host=host_of(wanted[key]), next_check_at=now)
            for key in new
        ],
        ignore_conflicts=True,
    )
    links = OutgoingLink.objects.filter(key__in=new).values_list("pk", flat=True)
    LinkUse.objects.bulk_create(
        [LinkUse(article=article, link_id=pk) for pk in links], ignore_conflicts=True
    )


def forget_unused() -> int:
    """Drop addresses that no article links to any more; returns how many."""
    return OutgoingLink.objects.filter(uses=None).delete()[0]
