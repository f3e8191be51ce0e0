"""Is the audit log whole? Walks the chain and says which row was altered, removed or added."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from audit.chain import CONTENT, canonical, hash_of, is_stamped, mark_text
from audit.models import AuditEntry, AuditMark
from audit.triggers import missing

READ_AT_ONCE = 2_000
SHOWN = 100  # faults told; the rest is counted

Row = dict[str, Any]


@dataclass
class Result:
    """``rows`` are those read; ``faults`` are sentences, in the order of the chain."""

    rows: int = 0
    waiting: int = 0
    seconds: float = 0.0
    head: str = ""
    faults: list[str] = field(default_factory=list)
    more_faults: int = 0

    @property
    def is_whole(self) -> bool:
        return not self.faults

    @property
    def rows_per_second(self) -> float:
        return self.rows / self.seconds if self.seconds else 0.0

    def add(self, text: str, **values: Any) -> None:
        if len(self.faults) < SHOWN:
            self.faults.append(text % values)
        else:
            self.more_faults += 1


def check_log(known: dict[int, str] | None = None) -> Result:
    """Read the whole log once. ``known``: hashes by number, written down somewhere else before."""
    started = time.perf_counter()
    result = Result()
    marks = {mark.kind: mark for mark in AuditMark.objects.all()}
    anchor, head = marks.get(AuditMark.Kind.ANCHOR), marks.get(AuditMark.Kind.HEAD)
    if anchor is None or head is None:
        result.add(_("链的起点或终点标记缺失。"))
        anchor, head = anchor or AuditMark(), head or AuditMark()
    for mark in (anchor, head):
        if mark.number and not is_stamped(
            mark_text(mark.kind, mark.number, mark.hash), mark.stamp or ""
        ):
            result.add(
                _("%(mark)s标记不是由程序写的：记录可能被截去。"), mark=mark.get_kind_display()
            )
    number, seal = walk(result, anchor, head, known or {})
    check_ends(result, anchor, head, number, seal)
    check_waiting(result)
    for name in missing(connection):
        result.add(_("数据库触发器 %(name)s 缺失或被停用。"), name=name)
    result.head = f"{number}:{seal}"
    result.seconds = time.perf_counter() - started
    return result


def walk(
    result: Result, anchor: AuditMark, head: AuditMark, known: dict[int, str]
) -> tuple[int, str]:
    """Follow the chain from the anchor to where it ended when the check began.

    Returns the last number and hash. People go on working meanwhile and make it longer.
    """
    number, seal = anchor.number, anchor.hash
    for row in read(AuditEntry.objects.sealed().filter(number__lte=head.number)):
        result.rows += 1
        if row["number"] > number + 1:
            tell_removed(result, number + 1, row["number"] - 1)
        is_next = row["number"] == number + 1
        check_row(result, row, seal if is_next else None)
        number, seal = row["number"], row["hash"]
        if known.get(number, seal) != seal:
            result.add(_("第 %(number)s 条与先前记下的校验值不同。"), number=number)
    return number, seal


def read(queryset: Any) -> Iterator[Row]:
    columns = ("id", "number", "hash", "stamp", *CONTENT)
    return queryset.values(*columns).iterator(chunk_size=READ_AT_ONCE)


def check_row(result: Result, row: Row, previous: str | None) -> None:
    """``previous`` is None after a gap: what stood there can't be known any more."""
    text = canonical({name: row[name] for name in CONTENT})
    if not is_stamped(text, row["stamp"]):
        result.add(_("第 %(number)s 条被改动，或不是由程序写入的。"), number=row["number"])
    elif previous is not None and row["hash"] != hash_of(
        previous, row["number"], row["stamp"], text
    ):
        result.add(_("第 %(number)s 条与前一条接不上：这一条被改动或插入。"), number=row["number"])


def tell_removed(result: Result, first: int, last: int) -> None:
    if first == last:
        result.add(_("第 %(number)s 条被删除。"), number=first)
    else:
        result.add(_("第 %(first)s 到 %(last)s 条被删除。"), first=first, last=last)


def check_ends(result: Result, anchor: AuditMark, head: AuditMark, number: int, seal: str) -> None:
    """Rows cut off at the end or at the beginning leave no gap between rows."""
    if head.number > number:
        tell_removed(result, number + 1, head.number)
    elif (head.number, head.hash) != (number, seal):
        result.add(_("最后一条（第 %(number)s 条）与终点标记不符。"), number=number)
    if is_longer_than_told():
        result.add(_("终点标记之后还有记录。"))
    if anchor.number and not is_told(anchor):
        result.add(_("第 %(number)s 条以前的记录不是由清理命令删除的。"), number=anchor.number)


def is_longer_than_told() -> bool:
    """The last row is looked up before the mark: sealing moves both at once."""
    last = AuditEntry.objects.sealed().last()
    told = AuditMark.objects.filter(kind=AuditMark.Kind.HEAD).first()
    return last is not None and told is not None and (last.number or 0) > told.number


def is_told(anchor: AuditMark) -> bool:
    """Whether an entry of the log says that it was pruned up to the anchor."""
    pruned = AuditEntry.objects.filter(act="audit.prune").order_by("-pk")[:1_000]
    return any(row.after == {"number": anchor.number, "hash": anchor.hash} for row in pruned)


def check_waiting(result: Result) -> None:
    """Rows without a seal: a crash may leave some; those that the program wrote are sealed next."""
    for row in read(AuditEntry.objects.waiting()):
        result.waiting += 1
        if not is_stamped(canonical({name: row[name] for name in CONTENT}), row["stamp"]):
            result.add(_("有一条未入链的记录（编号 %(id)s）不是由程序写入的。"), id=row["id"])
