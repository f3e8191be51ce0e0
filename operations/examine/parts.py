"""The processes beside the web server, and what they leave behind."""

from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.db import connection

from audit import triggers
from audit.models import AuditEntry
from operations.examine.findings import Finding, error, good, in_words, warning
from operations.measures import (
    abandoned_tasks,
    age_of,
    failed_tasks,
    oldest_waiting_seconds,
    seconds_since,
    waiting_tasks,
)
from operations.models import Mark

PATIENCE = 60  # seconds that a task or the clock may be late
UNSEALED = timedelta(minutes=10)
BACKUP_DAYS = 2


def examine_tasks() -> Iterator[Finding]:
    part = "后台任务"
    late = oldest_waiting_seconds()
    if late > PATIENCE:
        yield error(
            part,
            f"{waiting_tasks().count()} 个任务在等，最早的等了 {in_words(late)}",
            "后台进程没有运行或忙不过来：systemctl status portal-worker；忙不过来就多开一个。",
        )
    if count := abandoned_tasks().count():
        yield warning(
            part,
            f"{count} 个任务开始了一天还没有结束，执行它们的进程已经不在",
            "不影响别的任务；重启 portal-worker，任务所做的事由每天的核对补上。",
        )
    failed = failed_tasks()
    if count := failed.count():
        names = ", ".join(sorted(set(failed.values_list("task_path", flat=True)))[:5])
        yield warning(
            part, f"一天里有 {count} 个任务失败：{names}", "在日志里按任务名找出错的那一行。"
        )
    if late <= PATIENCE and not failed.exists():
        yield good(part, "没有积压，没有失败")


def examine_clock() -> Iterator[Finding]:
    part, remedy = "时钟", "systemctl status portal-clock；定时发布、催办、巡检都靠它。"
    age = age_of(Mark.Part.CLOCK)
    if age is None:
        yield error(part, "从来没有走过", remedy)
    elif age > PATIENCE:
        yield error(part, f"停了 {in_words(age)}", remedy)
    else:
        yield good(part, "在走")


def examine_cache() -> Iterator[Finding]:
    part = "缓存"
    cache.set("doctor", "ok", 10)
    answers = cache.get("doctor") == "ok"
    outage = getattr(cache, "outage", None)  # of the cache that machines share
    if outage and outage.lasts:
        yield error(
            part,
            "Redis 没有应答，各进程暂时用自己的内存",
            "看 REDIS_URL 和 Redis 是否在运行；恢复后自动接上。",
        )
    elif answers:
        yield good(part, "有应答" if settings.REDIS_URL else "在进程里（没有设 REDIS_URL）")
    else:
        yield error(part, "写进去的读不出来", "看 Redis 的内存上限和淘汰策略。")


def examine_backups() -> Iterator[Finding]:
    part, remedy = (
        "备份",
        "每天运行 ./portal manage backup，见 docs/how-to/back-up-and-restore.md。",
    )
    if not settings.PUBLIC_SERVER:
        return
    age = age_of(Mark.Part.BACKUP)
    if age is None:
        yield warning(part, "还没有备份过", remedy)
    elif age > BACKUP_DAYS * 86_400:
        yield warning(part, f"上一次备份是 {in_words(age)}以前", remedy)
    else:
        yield good(part, f"上一次备份是 {in_words(age)}以前")


def examine_audit_log() -> Iterator[Finding]:
    part = "审计日志"
    if settings.AUDIT_TRIGGERS and (missing := triggers.missing(connection)):
        yield error(
            part,
            f"少了保护日志的触发器：{', '.join(missing)}",
            "运行 ./portal manage migrate 会补上。",
        )
    oldest = AuditEntry.objects.filter(number=None).order_by("at").first()
    if oldest and seconds_since(oldest.at) > UNSEALED.total_seconds():
        yield warning(
            part, "有记录很久没有编号", "运行 ./portal manage audit_check，它会先补编号再核对。"
        )
    else:
        yield good(part, "触发器都在，记录都已编号")
