"""Indexing is done outside requests; each task may run twice without harm."""

import logging
from collections.abc import Iterable
from datetime import timedelta

from django.core.management import call_command
from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from news.models import ArticlePage, Entry
from search import rebuild, upkeep
from search.engines import EngineAway

logger = logging.getLogger(__name__)

RETRY_SECONDS = 15
PART_SECONDS = 20
CHECK_HOUR = 3  # o'clock, local time


@task()
def index_articles(article_ids: list[int]) -> None:
    upkeep.index_now(article_ids)
    tell_elasticsearch()


@task()
def index_branch(organisation_id: int | None = None, page_path: str = "", after: int = 0) -> None:
    """Index the articles of a union, those placed there too, or below a page; a part at a time."""
    articles = ArticlePage.objects.filter(pk__gt=after).order_by("pk")
    if page_path:
        articles = articles.filter(path__startswith=page_path)
    if organisation_id is not None:
        articles = articles.filter(organisation=organisation_id)
    found = set(articles.values_list("pk", flat=True)[: upkeep.BATCH])
    if organisation_id is not None:
        placed = Entry.objects.filter(organisation=organisation_id, article__gt=after)
        keys = placed.order_by("article").values_list("article", flat=True)
        found.update(keys.distinct()[: upkeep.BATCH])
    ids = sorted(found)[: upkeep.BATCH]
    if not ids:
        return
    upkeep.index_now(ids)
    tell_elasticsearch()
    if len(ids) == upkeep.BATCH:
        index_branch.enqueue(organisation_id=organisation_id, page_path=page_path, after=ids[-1])


@task()
def send_changes() -> None:
    """Tell Elasticsearch what is noted; while it is away, try again until it is back."""
    try:
        upkeep.send_changes()
    except EngineAway as error:
        logger.warning("search: Elasticsearch is away: %s", error)
        if send_changes.get_backend().supports_defer and upkeep.next_try(RETRY_SECONDS):
            later = timezone.now() + timedelta(seconds=RETRY_SECONDS)
            send_changes.using(run_after=later).enqueue()


@task()
def fill_elasticsearch() -> None:
    """Make the index anew, a part in each task, so that others needn't wait. The clock starts it."""
    try:
        if rebuild.go_on(PART_SECONDS):
            fill_elasticsearch.enqueue()
    except EngineAway as error:
        logger.warning("search: Elasticsearch is away: %s", error)


@task()
def check_indexes() -> None:
    """Compare the indexes with the database, mend what differs, and forget old statistics."""
    call_command("search_check", verbosity=0)


def check_at_night() -> None:
    """Queue the check for the small hours; a backend that can't defer is left to the operators.

    A clock that was restarted comes here again: one check a night is enough.
    """
    if check_indexes.get_backend().supports_defer:
        now = timezone.localtime()
        queued = DBTaskResult.objects.filter(
            task_path=check_indexes.module_path, status=TaskResultStatus.READY
        )
        if queued.exists():
            return
        night = now.replace(hour=CHECK_HOUR, minute=0, second=0, microsecond=0)
        later = night if night > now else night + timedelta(days=1)
        check_indexes.using(run_after=later).enqueue()


def index_in_parts(article_ids: Iterable[int]) -> None:
    """Queue the indexing of any number of articles."""
    ids = list(article_ids)
    for start in range(0, len(ids), upkeep.BATCH):
        index_articles.enqueue(ids[start : start + upkeep.BATCH])


def tell_elasticsearch() -> None:
    if upkeep.uses_elasticsearch():
        send_changes.enqueue()
