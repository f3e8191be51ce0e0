"""A worker that is killed while it indexes loses nothing."""

import pytest

pytestmark = pytest.mark.faults

ARTICLES = 20
PUBLISH = f"""
from news.models import ArticlePage, ColumnPage
from news.signals import entries_changed
from news.models import Entry
from django_tasks_db.models import DBTaskResult
column = ColumnPage.objects.get(organisation__slug="p", code="tongzhi")
for number in range({ARTICLES}):
    column.add_child(instance=ArticlePage(title=f"量体裁衣{{number}}"))
# All of them in one task, so that there is a middle.
DBTaskResult.objects.all().delete()
ids = list(ArticlePage.objects.filter(title__startswith="量体裁衣").values_list("pk", flat=True))
entries_changed.send(Entry, article_ids=ids)
"""
BEGUN = "SELECT 1 FROM django_tasks_database_dbtaskresult WHERE status = 'RUNNING'"
FOUND = "SELECT count(*) FROM search_searchdocument WHERE title LIKE '量体裁衣%'"
# As if the worker had been killed two minutes ago, so that the clock takes it up at once.
LET_TIME_PASS = """
from datetime import timedelta
from django.db.models import F
from django_tasks_db.models import DBTaskResult
DBTaskResult.objects.filter(status="RUNNING").update(started_at=F("started_at") - timedelta(minutes=2))
"""


@pytest.mark.parametrize("engine", ["sqlite_installation", "postgres_installation"])
def test_what_a_killed_worker_was_indexing_is_found(engine, request):
    place = request.getfixturevalue(engine)
    place.work_off()
    place.run(PUBLISH)
    worker = place.spawn("db_worker", "--queue-name", "*", "--no-startup-delay")
    place.wait_for_rows(BEGUN)
    worker.kill()
    worker.wait()
    assert place.ask(FOUND) == [(0,)]

    place.run(LET_TIME_PASS)
    place.manage("clock", "--once")
    place.work_off()

    assert place.ask(FOUND) == [(ARTICLES,)]


MANY = 900  # of which a rebuild writes some hundred at a time
FILL = f"""
from news.models import ArticlePage, ColumnPage
column = ColumnPage.objects.get(organisation__slug="p", code="tongzhi")
for number in range({MANY}):
    column.add_child(instance=ArticlePage(title=f"重建索引{{number}}"))
"""
HALFWAY = "SELECT 1 FROM search_rebuild WHERE engine = 'database' AND last_article_id > 0"
REBUILT = "SELECT count(*) FROM search_searchdocument WHERE title LIKE '重建索引%'"


def test_a_killed_rebuild_goes_on_where_it_was(sqlite_installation):
    place = sqlite_installation
    place.run(FILL)
    rebuild = place.spawn("search_rebuild", "--restart")
    place.wait_for_rows(HALFWAY)
    rebuild.kill()
    rebuild.wait()
    [(done,)] = place.ask(REBUILT)
    assert 0 < done < MANY

    place.manage("search_rebuild")

    assert place.ask(REBUILT) == [(MANY,)]
    assert place.ask(HALFWAY) == []
