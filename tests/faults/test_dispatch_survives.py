"""Whatever is killed in the middle of a dispatch, every recipient has exactly one delivery."""

import time

import pytest

from tests.faults.conftest import UNIONS

pytestmark = pytest.mark.faults

SEND = """
from django.contrib.auth import get_user_model
from django.utils import timezone
from datetime import timedelta
from news.models import ArticlePage, ColumnPage
from syndication.actions import DispatchPlan, send_dispatch
from syndication.models import Dispatch
from syndication.recipients import Selection
column = ColumnPage.objects.get(organisation__slug="p", code="tongzhi")
article = column.add_child(instance=ArticlePage(title="再发一次"))
plan = DispatchPlan("MUST_PUBLISH", Selection(everyone=True))
dispatch = send_dispatch(article, plan, by=get_user_model().objects.get(username="p-desk"))
# As if it had been sent a minute ago, so that the clock takes it up without our waiting.
Dispatch.objects.filter(pk=dispatch.pk).update(created_at=timezone.now() - timedelta(minutes=1))
print(dispatch.pk)
"""


def send(place) -> int:
    return int(place.run(SEND).strip().splitlines()[-1])


RECEIPTS = "SELECT 1 FROM syndication_receipt WHERE dispatch_id = {key} LIMIT 1"
DELIVERED = """
SELECT d.state, count(*), count(DISTINCT r.recipient_id), count(DISTINCT r.placement_id),
  (SELECT count(*) FROM news_entry e WHERE e.article_id = d.article_id AND NOT e.is_own)
FROM syndication_dispatch d JOIN syndication_receipt r ON r.dispatch_id = d.id
WHERE d.id = {key} GROUP BY d.id, d.state, d.article_id
"""


def assert_delivered_once(place, key: int) -> None:
    assert place.ask(DELIVERED.format(key=key)) == [("SENT", UNIONS, UNIONS, UNIONS, UNIONS)]


@pytest.mark.parametrize("engine", ["sqlite_installation", "postgres_installation"])
def test_a_worker_that_is_killed_in_the_middle(engine, request):
    place = request.getfixturevalue(engine)
    key = send(place)
    worker = place.spawn("db_worker", "--queue-name", "*", "--no-startup-delay")
    place.wait_for_rows(RECEIPTS.format(key=key))
    worker.kill()
    worker.wait()

    place.manage("clock", "--once")
    place.work_off()

    assert_delivered_once(place, key)


@pytest.mark.parametrize("engine", ["sqlite_installation", "postgres_installation"])
def test_the_same_task_in_two_workers_at_once(engine, request):
    place = request.getfixturevalue(engine)
    key = send(place)
    deliver = f"from syndication.actions import deliver_dispatch; deliver_dispatch({key})"

    both = [place.spawn("shell", "--no-imports", "-c", deliver) for _ in range(2)]
    said = [process.communicate(timeout=300)[0] for process in both]

    assert [process.returncode for process in both] == [0, 0], said
    place.work_off()
    assert_delivered_once(place, key)


def test_a_database_that_is_restarted_in_the_middle(postgres, postgres_installation):
    place = postgres_installation
    key = send(place)
    worker = place.spawn("db_worker", "--queue-name", "*", "--no-startup-delay")
    place.wait_for_rows(RECEIPTS.format(key=key))
    postgres.stop()
    postgres.start()
    time.sleep(1)
    worker.kill()
    worker.wait()

    place.manage("clock", "--once")
    place.work_off()

    assert_delivered_once(place, key)


DECIDE = """
import time
from django.contrib.auth import get_user_model
from news.models import ColumnPage
from syndication.actions import LocalDress, adopt_submission
from syndication.errors import SyndicationError
column = ColumnPage.objects.get(organisation__slug="c", code="yaowen")
person = get_user_model().objects.get(username="{person}")
time.sleep(max(0, {at} - time.time()))
try:
    adopt_submission({key}, LocalDress(column.pk), by=person)
    print("adopted")
except SyndicationError as error:
    print(str(error))
"""
SUBMIT = """
from django.contrib.auth import get_user_model
from news.models import ArticlePage, ColumnPage
from sites.models import Organisation
from syndication.models import Submission, SubmissionVersion
county = Organisation.objects.get(slug="x1")
column = ColumnPage.objects.get(organisation=county, code="tongzhi")
article = column.add_child(instance=ArticlePage(title="县里的稿件"))
revision = article.save_revision()
submission = Submission.objects.create(article=article, sender=county,
    recipient=Organisation.objects.get(slug="c"), column_code="tongzhi", genre="NEWS")
SubmissionVersion.objects.create(submission=submission, number=1, revision=revision, title="县里")
print(submission.pk)
"""


def test_two_editors_who_adopt_at_the_same_moment(postgres_installation):
    place = postgres_installation
    key = int(place.run(SUBMIT).strip().splitlines()[-1])
    at = time.time() + 15  # both processes have started by then

    both = [
        place.spawn("shell", "--no-imports", "-c", DECIDE.format(person=person, at=at, key=key))
        for person in ("c-desk", "c-chief")
    ]
    said = sorted(process.communicate(timeout=120)[0].strip() for process in both)

    assert said == sorted(["adopted", "这一件已经处理过了，请刷新页面看结果。"])
    placements = (
        "SELECT count(*) FROM syndication_placement p JOIN syndication_submission s"
        " ON s.article_id = p.article_id WHERE s.id = {key}"
    )
    assert place.ask(placements.format(key=key)) == [(1,)]
