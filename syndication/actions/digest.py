"""Digests by e-mail of what is new at the desk."""

import logging
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F, Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sites.waiting import Waiting, waiting_for
from syndication import tasks
from syndication.models import DigestState

logger = logging.getLogger(__name__)

PART = 200  # people whose digests are asked for at one tick
RETRY_AFTER = timedelta(minutes=30)


def todays_moment(now: datetime) -> datetime:
    """When the digests of the day begin."""
    local = timezone.localtime(now)
    return local.replace(hour=settings.DIGEST_HOUR, minute=0, second=0, microsecond=0)


@transaction.atomic
def ask_for_digests() -> int:
    """Queue the digests that are due; returns how many. The clock calls it.

    Each person is tried once a day, and again a while after a failure.
    """
    now = timezone.now()
    begin = todays_moment(now)
    if now < begin:
        return 0
    know_staff()
    is_free = Q(sent_at__isnull=True) | Q(
        sent_at__lt=now - timedelta(hours=settings.DIGEST_EVERY_HOURS)
    )
    is_due = Q(tried_at__isnull=True) | Q(tried_at__lt=begin, failures=0)
    is_due |= Q(failures__gt=0, tried_at__lt=now - RETRY_AFTER)
    due = DigestState.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        is_free, is_due, is_wanted=True, user__is_active=True
    )
    keys = list(due.exclude(user__email="").order_by("pk").values_list("user", flat=True)[:PART])
    DigestState.objects.filter(user__in=keys).update(tried_at=now, failures=F("failures") + 1)
    for key in keys:
        tasks.send_digest.enqueue(key)
    return len(keys)


def know_staff() -> None:
    """Give a row to members of staff who have none yet."""
    staff = get_user_model().objects.filter(
        groups__staff_group__isnull=False, digest_state__isnull=True, is_active=True
    )
    keys = staff.exclude(email="").distinct().values_list("pk", flat=True)
    DigestState.objects.bulk_create(
        [DigestState(user_id=key) for key in keys], ignore_conflicts=True
    )


def send_digest(user_id: int) -> bool:
    """Send a person what is new since the last digest; returns whether a mail went out.

    A mail that fails is logged and tried again later; it stops nothing else.
    """
    state = DigestState.objects.select_related("user").get(user=user_id)
    if not state.failures or not state.is_wanted or not state.user.email:
        return False
    begun = timezone.now()
    news = waiting_for(state.user, last=state.sent_at)
    if news:
        try:
            mail_of(state.user, news).send()
        except OSError:  # all that smtplib raises, too
            logger.exception("digest: could not be sent to person %s", user_id)
            return False
        state.sent_at = begun
    state.failures = 0
    state.save(update_fields=["sent_at", "failures"])
    return bool(news)


def mail_of(user: Any, news: list[Waiting]) -> EmailMultiAlternatives:
    count = sum(row.count for row in news)
    context = {
        "user": user,
        "count": count,
        "news": [
            {
                "label": row.kind.label,
                "count": row.count,
                "more": row.count - len(row.lines),
                "url": desk_url(row.kind.list_url) + row.kind.list_query,
                "at_label": row.kind.at_label,
                "lines": [
                    (line, desk_url(row.kind.row_url, line.key) if row.kind.row_url else "")
                    for line in row.lines
                ],
            }
            for row in news
        ],
        "home_url": desk_url("wagtailadmin_home"),
        "account_url": desk_url("wagtailadmin_account"),
    }
    subject = _("%(site)s：有 %(count)s 件新的等您处理") % {
        "site": settings.WAGTAIL_SITE_NAME, "count": count,
    }  # fmt: skip
    mail = EmailMultiAlternatives(
        subject, render_to_string("syndication/mail/digest.txt", context), to=[user.email]
    )
    mail.attach_alternative(render_to_string("syndication/mail/digest.html", context), "text/html")
    return mail


def desk_url(name: str, *args: int) -> str:
    """The absolute address of a screen."""
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{reverse(name, args=args)}"
