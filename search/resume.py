"""What the clock takes up: an index that nobody fills."""

import time
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.backend import DatabaseBackend
from django_tasks_db.models import DBTaskResult

from search import rebuild, tasks, upkeep
from search.engines import EngineAway

LOST_AFTER = timedelta(seconds=60)  # for which a task is run, or a rebuild makes no progress
LOOK_EVERY = 30  # seconds; a server that hangs holds up the clock for two of them

_looked_at: dict[str, float] = {}


def take_up() -> None:
    """Only where tasks are queued: without a queue, they are done where they arise."""
    if not isinstance(tasks.index_articles.get_backend(), DatabaseBackend):
        return
    if upkeep.uses_elasticsearch():
        fill_if_needed()


def fill_if_needed() -> None:
    """Have an incomplete index made anew, and a rebuild that was stopped gone on with."""
    last = _looked_at.get("fill", -LOOK_EVERY)
    if time.monotonic() - last < LOOK_EVERY:
        return
    _looked_at["fill"] = time.monotonic()
    if needs_filling() and not is_at_work(tasks.fill_elasticsearch):
        tasks.fill_elasticsearch.enqueue()


def needs_filling() -> bool:
    if state := rebuild.being_made():
        return state.started_at < timezone.now() - LOST_AFTER
    try:
        return not rebuild.is_filled()
    except EngineAway:
        return False


def is_at_work(task: Any) -> bool:
    """Whether the task waits for its turn or time, or was begun a moment ago."""
    begun = Q(status=TaskResultStatus.RUNNING, started_at__gt=timezone.now() - LOST_AFTER)
    waits = Q(status=TaskResultStatus.READY)
    return DBTaskResult.objects.filter(waits | begun, task_path=task.module_path).exists()
