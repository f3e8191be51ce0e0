"""The page store of this machine, and whether changes are heard everywhere."""

import os
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from operations.examine.findings import Finding, error, good, in_words, warning
from operations.examine.owners import examine_owner
from operations.measures import seconds_since
from serving import triggers
from serving.measures import measure, oldest_unheard
from serving.models import Node
from serving.start import MEGABYTE, open_store

PATIENCE = 5  # seconds; a change is heard within one
SILENT = timedelta(minutes=2)
LOW = 200 * MEGABYTE  # of free disk


def examine() -> Iterator[Finding]:
    part = "页面存放"
    if not settings.PAGE_STORE:
        yield warning(part, "没有设 PAGE_STORE，每个页面每次都要生成", "设一个本机的文件夹。")
        return
    if missing := triggers.missing(connection):
        yield error(
            part,
            f"数据库里少了 {len(missing)} 个触发器，页面改了也不会更新（{missing[0]}）",
            "运行 ./portal manage migrate 会补上。",
        )
    root = Path(settings.PAGE_STORE)
    if found := list(examine_owner(part, root, ("pages", "new", "turns", "lock", "index.sqlite3"))):
        yield from found
        return
    if not os.access(root if root.exists() else root.parent, os.W_OK):
        yield error(part, f"{root} 写不进去", "看文件夹的属主和权限。")
        return
    if shutil.disk_usage(root if root.exists() else root.parent).free < LOW:
        yield warning(part, "磁盘快满了，新的页面存不下", "清理磁盘，或调小 PAGE_STORE_MB。")
    late = seconds_since(oldest_unheard())
    if late > PATIENCE:
        yield error(
            part,
            f"有变动 {in_words(late)}没有落实",
            "看网页进程是否在运行；下线的节点一天后自动除名，也可以 ./portal manage pages status。",
        )
    silent = Node.objects.filter(seen_at__lt=timezone.now() - SILENT)
    if names := ", ".join(silent.values_list("name", flat=True)[:5]):
        yield warning(part, f"没有声音的节点：{names}", "下线的机器不用管；没有下线的看它的日志。")
    store = open_store()
    if store is not None and not missing and late <= PATIENCE:
        state = measure(store)
        size = state.bytes / MEGABYTE
        yield good(part, f"{state.pages} 个页面，{size:.0f} MB，变动都已落实")
