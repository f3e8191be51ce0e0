"""What sets the links going: articles that change, and the beginning of a day."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from news import tasks
from news.duty.counts import DutyCount
from news.outgoing.queries import dead_links
from news.outgoing.record import forget_unused
from news.signals import entries_changed

PART = 200


def follow_entries(sender: Any, article_ids: Any, **kwargs: Any) -> None:
    keys = sorted(set(article_ids))
    for start in range(0, len(keys), PART):
        tasks.record_links.enqueue(keys[start : start + PART])


@hooks.register("register_duty_count")
def count_dead_links() -> DutyCount:
    return DutyCount("dead_links", _("错链死链"), "duty_links", dead_links)


@hooks.register("clock_day")
def check_every_day() -> None:
    forget_unused()
    tasks.check_links.enqueue()


def connect() -> None:
    entries_changed.connect(follow_entries, dispatch_uid="news.outgoing.follow_entries")
