"""Aggregates over the records of a time, for a union and all below it; one query each."""

from collections import defaultdict
from datetime import datetime

from django.db.models import Case, Count, F, Max, Q, QuerySet, When

from news.models import Entry
from sites.models import Organisation
from syndication.ledger.points import Adopted, PointTable
from syndication.models import ExternalAdoption, Receipt, Submission, SubmissionVersion

Span = tuple[datetime, datetime]  # from, and before


def below(field: str, head: Organisation) -> Q:
    """Rows whose union is the head or stands below it; all rows, for the top of the tree."""
    return Q() if head.depth == 1 else Q(**{f"{field}__path__startswith": head.path})


def during(field: str, span: Span) -> Q:
    return Q(**{f"{field}__gte": span[0], f"{field}__lt": span[1]})


def by_union(rows: QuerySet, field: str, count: Count) -> dict[int, int]:
    """How many rows there are of each union."""
    return dict(rows.order_by().values(field).annotate(number=count).values_list(field, "number"))


def first_versions() -> QuerySet:
    """One row for each submission that was not withdrawn, dated when it first came in."""
    return SubmissionVersion.objects.filter(number=1).exclude(
        submission__state=Submission.State.WITHDRAWN
    )


def handed_in(head: Organisation, span: Span) -> tuple[dict[int, int], dict[int, int]]:
    """Submissions of each union's own articles, and those that it relayed."""
    rows = first_versions().filter(during("submitted_at", span), below("submission__sender", head))
    found = rows.values("submission__sender").annotate(
        own=Count("pk", filter=Q(submission__relayed_from__isnull=True)),
        relayed=Count("pk", filter=Q(submission__relayed_from__isnull=False)),
    )
    own, relayed = {}, {}
    for row in found.order_by():
        own[row["submission__sender"]] = row["own"]
        relayed[row["submission__sender"]] = row["relayed"]
    return own, relayed


def active_months(head: Organisation, spans: list[Span]) -> dict[int, int]:
    """In how many of these spans each union handed in something of its own."""
    rows = first_versions().filter(
        during("submitted_at", (spans[0][0], spans[-1][1])),
        below("submission__sender", head),
        submission__relayed_from__isnull=True,
    )
    marks = {
        f"month{number}": Max(Case(When(during("submitted_at", span), then=1), default=0))
        for number, span in enumerate(spans)
    }
    found = rows.order_by().values_list("submission__sender").annotate(**marks)
    return {union_id: sum(marked) for union_id, *marked in found}


def adopted_in_network(head: Organisation, span: Span, table: PointTable) -> list[Adopted]:
    """Adoptions by upper unions, credited to the union and author that wrote the article."""
    rows = Submission.objects.filter(
        during("answered_at", span),
        below("article__organisation", head),
        state=Submission.State.ADOPTED,
    )
    union, author, tier = "article__organisation", "article__author", "recipient__tier"
    found = rows.order_by().values(union, author, tier).annotate(number=Count("pk"))
    return [
        Adopted(row[union], row[author], table.network_outlet(row[tier]), False, row["number"])
        for row in found
    ]


def adopted_elsewhere(head: Organisation, span: Span) -> list[Adopted]:
    """Confirmed adoptions outside the network, by the day on which they were printed."""
    days = Q(published_date__gte=span[0].date(), published_date__lt=span[1].date())
    rows = ExternalAdoption.objects.confirmed().filter(days, below("organisation", head))
    keys = ("organisation", "author", "outlet", "is_brief")
    found = rows.order_by().values(*keys).annotate(number=Count("pk"))
    return [Adopted(*(row[key] for key in keys), row["number"]) for row in found]  # type: ignore[call-arg]


def returned(head: Organisation, span: Span) -> dict[int, int]:
    """Submissions that came back, each once however often it did."""
    rows = SubmissionVersion.objects.filter(
        during("answered_at", span), below("submission__sender", head)
    ).exclude(return_code="")
    return by_union(rows, "submission__sender", Count("submission", distinct=True))


def late_and_declined(head: Organisation, span: Span) -> tuple[dict[int, int], dict[int, int]]:
    """Of the dispatches that were due in the span: not answered by then, and declined."""
    rows = Receipt.objects.filter(
        during("dispatch__deadline", span), below("recipient", head)
    ).exclude(state=Receipt.State.RECALLED)
    answered_late = Q(answered_at__gt=F("dispatch__deadline"))
    late = Q(state=Receipt.State.EXPIRED) | answered_late
    found = (
        rows.order_by()
        .values("recipient")
        .annotate(
            late=Count("pk", filter=late),
            declined=Count("pk", filter=Q(state=Receipt.State.DECLINED)),
        )
    )
    by_kind: dict[str, dict[int, int]] = defaultdict(dict)
    for row in found.filter(Q(late__gt=0) | Q(declined__gt=0)):
        by_kind["late"][row["recipient"]] = row["late"]
        by_kind["declined"][row["recipient"]] = row["declined"]
    return by_kind["late"], by_kind["declined"]


def published(head: Organisation, span: Span) -> dict[int, int]:
    """Articles that each union published on its own sites."""
    rows = Entry.objects.filter(
        during("published_at", span), below("organisation", head), is_own=True
    )
    return by_union(rows, "organisation", Count("pk"))
