"""What the database tells of the state of an installation: for the metrics and for the doctor."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Case, Count, F, Min, Q, QuerySet, When
from django.db.models.functions import Greatest
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from operations.models import Mark
from search.models import PendingChange
from serving.measures import measure, oldest_unheard
from serving.start import open_store
from sites.models import Organisation

FOREVER = timedelta(days=1)  # no task may run that long: its worker was killed


@dataclass(frozen=True)
class Measure:
    """One number under a Prometheus name; labels are a closed set."""

    name: str
    help: str
    value: float
    labels: dict[str, str] = field(default_factory=dict)


def seconds_since(moment: datetime | None) -> float:
    """0 where nothing has happened yet."""
    return max((timezone.now() - moment).total_seconds(), 0.0) if moment else 0.0


def waiting_tasks() -> QuerySet[DBTaskResult]:
    """Tasks that a worker could begin now."""
    return DBTaskResult.objects.ready()


def oldest_waiting_seconds() -> float:
    """How long the first of the waiting tasks has been waiting; its due time counts, if it has one."""
    undated = Q(run_after=get_date_max())  # how the queue writes "as soon as possible"
    since = Case(When(undated, then=F("enqueued_at")), default=Greatest("run_after", "enqueued_at"))
    return seconds_since(waiting_tasks().aggregate(first=Min(since))["first"])


def failed_tasks(since: timedelta = timedelta(days=1)) -> QuerySet[DBTaskResult]:
    return DBTaskResult.objects.filter(
        status=TaskResultStatus.FAILED, finished_at__gt=timezone.now() - since
    )


def abandoned_tasks() -> QuerySet[DBTaskResult]:
    """Begun long ago and never finished: the worker that had them is gone."""
    return DBTaskResult.objects.filter(
        status=TaskResultStatus.RUNNING, started_at__lt=timezone.now() - FOREVER
    )


def age_of(part: str) -> float | None:
    """Seconds since a part of the installation last did its work; None if never."""
    row = Mark.objects.filter(part=part).first()
    return seconds_since(row.at) if row else None


def measure_installation() -> Iterator[Measure]:
    """A handful of counted rows; every number is one query, whatever the size of the network."""
    name, told = "portal_tasks", "Tasks by state"
    yield Measure(name, told, waiting_tasks().count(), {"state": "waiting"})
    running = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING).count()
    yield Measure(name, told, running, {"state": "running"})
    yield Measure(name, told, failed_tasks().count(), {"state": "failed_within_a_day"})
    yield Measure(
        "portal_task_oldest_waiting_seconds",
        "Age of the task that has waited longest",
        oldest_waiting_seconds(),
    )
    for part in Mark.Part:
        if (age := age_of(part)) is not None:
            labels = {"part": part.value.lower()}
            yield Measure("portal_part_age_seconds", "Since a part last worked", age, labels)
    for row in Organisation.objects.order_by().values("status").annotate(count=Count("pk")):
        labels = {"status": row["status"].lower()}
        yield Measure("portal_unions", "Unions by status", row["count"], labels)
    pending = PendingChange.objects.aggregate(count=Count("pk"), oldest=Min("since"))
    yield Measure(
        "portal_search_pending", "Articles that Elasticsearch has not been told", pending["count"]
    )
    yield from measure_pages()
    yield Measure(
        "portal_search_pending_seconds",
        "Age of the oldest of them",
        seconds_since(pending["oldest"]),
    )


def measure_pages() -> Iterator[Measure]:
    """The page store of this machine, and the change that a node has been slowest to hear."""
    store = open_store()
    if store is None:
        return
    state = measure(store)
    yield Measure("portal_pages_kept", "Pages that this node keeps", state.pages)
    yield Measure("portal_page_store_bytes", "Size of the page store", state.bytes)
    yield Measure(
        "portal_page_change_oldest_seconds",
        "Age of the oldest change that some node has not dropped yet",
        seconds_since(oldest_unheard()),
    )
