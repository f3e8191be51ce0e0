"""A thread in each web process; one of them on each node hears of changes and drops pages."""

import fcntl
import logging
import os
import threading
import time
import uuid
from datetime import date
from pathlib import Path

from django.db import DatabaseError, InterfaceError, close_old_connections, connections
from django.db.models import Q
from django.utils import timezone

from serving.counts import DROPPED, counts
from serving.front import Front
from serving.nodes import hear, register, say_alive
from sites.models import MourningPeriod

logger = logging.getLogger(__name__)

INTERVAL = 0.1  # seconds between two looks at what has changed
ALIVE_EVERY = 10.0
PRUNE_EVERY = 3_600.0


class Follower(threading.Thread):
    """Ends with its process. While the database is away nothing can change either."""

    def __init__(self, front: Front) -> None:
        super().__init__(name="page-store", daemon=True)
        self.front, self.store = front, front.store
        self.key: uuid.UUID | None = None
        self.leads = False
        self.next_alive = self.next_prune = 0.0

    def run(self) -> None:
        with open(self.store.root / "follower", "w") as self.lock:
            while True:
                close_old_connections()
                try:
                    self.step()
                except (DatabaseError, InterfaceError) as error:
                    self.complain(error)
                    connections.close_all()
                except Exception as error:
                    self.complain(error)
                counts.hand_on()
                time.sleep(INTERVAL if self.leads else 1.0)

    complaint = ""

    def complain(self, error: Exception) -> None:
        if str(error) != self.complaint:  # once, and not ten times a second
            logger.error("page store: changes can't be heard: %s", error)
            self.complaint = str(error)

    def step(self) -> None:
        if self.key is None:
            self.key = register(self.store)
            self.front.may_keep = True
        if not self.leads:
            self.leads = self.try_to_lead()
            return
        dropped = hear(self.store, self.key)
        if dropped is None:
            self.front.may_keep, self.key = False, None
            self.store.clear()
            return
        self.complaint = ""
        DROPPED.inc(dropped)
        follow_the_day(self.front)
        self.keep_house()

    def try_to_lead(self) -> bool:
        try:
            fcntl.flock(self.lock.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def keep_house(self) -> None:
        now = time.monotonic()
        if now >= self.next_alive and self.key is not None:
            say_alive(self.key)
            self.next_alive = now + ALIVE_EVERY
        if now >= self.next_prune:
            with self.store.locked():
                self.store.index.prune()
            self.next_prune = now + PRUNE_EVERY


def follow_the_day(front: Front) -> int:
    """Another date than at the last look, forwards or back: what depends on it is dropped."""
    file = front.store.root / "day"
    today = timezone.localdate()
    last = day_in(file)
    if last == today:
        return 0
    changed = MourningPeriod.objects.all()  # where nobody knows the last date
    if last is not None:
        grey_on = [Q(first_date__lte=day, last_date__gte=day) for day in (last, today)]
        changed = changed.filter(grey_on[0] ^ grey_on[1])
    paths = changed.values_list("organisation__path", flat=True)
    dropped = front.store.drop({"day", *(f"grey:{path}" for path in paths)})
    new = front.store.root / "day.new"
    new.write_text(today.isoformat())  # on a full disk half of it, so never in place
    os.replace(new, file)
    return dropped


def day_in(file: Path) -> date | None:
    try:
        return date.fromisoformat(file.read_text())
    except (FileNotFoundError, ValueError):
        return None
