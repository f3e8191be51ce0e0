"""What of the traffic between unions waits for a person (see sites.waiting)."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from sites.queries import OrganisationQuerySet
from sites.waiting import Kind, Line, Moment, since
from syndication.models import Obligation, Placement, Receipt, Rules, Submission, TopicCall
from syndication.models.dispatch import Dispatch
from syndication.policies import ROLES

ALIVE = (Placement.State.SHOWN, Placement.State.SCHEDULED, Placement.State.HIDDEN)


def unions(moment: Moment, act: str) -> OrganisationQuerySet:
    """The open unions for which the person may do this."""
    return moment.unions_in(ROLES[act]).open()


def open_receipts(moment: Moment) -> QuerySet:
    rows = Receipt.objects.awaiting(unions(moment, "answer"))
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
    rows = Submission.objects.awaiting(unions(moment, "judge"))
    return rows.select_related("article", "recipient")


def to_approve(moment: Moment) -> QuerySet:
    rows = Placement.objects.proposed(unions(moment, "approve"))
    return rows.exclude(created_by=moment.user).select_related("article", "organisation")


def returned(moment: Moment) -> QuerySet:
    rows = Submission.objects.returned_to(unions(moment, "submit"))
    return rows.select_related("article", "sender").order_by("-answered_at", "-pk")


def offers(moment: Moment) -> QuerySet:
    rows = Placement.objects.with_offers(unions(moment, "answer"))
    return rows.select_related("article", "organisation")


def outdated_headlines(moment: Moment) -> QuerySet:
    rows = Placement.objects.filter(
        organisation__in=unions(moment, "answer"),
        headline_outdated_at__isnull=False,
        state__in=ALIVE,
    )
    return rows.select_related("article", "organisation").order_by("headline_outdated_at", "pk")


def escalated(moment: Moment) -> QuerySet:
    """Dispatches of one's unions that some have not answered in time, nor since."""
    late = Receipt.objects.filter(dispatch=OuterRef("pk"), state=Receipt.State.EXPIRED)
    rows = Dispatch.objects.filter(
        Exists(late),
        sender__in=unions(moment, "dispatch"),
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
        unions(moment, "submit")
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


def approve_line(row: Placement) -> Line:
    return Line(row.pk, row.shown_title, row.organisation.short_name, row.created_at)


def offer_line(row: Placement) -> Line:
    return Line(row.pk, row.shown_title, row.organisation.short_name, row.offered_at)


def headline_line(row: Placement) -> Line:
    return Line(row.pk, row.shown_title, row.organisation.short_name, row.headline_outdated_at)


def escalated_line(row: Dispatch) -> Line:
    title = row.article.get_admin_display_title()
    return Line(row.pk, title, row.sender.short_name, row.deadline)


def call_line(row: TopicCall) -> Line:
    return Line(row.pk, row.title, row.organisation.short_name, row.last_date)


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
        is_urgent=True, order=10, has_deadline=True,
    ),
    Kind(
        "needs_column", _("必须刊发，还要选栏目"), UNTIL, *RECEIPT, needing_column, receipt_line, sent,
        is_urgent=True, order=10, has_deadline=True,
    ),
    Kind(
        "due_soon", _("下发稿件，快到期限"), UNTIL, *RECEIPT, due_soon, receipt_line, newly_due_soon,
        is_urgent=True, order=10, has_deadline=True,
    ),
    Kind("waiting", _("下发稿件，等待答复"), UNTIL, *RECEIPT, not_due_yet, receipt_line, sent, has_deadline=True),
    Kind(
        "approve", _("采用外单位稿件，等我同意"), SINCE, "syndication_approvals",
        "syndication_approval", to_approve, approve_line, since("created_at"),
    ),
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
        newly_called, has_deadline=True,
    ),
)  # fmt: skip


@hooks.register("register_waiting")
def register_kinds() -> tuple[Kind, ...]:
    return KINDS


@hooks.register("waiting_soon_hours")
def ask_the_rules() -> int:
    return Rules.current().reminder_hours
