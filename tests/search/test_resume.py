"""What a killed worker left behind is taken up by the clock."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from search import rebuild, resume, tasks, upkeep
from search.models import PendingChange, Rebuild, SearchDocument
from tests.search.elastic import free_port

LONG_AGO = timedelta(minutes=2)


@pytest.fixture(autouse=True)
def look_at_once():
    resume._looked_at.clear()


@pytest.fixture
def queue(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.fixture
def elasticsearch_away(settings):
    backend = {
        "BACKEND": "search.backends.elasticsearch",
        "URLS": [f"http://127.0.0.1:{free_port()}"],
        "OPTIONS": {"max_retries": 0},
    }
    backends = settings.WAGTAILSEARCH_BACKENDS
    settings.WAGTAILSEARCH_BACKENDS = {**backends, "elasticsearch": backend}


@pytest.fixture
def waiting(queue, publish):
    """An article that is still to be indexed, by one task."""
    article = publish("职代会召开")
    DBTaskResult.objects.all().delete()
    tasks.index_in_parts([article.pk])


def claimed(*, since, tries=1, **fields):
    """The one task queued, as a worker leaves it that was killed."""
    (row,) = DBTaskResult.objects.all()
    for number in range(tries):
        row.claim(f"worker{number}")
    DBTaskResult.objects.update(started_at=timezone.now() - since, **fields)
    return row


def work_off():
    for row in DBTaskResult.objects.ready():
        row.task.call(*row.args_kwargs["args"], **row.args_kwargs["kwargs"])


def test_what_a_killed_worker_was_indexing_is_indexed(waiting, search_for):
    claimed(since=LONG_AGO)

    call_command("clock", "--once")
    work_off()

    assert search_for("职代会") == ["职代会召开"]


@pytest.mark.parametrize("error", ["SystemExit", "KeyboardInterrupt"])
def test_what_a_stopped_worker_was_indexing_is_indexed(waiting, search_for, error):
    claimed(
        since=LONG_AGO,
        status=TaskResultStatus.FAILED,
        finished_at=timezone.now(),
        exception_class_path=f"builtins.{error}",
    )

    resume.take_up()
    work_off()

    assert search_for("职代会") == ["职代会召开"]


@pytest.mark.parametrize(
    "fields",
    [
        {"since": timedelta(seconds=5)},  # it may well be at work
        {"since": LONG_AGO, "tries": 3},  # it may be what kills the workers
        {"since": LONG_AGO, "status": TaskResultStatus.SUCCESSFUL},
        {
            "since": LONG_AGO,
            "status": TaskResultStatus.FAILED,
            "finished_at": timezone.now(),
            "exception_class_path": "builtins.ValueError",
        },
    ],
)
def test_other_tasks_are_left_alone(waiting, fields):
    row = claimed(**fields)

    resume.take_up()

    (left,) = DBTaskResult.objects.all()
    assert (left.pk, left.status) == (row.pk, fields.get("status", TaskResultStatus.RUNNING))
    assert not SearchDocument.objects.exists()


def test_changes_that_nobody_sends_are_sent(queue, elasticsearch_away, network):
    upkeep.note_changes([1])
    PendingChange.objects.update(since=timezone.now() - LONG_AGO)

    for _tick in range(2):
        resume._looked_at.clear()
        resume.take_up()

    (queued,) = DBTaskResult.objects.all()
    assert queued.task_path == tasks.send_changes.module_path


def test_the_clock_waits_for_who_tries_already(queue, elasticsearch_away, network):
    upkeep.note_changes([1])
    PendingChange.objects.update(since=timezone.now() - LONG_AGO)
    tasks.send_changes.call()  # it is away: the next try is queued for later

    resume.take_up()
    assert DBTaskResult.objects.count() == 1

    claimed(since=LONG_AGO)  # and the worker that tried was killed
    resume._looked_at.clear()
    resume.take_up()
    assert DBTaskResult.objects.filter(status=TaskResultStatus.READY).count() == 1


@pytest.mark.parametrize("ahead", [timedelta(hours=3), timedelta(days=400)])
class TestAfterTheClockWasSetBack:
    """What was noted while it was ahead."""

    def test_a_killed_worker_was_not_begun_in_the_future(self, waiting, search_for, ahead):
        claimed(since=-ahead)

        resume.take_up()
        work_off()

        assert search_for("职代会") == ["职代会召开"]

    def test_the_next_try_is_not_waited_for(self, queue, elasticsearch_away, network, ahead):
        upkeep.note_changes([1])
        tasks.send_changes.call()  # it is away: the next try is queued for later
        PendingChange.objects.update(since=timezone.now() + ahead)
        DBTaskResult.objects.update(run_after=timezone.now() + ahead)

        resume.take_up()

        (queued,) = DBTaskResult.objects.ready()
        assert queued.task_path == tasks.send_changes.module_path
        assert DBTaskResult.objects.count() == 1

    def test_somebody_tries_again(self, db, ahead):
        assert upkeep.next_try(15)
        Rebuild.objects.update(started_at=timezone.now() + ahead)

        assert [upkeep.next_try(15), upkeep.next_try(15)] == [True, False]

    def test_a_task_begun_in_the_future_is_not_at_work(
        self, queue, elasticsearch_away, network, ahead
    ):
        upkeep.note_changes([1])
        PendingChange.objects.update(since=timezone.now() + ahead)
        tasks.send_changes.enqueue()
        claimed(since=-ahead)

        resume.take_up()

        assert DBTaskResult.objects.ready().count() == 1


def test_a_check_put_off_for_longer_than_a_day_is_queued_for_the_next_night(queue, network):
    tasks.check_at_night()
    DBTaskResult.objects.update(run_after=timezone.now() + timedelta(days=400))

    resume.take_up()

    (queued,) = DBTaskResult.objects.all()
    assert queued.run_after < timezone.now() + timedelta(days=1)


@pytest.mark.elasticsearch
def test_a_rebuild_that_was_stopped_in_the_future_is_gone_on_with(elasticsearch, queue, publish):
    rebuild.begin()
    Rebuild.objects.update(started_at=timezone.now() + timedelta(hours=3))

    resume.take_up()

    (queued,) = DBTaskResult.objects.ready()
    assert queued.task_path == tasks.fill_elasticsearch.module_path
