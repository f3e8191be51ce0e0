"""How fast the audit log is checked, and how long writers wait for its chain."""

import statistics
import threading
import time

from django.db import connections, transaction
from django.utils import timezone

from audit.actions import content_of, record, seal
from audit.chain import stamp_of
from audit.checking import check_log
from audit.models import AuditEntry
from tests.benchmarks.figures import Figure

ROWS = 50_000
CHUNK = 2_000


def log_rows_per_second(rows: int = ROWS) -> Figure:
    """Rows that ``audit_check`` reads and proves in a second, on a log of that many rows."""
    fill(rows)
    result = check_log()
    if not result.is_whole or result.rows < rows:
        raise RuntimeError(f"the log is not whole: {result.faults[:3]}")
    return Figure(result.rows_per_second, "rows/s")


def fill(rows: int) -> None:
    """Entries as an editor's day leaves them, sealed."""
    for start in range(0, rows, CHUNK):
        AuditEntry.objects.bulk_create(
            entry(number) for number in range(start, min(start + CHUNK, rows))
        )
        seal()


def entry(number: int) -> AuditEntry:
    made = AuditEntry(
        at=timezone.now(),
        user_id=number % 300,
        user_name=f"feixi-editor{number % 300} 肥西县总采编",
        address=f"10.0.{number % 200}.7",
        act="wagtail.edit",
        object_type="news.articlepage",
        object_id=str(number),
        object_label=f"工会服务职工工作简报第{number}期",
        before={"title": "工会服务职工", "lead": "各级工会深入一线。"},
        after={"title": "工会服务职工工作简报", "lead": "各级工会深入一线，为职工办实事。"},
    )
    made.stamp = stamp_of(content_of(made))
    return made


def writers_ms(people: int = 8, acts: int = 25, *, is_logged: bool = True) -> tuple[float, float]:
    """Milliseconds from the beginning of an act to its sealed end: median and the slowest of all.

    Each person writes an entry, works 20 ms on in the same transaction, and commits. Needs
    PostgreSQL: the test database of SQLite is in memory and has one connection.
    """
    times: list[float] = []

    def write(person: int) -> None:
        for number in range(acts):
            started = time.perf_counter()
            with transaction.atomic():
                if is_logged:
                    record("test.act", object_label=f"{person}-{number}")
                time.sleep(0.02)
            times.append((time.perf_counter() - started) * 1000)
        connections.close_all()

    threads = [threading.Thread(target=write, args=(person,)) for person in range(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return statistics.median(times), max(times)
