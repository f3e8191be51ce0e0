"""What upper desks read of what came in."""

from datetime import timedelta
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sites.models import Organisation
from syndication.keyset import Queue
from syndication.models import Submission, SubmissionVersion

# Days; a minus sign: older than that.
AGES = (
    ("1", _("24 小时以内")),
    ("3", _("3 天以内")),
    ("7", _("7 天以内")),
    ("-3", _("超过 3 天")),
    ("-7", _("超过 7 天")),
)
MOST_COUNTED = 1_000
MOST_UNIONS = 500


def inbox_rows(recipient: Organisation, wanted: dict[str, Any]) -> QuerySet[Submission]:
    """A union's inbox in one state, narrowed by what the filter form has found valid."""
    state = wanted.get("state") or Submission.State.SUBMITTED
    rows = Submission.objects.filter(recipient=recipient, state=state)
    if name := wanted.get("union"):
        rows = rows.filter(from_union_named(name, recipient))
    if code := wanted.get("column"):
        rows = rows.filter(column_code=code)
    if genre := wanted.get("genre"):
        rows = rows.filter(genre=genre)
    if call := wanted.get("call"):
        rows = rows.filter(call=call)
    if age := wanted.get("age"):
        limit = timezone.now() - timedelta(days=abs(int(age)))
        older = age.startswith("-")
        rows = rows.filter(**{"submitted_at__lte" if older else "submitted_at__gte": limit})
    if text := wanted.get("text"):
        return titled(rows, text, recipient)
    return rows


def titled(rows: QuerySet[Submission], text: str, recipient: Organisation) -> QuerySet[Submission]:
    """Those with this text in the title of the newest version.

    A rare text is found once and named by its keys; for a common one the queue is walked until
    a page is full, which a subquery for each row makes sure of. Either alone takes seconds with
    the other in an inbox of 100,000.
    """
    found = SubmissionVersion.objects.filter(
        title__icontains=text, number=F("submission__version"), submission__recipient=recipient
    )
    keys = list(found.values_list("submission", flat=True)[: MOST_COUNTED + 1])
    if len(keys) <= MOST_COUNTED:
        return rows.filter(pk__in=keys)
    return rows.alias(found_title=newest_title()).filter(found_title__icontains=text)


def newest_title() -> Subquery:
    version = SubmissionVersion.objects.filter(
        submission=OuterRef("pk"), number=OuterRef("version")
    )
    return Subquery(version.values("title")[:1])


def from_union_named(name: str, recipient: Organisation) -> Q:
    """Handed in by, or first written in, a union below with this in its name."""
    named = Organisation.objects.within(recipient).filter(
        Q(name__icontains=name) | Q(short_name__icontains=name)
    )
    keys = list(named.values_list("pk", flat=True)[:MOST_UNIONS])
    return Q(sender__in=keys) | Q(article__organisation__in=keys)


def in_order(rows: QuerySet[Submission], wanted: dict[str, Any]) -> Queue:
    """An inbox in its order: what waits the oldest first, what is done the newest first."""
    state = wanted.get("state") or Submission.State.SUBMITTED
    return Queue(rows, newest_first=state != Submission.State.SUBMITTED)


def with_lines(keys: list[int]) -> list[Any]:
    """What the list shows of these submissions, in that order; the texts stay in the database."""
    rows = (
        Submission.objects.filter(pk__in=keys)
        .select_related("sender", "call")
        .annotate(title=newest_title())
        .annotate(origin_name=F("article__organisation__name"))
        .annotate(origin_id=F("article__organisation_id"))
    )
    found = {row.pk: row for row in rows}
    return [found[key] for key in keys if key in found]


def counted(rows: QuerySet[Submission]) -> str:
    """How many there are, counted no further than a desk cares."""
    count = rows.order_by().values("pk")[: MOST_COUNTED + 1].count()
    return f"{MOST_COUNTED}+" if count > MOST_COUNTED else str(count)
