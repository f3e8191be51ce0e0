"""The machine itself: room on the disks, open files, memory."""

import resource
import shutil
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from operations.examine.findings import Finding, error, good, warning

PART = "机器"
FEWEST_FILES = 4_096  # 2,000 idle connections and what a process itself needs
GIGABYTE = 1_000_000_000


def examine() -> Iterator[Finding]:
    yield from room_for({"程序和数据": settings.BASE_DIR, "上传的文件": Path(settings.MEDIA_ROOT)})
    allowed, _most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if allowed < FEWEST_FILES:
        yield warning(
            PART,
            f"一个进程最多打开 {allowed} 个文件，连接多的时候不够",
            f"在 systemd 单元里写 LimitNOFILE={FEWEST_FILES} 或更多。",
        )


def room_for(folders: dict[str, Path]) -> Iterator[Finding]:
    """Room on the disk of each folder; a disk that holds several is told once."""
    told: set[int] = set()
    for what, folder in folders.items():
        place = next(path for path in (folder, *folder.parents) if path.exists())
        if place.stat().st_dev in told:
            continue
        told.add(place.stat().st_dev)
        usage = shutil.disk_usage(place)
        share = usage.free / usage.total
        text = f"{what}所在的磁盘还剩 {usage.free / GIGABYTE:.1f} GB（{share:.0%}）"
        remedy = f"清理或扩大 {place} 所在的磁盘；旧备份和日志常常最占地方。"
        if share < 0.02 or usage.free < GIGABYTE / 2:
            yield error(PART, text, remedy)
        elif share < 0.1:
            yield warning(PART, text, remedy)
        else:
            yield good(PART, text)
