"""The database's index is compared with what the public can read, and mended."""

import pytest
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult

from news.models import ArticlePage
from search import check, tasks
from search.models import SearchDocument


def test_a_lost_document_is_made_again(publish, search_for):
    article = publish("职代会召开")
    SearchDocument.objects.all().delete()

    assert check.compare_database().missing == [article.pk]
    with pytest.raises(SystemExit):
        call_command("search_check", "--dry-run")
    call_command("search_check")
    assert search_for("职代会") == ["职代会召开"]


def test_what_nobody_should_find_is_taken_out(publish, search_for):
    article = publish("职代会召开")
    ArticlePage.objects.filter(pk=article.pk).update(live=False)

    assert check.compare_database().surplus == [article.pk]
    call_command("search_check")
    assert search_for("职代会") == []


def test_a_rebuild_finds_everything_again(publish, search_for):
    publish("职代会召开")
    SearchDocument.objects.all().delete()

    call_command("search_rebuild")

    assert search_for("职代会") == ["职代会召开"]


def test_a_clock_that_starts_again_queues_no_second_check(settings, db):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

    for _start in range(3):
        tasks.check_at_night()

    assert DBTaskResult.objects.filter(task_path=tasks.check_indexes.module_path).count() == 1
