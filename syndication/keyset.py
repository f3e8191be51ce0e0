"""Paging through a queue of any length: each page is one range of an index, none is counted."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Q, QuerySet

from syndication.models import Submission

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True)
class QueuePage:
    """A page of keys, and the marks from which the neighbouring pages are read."""

    keys: list[int]
    before: str
    after: str


class Queue:
    """Submissions by the moment they came in, the oldest first or the newest."""

    def __init__(self, rows: QuerySet[Submission], *, newest_first: bool = False) -> None:
        self.rows = rows
        self.newest_first = newest_first

    def page(self, size: int, *, after: str = "", before: str = "") -> QueuePage:
        """The page behind or before a mark; a mark that can't be read is that of the first page."""
        backwards = bool(read(before))
        mark = before if backwards else after
        found = list(self.beyond(mark, backwards=backwards)[: size + 1])
        has_more = len(found) > size
        shown = found[:size][::-1] if backwards else found[:size]
        if not shown:
            return QueuePage([], "", "")
        has_before = has_more if backwards else bool(read(after))
        has_after = has_more or backwards
        return QueuePage(
            keys=[row.pk for row in shown],
            before=mark_of(shown[0]) if has_before else "",
            after=mark_of(shown[-1]) if has_after else "",
        )

    def neighbours(self, row: Submission) -> tuple[int | None, int | None]:
        """The keys of the one before and the one after, in the order of the queue."""
        mark = mark_of(row)
        before = self.beyond(mark, backwards=True).first()
        after = self.beyond(mark, backwards=False).first()
        return (before.pk if before else None, after.pk if after else None)

    def beyond(self, mark: str, *, backwards: bool) -> QuerySet[Submission]:
        """What comes behind a mark, or before it with the nearest first; only its key and time."""
        downwards = self.newest_first != backwards
        rows = self.rows.only("submitted_at")
        if place := read(mark):
            moment, key = place
            # The first condition repeats the second so that the index is entered at the moment.
            if downwards:
                rows = rows.filter(submitted_at__lte=moment)
                rows = rows.filter(Q(submitted_at__lt=moment) | Q(pk__lt=key))
            else:
                rows = rows.filter(submitted_at__gte=moment)
                rows = rows.filter(Q(submitted_at__gt=moment) | Q(pk__gt=key))
        sign = "-" if downwards else ""
        return rows.order_by(f"{sign}submitted_at", f"{sign}pk")


def mark_of(row: Submission) -> str:
    return f"{(row.submitted_at - EPOCH) // MICROSECOND}-{row.pk}"


def read(mark: str) -> tuple[datetime, int] | None:
    moment, _dash, key = mark.partition("-")
    if not (moment.isascii() and moment.isdigit() and key.isascii() and key.isdigit()):
        return None
    if len(moment) > 17 or len(key) > 18:
        return None
    return EPOCH + int(moment) * MICROSECOND, int(key)
