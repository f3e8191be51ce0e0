"""What the time of day does to articles: go live, expire, sink from the top."""

import logging
from collections.abc import Callable
from datetime import datetime

from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Revision

from news.publishing import PublishingRefused
from pages.models import BasePage

logger = logging.getLogger(__name__)
reported: set[int] = set()  # what failed before: told once and not every ten seconds


def publish_due() -> int:
    """Take down what has expired and publish what is due; returns how many pages changed.

    Does what Wagtail's ``publish_scheduled`` does, one transaction for each page. That command
    stops at the first page that can't be published, and one union's mistake would hold up all
    others'; here it is logged and tried again by the next call. Two clocks do no harm: the
    second finds a row done.
    """
    now = timezone.now()
    expired = BasePage.objects.filter(live=True, expire_at__lt=now).order_by("expire_at", "pk")
    due = Revision.objects.filter(approved_go_live_at__lt=now).order_by("approved_go_live_at", "pk")
    done = [attempt(take_down, pk, now) for pk in list(expired.values_list("pk", flat=True))]
    done += [attempt(publish, pk, now) for pk in list(due.values_list("pk", flat=True))]
    return sum(done)


def attempt(act: Callable[[int, datetime], bool], pk: int, now: datetime) -> bool:
    try:
        with transaction.atomic():
            return act(pk, now)
    except (OperationalError, InterfaceError):
        raise  # the machine's trouble and not the page's: the clock waits for it to pass
    except PublishingRefused as refused:
        return give_up(pk, refused)
    except Exception:  # whatever is wrong with one page, the next one gets its turn
        if pk not in reported:
            logger.exception("%s failed for %s", act.__name__, pk)
            reported.add(pk)
        return False


def take_down(page_pk: int, now: datetime) -> bool:
    rows = BasePage.objects.select_for_update(of=("self",))
    page = rows.filter(pk=page_pk, live=True, expire_at__lt=now).first()
    if page is None:
        return False
    page.specific.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return True


def publish(revision_pk: int, now: datetime) -> bool:
    rows = Revision.objects.select_for_update(of=("self",))
    revision = rows.filter(pk=revision_pk, approved_go_live_at__lt=now).first()
    if revision is None:
        return False
    revision.publish(log_action="wagtail.publish.scheduled")
    return True


@transaction.atomic
def give_up(revision_pk: int, refused: PublishingRefused) -> bool:
    """What may not go public loses its hour; the article's history says why."""
    revision = Revision.objects.get(pk=revision_pk)
    revision.approved_go_live_at = None
    revision.save(update_fields=["approved_go_live_at"])
    log(
        refused.page or revision.content_object,
        "news.publishing_refused",
        data={"reason": str(refused)},
        revision=revision,
    )
    return False
