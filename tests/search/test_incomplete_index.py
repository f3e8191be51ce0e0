"""An index that was never filled to its end is not asked, and is filled by itself."""

import pytest
from django_tasks_db.models import DBTaskResult
from wagtail import hooks
from wagtail.search.backends import get_search_backend

from search import rebuild, resume, tasks, upkeep
from search.engines.elastic import _looked
from search.models import Rebuild, SearchDocument
from search.queries import Search, find
from tests.search.elastic import PREFIX

pytestmark = pytest.mark.elasticsearch


@pytest.fixture(autouse=True)
def look_at_once():
    resume._looked_at.clear()


def answer_of(typed, here):
    _looked.clear()
    found = find(Search(typed, here))
    return found.engine, found.answer.total, found.is_fallback


def lose_all():
    indices = get_search_backend("elasticsearch").es.indices
    for name in list(indices.get(index=f"{PREFIX}*")):
        indices.delete(index=name)


def test_a_server_that_lost_its_data_is_filled_before_it_is_asked_again(
    elasticsearch, network, publish
):
    publish("职代会召开")
    assert answer_of("职代会", network.county) == ("elasticsearch", 1, False)
    lose_all()

    publish("职代会闭幕")
    assert answer_of("职代会", network.county) == ("database", 2, False)

    tasks.fill_elasticsearch.enqueue()
    assert answer_of("职代会", network.county) == ("elasticsearch", 2, False)


def test_an_index_of_an_earlier_format_is_made_anew(elasticsearch, network, publish):
    publish("职代会召开")
    Rebuild.objects.filter(engine=upkeep.FILLED).update(engine="filled")

    assert answer_of("职代会", network.county) == ("database", 1, False)
    assert resume.needs_filling()


def test_suggestions_come_from_the_database_meanwhile(elasticsearch, publish, visit):
    publish("职代会召开")
    lose_all()
    publish("职代会闭幕")

    answer = visit("news.feixi.localhost", "/search/suggest/", data={"q": "职代会"}).json()

    assert {row["title"] for row in answer["titles"]} == {"职代会召开", "职代会闭幕"}


def test_the_clock_has_it_filled_once(elasticsearch, network, publish, settings):
    publish("职代会召开")
    lose_all()
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

    for _tick in range(2):
        resume._looked_at.clear()
        resume.take_up()

    (queued,) = DBTaskResult.objects.all()
    assert queued.task_path == tasks.fill_elasticsearch.module_path
    queued.task.call()
    assert answer_of("职代会", network.county) == ("elasticsearch", 1, False)
    resume._looked_at.clear()
    resume.take_up()
    assert DBTaskResult.objects.count() == 1


def test_the_index_is_made_a_part_at_a_time(elasticsearch, network, publish, monkeypatch):
    for number in range(3):
        publish(f"职代会{number}")
    lose_all()
    monkeypatch.setattr(upkeep, "BATCH", 1)

    assert [rebuild.go_on(0), rebuild.go_on(0), rebuild.go_on(0)] == [True, True, True]
    assert answer_of("职代会", network.county)[0] == "database"
    assert rebuild.go_on(0) is False
    assert answer_of("职代会", network.county) == ("elasticsearch", 3, False)


def test_data_lost_in_the_middle_of_a_rebuild_is_made_up_for(
    elasticsearch, network, publish, monkeypatch
):
    for number in range(3):
        publish(f"职代会{number}")
    monkeypatch.setattr(upkeep, "BATCH", 1)
    rebuild.go_on(0)
    lose_all()

    rebuild.rebuild_elasticsearch(lambda count: None)

    assert answer_of("职代会", network.county) == ("elasticsearch", 3, False)


def test_after_a_backup_was_restored_nothing_there_is_trusted(elasticsearch, network, publish):
    publish("职代会召开")

    for restored in hooks.get_hooks("installation_restored"):
        restored()

    assert answer_of("职代会", network.county) == ("database", 1, False)
    assert not rebuild.is_filled()


def test_the_doctor_says_so(elasticsearch, settings, publish):
    from operations.examine import search as examination

    settings.ELASTICSEARCH_URLS = [elasticsearch.url]
    publish("职代会召开")
    lose_all()

    assert any("还没有做全" in finding.text for finding in examination.examine())
    assert SearchDocument.objects.count() == 1
