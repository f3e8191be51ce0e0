"""What waits for a person: live counts and the most urgent of each kind, over all unions served."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from syndication.models import Obligation, Placement, Receipt, Rules, Submission, TopicCall
from syndication.models.dispatch import Dispatch
from syndication.policies import unions_for

ALIVE = (Placement.State.SHOWN, Placement.State.SCHEDULED, Placement.State.HIDDEN)
MOST_URGENT = 5


@dataclass(frozen=True)
class Moment:
    """For whom, and at what time, something waits. What is due before ``soon`` is due soon."""

    user: AbstractBaseUser
    now: datetime = field(default_factory=timezone.now)
    soon: datetime | None = None

    @classmethod
    def of(cls, user: AbstractBaseUser) -> "Moment":
        now = timezone.now()
        return cls(user, now, now + timedelta(hours=Rules.current().reminder_hours))


@dataclass(frozen=True)
class Line:
    """One thing that waits: what it is, at which union, until or since when."""

    key: int
    title: str
    union: str
    at: date | datetime | None


@dataclass(frozen=True)
class Kind:
    """A kind of thing that waits. URL names lead to its list and, by key, to one of its rows."""

    name: str
    label: Any
    at_label: Any
    list_url: str
    row_url: str
    rows: Callable[[Moment], QuerySet]
    line: Callable[[Any], Line]
    is_new: Callable[[Moment, datetime], Q]
    is_urgent: bool = False


@dataclass(frozen=True)
class Waiting:
    """What of one kind waits; ``lines`` are the most urgent."""

    kind: Kind
    count: int
    lines: list[Line]


def open_receipts(moment: Moment) -> QuerySet:
    rows = Receipt.objects.awaiting(unions_for(moment.user, "answer"))
    return rows.select_related("dispatch__article", "recipient")


def to_decide(moment: Moment) -> QuerySet:
    return open_receipts(moment).exclude(dispatch__obligation=Obligation.MUST_PUBLISH)


def needing_column(moment: Moment) -> QuerySet:
    """What must be published and found no column."""
    return open_receipts(moment).filter(dispatch__obligation=Obligation.MUST_PUBLISH)


def overdue(moment: Moment) -> QuerySet:
    return to_decide(moment).filter(dispatch__deadline__lt=moment.now)


def due_soon(moment: Moment) -> QuerySet:
    return to_decide(moment).filter(
        dispatch__deadline__gte=moment.now, dispatch__deadline__lte=moment.soon
    )


def not_due_yet(moment: Moment) -> QuerySet:
    later = Q(dispatch__deadline__isnull=True) | Q(dispatch__deadline__gt=moment.soon)
    return to_decide(moment).filter(later)


def to_judge(moment: Moment) -> QuerySet:
    rows = Submission.objects.awaiting(unions_for(moment.user, "judge"))
    return rows.select_related("article", "recipient")


def returned(moment: Moment) -> QuerySet:
    rows = Submission.objects.returned_to(unions_for(moment.user, "submit"))
    return rows.select_related("article", "sender").order_by("-answered_at", "-pk")


def offers(moment: Moment) -> QuerySet:
    rows = Placement.objects.with_offers(unions_for(moment.user, "answer"))
    return rows.select_related("article", "organisation")


def outdated_headlines(moment: Moment) -> QuerySet:
    rows = Placement.objects.filter(
        organisation__in=unions_for(moment.user, "answer"),
        headline_outdated_at__isnull=False,
        state__in=ALIVE,
    )
    return rows.select_related("article", "organisation").order_by("headline_outdated_at", "pk")


def escalated(moment: Moment) -> QuerySet:
    """Dispatches of one's unions that some have not answered in time, nor since."""
    late = Receipt.objects.filter(dispatch=OuterRef("pk"), state=Receipt.State.EXPIRED)
    rows = Dispatch.objects.filter(
        Exists(late),
        sender__in=unions_for(moment.user, "dispatch"),
        escalated_at__isnull=False,
        state=Dispatch.State.SENT,
    )
    return rows.select_related("article", "sender").order_by("-escalated_at", "-pk")


def open_calls(moment: Moment) -> QuerySet:
    """Calls from above that one of the unions for which one submits has not answered."""
    answers = Submission.objects.filter(
        call=OuterRef(OuterRef("pk")), sender=OuterRef("pk")
    ).exclude(state=Submission.State.WITHDRAWN)
    below = (
        unions_for(moment.user, "submit")
        .filter(path__startswith=OuterRef("organisation__path"))
        .exclude(path=OuterRef("organisation__path"))
        .filter(~Exists(answers))
    )
    rows = TopicCall.objects.open_on(timezone.localdate(moment.now)).filter(Exists(below))
    return rows.select_related("organisation")


def receipt_line(row: Receipt) -> Line:
    title = row.dispatch.article.get_admin_display_title()
    return Line(row.pk, title, row.recipient.short_name, row.dispatch.deadline)


def judge_line(row: Submission) -> Line:
    title = row.article.get_admin_display_title()
    return Line(row.pk, title, row.recipient.short_name, row.submitted_at)


def returned_line(row: Submission) -> Line:
    title = row.article.get_admin_display_title()
    return Line(row.pk, title, row.sender.short_name, row.answered_at)


def offer_line(row: Placement) -> Line:
    return Line(row.pk, row.shown_title, row.organisation.short_name, row.offered_at)


def headline_line(row: Placement) -> Line:
    return Line(row.pk, row.shown_title, row.organisation.short_name, row.headline_outdated_at)


def escalated_line(row: Dispatch) -> Line:
    title = row.article.get_admin_display_title()
    return Line(row.pk, title, row.sender.short_name, row.deadline)


def call_line(row: TopicCall) -> Line:
    return Line(row.pk, row.title, row.organisation.short_name, row.last_date)


def since(*fields: str) -> Callable[[Moment, datetime], Q]:
    """New are rows of which one of these times is later than the last digest."""

    def is_new(moment: Moment, last: datetime) -> Q:
        return Q(*((f"{field}__gt", last) for field in fields), _connector=Q.OR)

    return is_new


def newly_overdue(moment: Moment, last: datetime) -> Q:
    return Q(dispatch__deadline__gt=last) | Q(dispatch__reminded_at__gt=last)


def newly_due_soon(moment: Moment, last: datetime) -> Q:
    ahead = moment.soon - moment.now if moment.soon else timedelta()
    return Q(dispatch__deadline__gt=last + ahead) | Q(dispatch__reminded_at__gt=last)


def newly_called(moment: Moment, last: datetime) -> Q:
    return Q(created_at__gt=last) | Q(first_date__gt=timezone.localdate(last))


RECEIPT = ("syndication_receipts", "syndication_receipt")
UNTIL, SINCE = _("期限"), _("时间")
# In the order of urgency, which is that of the panel and of the digest.
sent = since("dispatch__sent_at", "dispatch__reminded_at")
KINDS = (
    Kind(
        "overdue", _("下发稿件，逾期未答复"), UNTIL, *RECEIPT, overdue, receipt_line, newly_overdue,
        is_urgent=True,
    ),
    Kind(
        "needs_column", _("必须刊发，还要选栏目"), UNTIL, *RECEIPT, needing_column, receipt_line, sent,
        is_urgent=True,
    ),
    Kind(
        "due_soon", _("下发稿件，快到期限"), UNTIL, *RECEIPT, due_soon, receipt_line, newly_due_soon,
        is_urgent=True,
    ),
    Kind("waiting", _("下发稿件，等待答复"), UNTIL, *RECEIPT, not_due_yet, receipt_line, sent),
    Kind(
        "judge", _("下级报送，等待处理"), SINCE, "syndication_inbox", "syndication_reading",
        to_judge, judge_line, since("submitted_at"),
    ),
    Kind(
        "returned", _("退回本会的稿件"), SINCE, "syndication_outbox", "syndication_sent",
        returned, returned_line, since("answered_at"),
    ),
    Kind(
        "offers", _("已采用的稿件，原稿有变动"), SINCE, "syndication_offers", "", offers, offer_line,
        since("offered_at"),
    ),
    Kind(
        "headlines", _("原稿已更正，本站标题要核对"), SINCE, "syndication_offers", "",
        outdated_headlines, headline_line, since("headline_outdated_at"),
    ),
    Kind(
        "escalated", _("本会下发，有单位逾期未答复"), UNTIL, "syndication_dispatches",
        "syndication_board", escalated, escalated_line, since("escalated_at"),
    ),
    Kind(
        "calls", _("上级约稿，本会还没有报送"), UNTIL, "syndication_open_calls", "", open_calls, call_line,
        newly_called,
    ),
)  # fmt: skip


def count_waiting(moment: Moment, *, last: datetime | None = None) -> dict[str, int]:
    """How many things of each kind wait for the person, or only new ones; one query."""
    parts = [
        (kind.rows(moment).filter(kind.is_new(moment, last)) if last else kind.rows(moment))
        .order_by()
        .annotate(waits_as=Value(kind.name))
        .values("waits_as")
        .annotate(number=Count("pk"))
        .values_list("waits_as", "number")
        for kind in KINDS
    ]
    found = dict(parts[0].union(*parts[1:], all=True))
    return {kind.name: found.get(kind.name, 0) for kind in KINDS}


def waiting_for(user: AbstractBaseUser, *, last: datetime | None = None) -> list[Waiting]:
    """What waits for the person, the most urgent kind first; two queries and one a kind.

    With ``last`` only what is new since then.
    """
    moment = Moment.of(user)
    counts = count_waiting(moment, last=last)
    found = []
    for kind in KINDS:
        if counts[kind.name]:
            rows = kind.rows(moment)
            rows = rows.filter(kind.is_new(moment, last)) if last else rows
            lines = [kind.line(row) for row in rows[:MOST_URGENT]]
            found.append(Waiting(kind, counts[kind.name], lines))
    return found
