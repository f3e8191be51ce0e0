"""Reminding of what is not answered, before and after its deadline."""

from datetime import datetime, timedelta

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from syndication.errors import SyndicationError
from syndication.models import Dispatch, Receipt, Rules
from syndication.policies import require


@transaction.atomic
def remind(dispatch_id: int, *, by: AbstractBaseUser) -> int:
    """Remind all that have not answered (催办); returns how many."""
    dispatch = Dispatch.objects.select_for_update().get(pk=dispatch_id)
    require(by, "dispatch", dispatch.sender_id)
    if dispatch.state != Dispatch.State.SENT:
        raise SyndicationError(_("还没有送达，或者已经撤稿，不用催办。"))
    waiting = dispatch.receipts.filter(state__in=Receipt.OPEN_STATES).count()
    dispatch.reminded_at = timezone.now()
    dispatch.save(update_fields=["reminded_at"])
    log(dispatch, "syndication.remind", user=by, data={"recipients": waiting})
    return waiting


def remind_before_deadlines() -> int:
    """Remind once of what is due soon (see Rules); returns of how many dispatches.

    Where the whole time given is short, half of it has to pass first.
    """
    now = timezone.now()
    ahead = timedelta(hours=Rules.current().reminder_hours)
    near = Dispatch.objects.filter(
        deadline__gt=now,
        deadline__lte=now + ahead,
        due_reminded_at__isnull=True,
        escalated_at__isnull=True,
        state=Dispatch.State.SENT,
    )
    due = [row.pk for row in near if now >= half_time(row)]
    return sum(remind_before_deadline(key) for key in due)


def half_time(dispatch: Dispatch) -> datetime:
    sent = dispatch.sent_at or dispatch.created_at
    return sent + ((dispatch.deadline or sent) - sent) / 2


@transaction.atomic
def remind_before_deadline(dispatch_id: int) -> int:
    dispatch = Dispatch.objects.select_for_update().get(pk=dispatch_id)
    if dispatch.due_reminded_at is not None or dispatch.state != Dispatch.State.SENT:
        return 0
    waiting = dispatch.receipts.filter(state=Receipt.State.WAITING).count()
    dispatch.due_reminded_at = timezone.now()
    dispatch.save(update_fields=["due_reminded_at"])
    if waiting:
        log(dispatch, "syndication.remind", data={"recipients": waiting})
    return int(bool(waiting))


def escalate_overdue() -> int:
    """Mark what was not answered in time, and tell the sender; returns how many receipts."""
    due = Dispatch.objects.filter(
        deadline__lt=timezone.now(), escalated_at__isnull=True, state=Dispatch.State.SENT
    )
    return sum(escalate(key) for key in list(due.values_list("pk", flat=True)))


@transaction.atomic
def escalate(dispatch_id: int) -> int:
    dispatch = Dispatch.objects.select_for_update().get(pk=dispatch_id)
    if dispatch.escalated_at is not None or dispatch.state != Dispatch.State.SENT:
        return 0
    late = dispatch.receipts.filter(state=Receipt.State.WAITING)
    count = late.update(state=Receipt.State.EXPIRED)
    dispatch.escalated_at = timezone.now()
    dispatch.save(update_fields=["escalated_at"])
    log(dispatch, "syndication.escalate", data={"recipients": count})
    return count
