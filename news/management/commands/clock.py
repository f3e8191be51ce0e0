"""The clock of the network: what happens at its time and not by anyone's click."""

import logging
import signal
from datetime import date
from threading import Event

from django.core.management import BaseCommand, call_command
from django.db import DatabaseError, InterfaceError, close_old_connections, connections
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task_backends
from django_tasks_db.backend import DatabaseBackend
from wagtail import hooks

from news.entries import unpin_expired
from news.schedule import publish_due

logger = logging.getLogger(__name__)

INTERVAL = 10  # seconds
KEPT_DAYS = 14  # for which the results of finished tasks can be looked up


class Command(BaseCommand):
    help = "按时发布、按时下线、到期取消置顶，每天清理一次任务记录。一直运行，直到收到停止信号。"

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help=_("只走一遍就结束。"))

    def handle(self, *, once, **options):
        self.day: date | None = None  # the last one whose daily work is done
        if once:
            self.tick()
            return
        self.stopped = Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.stop)
        while not self.stopped.is_set():
            self.try_to_tick()
            self.stopped.wait(INTERVAL)

    def stop(self, *args):
        self.stopped.set()

    def try_to_tick(self) -> None:
        """One tick; a database that is away for a while stops the clock only for that while."""
        close_old_connections()
        try:
            self.tick()
        except (DatabaseError, InterfaceError) as error:
            logger.warning("clock: the database does not answer: %s", error)
            connections.close_all()
        except Exception:
            logger.exception("clock: tick failed")

    def tick(self) -> None:
        published = publish_due()
        if published:
            self.stdout.write(_("定时发布或下线 %(count)s 篇。") % {"count": published})
        run_hooks("clock_tick")
        today = timezone.localdate()
        if self.day != today:
            # A pin ends with a day. Looking for those reads every list, which is too much for
            # each tick, and needless.
            unpin_expired()
            prune_task_results()
            run_hooks("clock_day")
            self.day = today


def run_hooks(name: str) -> None:
    """What other apps have to do at every tick, or once a day; one that fails stops no other."""
    for act in hooks.get_hooks(name):
        try:
            act()
        except (DatabaseError, InterfaceError):
            raise
        except Exception:
            logger.exception("clock: %s failed in %s", name, act.__module__)


def prune_task_results() -> None:
    """Forget finished tasks after a while, where tasks are kept in the database."""
    if isinstance(task_backends["default"], DatabaseBackend):
        call_command("prune_db_task_results", min_age_days=KEPT_DAYS, queue_name="*", verbosity=0)
