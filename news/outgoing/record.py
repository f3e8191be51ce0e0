"""Keeping the table of links in step with the articles."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from wagtail import hooks

from news.models import ArticlePage, LinkUse, OutgoingLink
from news.outgoing.extract import addresses_in, host_of


def record_links(article_ids: Iterable[int]) -> None:
    """Write down what these articles link to now; one that isn't published links to nothing."""
    for article in ArticlePage.objects.filter(pk__in=list(article_ids)).order_by("pk"):
        record_links_of(article)


@transaction.atomic
def record_links_of(article: ArticlePage) -> None:
    wanted = (
        {OutgoingLink.key_of(url): url for url in addresses_in(article)} if article.live else {}
    )
    known = dict(
        LinkUse.objects.filter(article=article).values_list("link__key", "pk")
    )  # fmt: skip
    gone = [pk for key, pk in known.items() if key not in wanted]
    if gone:
        LinkUse.objects.filter(pk__in=gone).delete()
    new = [key for key in wanted if key not in known]
    if not new:
        return
    links = make_links({key: wanted[key] for key in new})
    LinkUse.objects.bulk_create(
        [LinkUse(article=article, link_id=pk) for pk in links], ignore_conflicts=True
    )


def make_links(urls: dict[str, str]) -> list[int]:
    """The rows of these addresses, named by their key; new ones are due at once."""
    now = timezone.now()
    OutgoingLink.objects.bulk_create(
        [
            OutgoingLink(key=key, url=url, host=host_of(url), next_check_at=now)
            for key, url in urls.items()
        ],
        ignore_conflicts=True,
    )
    return list(OutgoingLink.objects.filter(key__in=urls).values_list("pk", flat=True))


def forget_unused() -> int:
    """Drop addresses that no article links to any more; returns how many.

    An app above that knows of further links names them by the hook ``links_in_use``.
    """
    unused = OutgoingLink.objects.filter(uses=None)
    for in_use in hooks.get_hooks("links_in_use"):
        unused = unused.exclude(pk__in=in_use())
    return unused.delete()[0]
