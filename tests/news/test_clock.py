"""What happens to articles at its time."""

import logging
import os
import signal
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.utils import timezone
from wagtail.models import PageLogEntry

from news import schedule
from news.management.commands import clock
from news.models import ArticlePage, Entry
from news.models.entry import PIN_OFFSET
from tests.factories.news import make_article


def in_the_past(**kwargs):
    return timezone.now() - timedelta(**kwargs)


def scheduled(union, title="定时的稿件", **fields):
    """An approved draft whose hour came a minute ago."""
    article = make_article(union, title, live=False, **fields)
    article.go_live_at = timezone.now() + timedelta(hours=1)
    revision = article.save_revision()
    revision.publish()
    revision.refresh_from_db()
    revision.approved_go_live_at = in_the_past(minutes=1)
    revision.content["go_live_at"] = in_the_past(minutes=1).isoformat()
    revision.save()
    return article


def entries_of(article):
    return Entry.objects.filter(article=article)


def test_a_scheduled_article_is_not_listed_before_its_hour(network):
    article = make_article(network.city, live=False)
    article.go_live_at = timezone.now() + timedelta(hours=1)
    article.save_revision().publish()

    call_command("clock", "--once")

    article.refresh_from_db()
    assert (article.live, article.published_at) == (False, None)
    assert not entries_of(article).exists()


def test_a_scheduled_article_goes_live_and_into_its_list_at_its_hour(network):
    article = scheduled(network.city)
    before = timezone.now()

    call_command("clock", "--once")

    article.refresh_from_db()
    assert article.live
    assert before <= article.published_at <= timezone.now()
    assert entries_of(article).get().published_at == article.published_at
    assert PageLogEntry.objects.filter(
        page_id=article.pk, action="wagtail.publish.scheduled"
    ).exists()


def test_a_publishing_time_set_by_hand_is_kept(network):
    yesterday = in_the_past(days=1).replace(microsecond=0)
    article = scheduled(network.city, published_at=yesterday)

    call_command("clock", "--once")

    article.refresh_from_db()
    assert article.published_at == yesterday


def test_an_expired_article_leaves_its_list(network):
    article = make_article(network.city, expire_at=in_the_past(minutes=1))

    call_command("clock", "--once")

    article.refresh_from_db()
    assert (article.live, article.expired) == (False, True)
    assert not entries_of(article).exists()


@pytest.mark.parametrize("command", ["publish_scheduled", "clock"])
def test_wagtails_own_command_takes_the_line_out_too(network, command):
    article = make_article(network.city, expire_at=in_the_past(minutes=1))

    call_command(command, *(["--once"] if command == "clock" else []))

    assert not entries_of(article).exists()


def test_one_article_that_cannot_be_published_does_not_hold_up_the_others(network, caplog):
    bad, good = scheduled(network.county, "坏"), scheduled(network.city, "好")
    revision = bad.revisions.get()
    # Its period ends before it starts: no guard's business, refused when it is saved.
    revision.content |= {"notice_starts": "2026-02-02", "notice_ends": "2026-01-01"}
    revision.save()

    with caplog.at_level(logging.ERROR, logger="news.schedule"):
        call_command("clock", "--once")
        call_command("clock", "--once")

    good.refresh_from_db()
    bad.refresh_from_db()
    assert (good.live, bad.live) == (True, False)
    assert len([r for r in caplog.records if r.name == "news.schedule"]) == 1


def test_a_second_tick_changes_nothing(network):
    article = scheduled(network.city)
    assert schedule.publish_due() == 1
    article.refresh_from_db()
    published_at = article.last_published_at

    assert schedule.publish_due() == 0

    article.refresh_from_db()
    assert article.last_published_at == published_at


def test_a_pin_that_has_ended_sinks(network):
    article = make_article(network.city, pinned_until=timezone.localdate() + timedelta(days=1))
    ArticlePage.objects.filter(pk=article.pk).update(
        pinned_until=timezone.localdate() - timedelta(days=1)
    )

    call_command("clock", "--once")

    assert entries_of(article).get().rank < PIN_OFFSET


def test_the_clock_goes_on_when_the_database_was_away_for_a_while(monkeypatch):
    """Three ticks, the first two without a database; then the operator stops the clock."""
    ticks = []

    def publish_due():
        ticks.append(None)
        if len(ticks) < 3:
            raise OperationalError("server closed the connection unexpectedly")
        os.kill(os.getpid(), signal.SIGTERM)
        return 0

    monkeypatch.setattr(clock, "publish_due", publish_due)
    monkeypatch.setattr(clock, "unpin_expired", lambda: 0)
    monkeypatch.setattr(clock, "close_old_connections", lambda: None)
    monkeypatch.setattr(clock.connections, "close_all", lambda: None)
    monkeypatch.setattr(clock, "INTERVAL", 0.01)
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}

    try:
        call_command("clock")
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)

    assert len(ticks) == 3


def test_daily_work_is_done_again_when_it_failed(monkeypatch):
    done = []

    def unpin():
        done.append(None)
        if len(done) == 1:
            raise OperationalError

    monkeypatch.setattr(clock, "publish_due", lambda: 0)
    monkeypatch.setattr(clock, "unpin_expired", unpin)
    monkeypatch.setattr(clock, "prune_task_results", lambda: None)
    command = clock.Command()
    command.day = None

    with pytest.raises(OperationalError):
        command.tick()
    command.tick()
    command.tick()

    assert len(done) == 2


def test_finished_tasks_are_forgotten_after_two_weeks(db, settings):
    from django_tasks_db.models import DBTaskResult

    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    for days in (13, 15):
        DBTaskResult.objects.create(
            task_path="x.y", args_kwargs={"args": [], "kwargs": {}}, backend_name="default",
            run_after=in_the_past(days=days), finished_at=in_the_past(days=days),
            status="SUCCESSFUL", exception_class_path="", traceback="",
        )  # fmt: skip

    clock.prune_task_results()

    assert DBTaskResult.objects.count() == 1
