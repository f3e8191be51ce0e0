"""Reads of the links that lead nowhere."""

from django.db.models import Count, QuerySet

from news.models import LinkUse, OutgoingLink
from sites.models import Organisation

State = OutgoingLink.State
HEAVY = ("body", "body_zh_hans", "body_en", "search_description")


def link_uses(unions: QuerySet[Organisation], state: str = State.DEAD) -> QuerySet[LinkUse]:
    """Where published articles of these unions link to such addresses, by union and address."""
    found = LinkUse.objects.filter(
        link__state=state,
        article__live=True,
        article__organisation__in=unions.order_by().values("pk"),
    )
    found = found.select_related("link", "article__organisation")
    found = found.defer(*(f"article__{name}" for name in HEAVY))
    return found.order_by("article__organisation__path", "link", "pk")


def dead_links(unions: QuerySet[Organisation]) -> dict[int, int]:
    """How many dead addresses the published articles of each union link to; one query."""
    counted = (
        link_uses(unions)
        .order_by()
        .values("article__organisation")
        .annotate(count=Count("link", distinct=True))
    )
    return dict(counted.values_list("article__organisation", "count"))
