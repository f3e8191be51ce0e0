"""What the clock takes up: tasks whose worker was killed, changes nobody sends, an unfilled index.

The queue never gives a task to another worker by itself, and the check at night is far away.

A machine's clock may be put right by hours. A moment that lies further ahead than it can is read
as long ago: it was noted before that.
"""

import time
from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.backend import DatabaseBackend
from django_tasks_db.models import DBTaskResult, get_date_max

from search import rebuild, tasks, upkeep
from search.engines import EngineAway
from search.models import PendingChange

LOST_AFTER = timedelta(seconds=60)  # for which a task is run, or a rebuild makes no progress
MOST_TRIES = 3
REMEMBERED = timedelta(hours=1)
CUT_OFF = (
    "builtins.KeyboardInterrupt",
    "builtins.SystemExit",
    "django.db.utils.InterfaceError",
    "django.db.utils.OperationalError",
)
LOOK_EVERY = 30  # seconds: it reads the whole queue, and may wait for a server that hangs

_looked_at: dict[str, float] = {}


def take_up() -> None:
    """Only where tasks are queued: without a queue, they are done where they arise."""
    is_soon = time.monotonic() - _looked_at.get("last", -LOOK_EVERY) < LOOK_EVERY
    if is_soon or not isinstance(tasks.index_articles.get_backend(), DatabaseBackend):
        return
    _looked_at["last"] = time.monotonic()
    forget_far_off()
    queue_lost_again()
    if upkeep.uses_elasticsearch():
        send_waiting()
        fill_if_needed()


def forget_far_off() -> None:
    """Drop what was put off to a time that the clock, set back since, reaches only much later."""
    forget_later_than(tasks.send_changes, timedelta(seconds=tasks.RETRY_SECONDS))
    if forget_later_than(tasks.check_indexes, timedelta(days=1)):
        tasks.check_at_night()


def forget_later_than(task: Any, longest: timedelta) -> int:
    waits = DBTaskResult.objects.filter(task_path=task.module_path, status=TaskResultStatus.READY)
    far_off = waits.filter(run_after__gt=timezone.now() + longest + LOST_AFTER)
    return far_off.exclude(run_after=get_date_max()).delete()[0]


def queue_lost_again() -> int:
    """Queue the indexing that was cut off once more; returns how many tasks.

    A task that is only slow is then done twice, which does no harm. One that was cut off time
    and again may be what kills the workers: it is left to the check at night.
    """
    again = 0
    for row in lost_tasks():
        if len(row.worker_ids) < MOST_TRIES:
            same = DBTaskResult.objects.filter(
                pk=row.pk, status=row.status, started_at=row.started_at
            )
            again += same.update(status=TaskResultStatus.READY, finished_at=None)
    return again


def lost_tasks() -> QuerySet[DBTaskResult]:
    """Begun long ago and not finished; or ended by the worker's end or a database that was away."""
    now = timezone.now()
    long_ago = upkeep.outside("started_at", now - LOST_AFTER, now + LOST_AFTER)
    hangs = long_ago & Q(status=TaskResultStatus.RUNNING)
    cut_off = Q(
        status=TaskResultStatus.FAILED,
        finished_at__gt=now - REMEMBERED,
        exception_class_path__in=CUT_OFF,
    )
    paths = [task.module_path for task in (tasks.index_articles, tasks.index_branch)]
    return DBTaskResult.objects.filter(hangs | cut_off, task_path__in=paths)


def send_waiting() -> None:
    """Have sent what waits for Elasticsearch while nobody tries: whoever did was killed."""
    now, patience = timezone.now(), timedelta(seconds=2 * tasks.RETRY_SECONDS)
    waits = PendingChange.objects.filter(upkeep.outside("since", now - patience, now + patience))
    if waits.exists() and not is_at_work(tasks.send_changes):
        tasks.send_changes.enqueue()


def fill_if_needed() -> None:
    """Have an incomplete index made anew, and a rebuild that was stopped gone on with."""
    if needs_filling() and not is_at_work(tasks.fill_elasticsearch):
        tasks.fill_elasticsearch.enqueue()


def needs_filling() -> bool:
    """Also where a complete one is in service, if another was begun; not while nobody answers."""
    try:
        is_filled = rebuild.is_filled()
    except EngineAway:
        return False
    state = rebuild.being_made()
    return abs(timezone.now() - state.started_at) > LOST_AFTER if state else not is_filled


def is_at_work(task: Any) -> bool:
    """Whether the task waits for its turn or time, or was begun a moment ago."""
    now = timezone.now()
    moment_ago = Q(started_at__range=(now - LOST_AFTER, now + LOST_AFTER))
    begun = moment_ago & Q(status=TaskResultStatus.RUNNING)
    waits = Q(status=TaskResultStatus.READY)
    return DBTaskResult.objects.filter(waits | begun, task_path=task.module_path).exists()
