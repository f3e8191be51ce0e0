"""Uploaded files and the collected static files."""

import json
import uuid
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from operations.examine.findings import Finding, error, good, warning
from operations.examine.owners import examine_owner


def examine_media() -> Iterator[Finding]:
    part = "上传的文件"
    if settings.S3_BUCKET and find_spec("storages") is None:
        yield error(
            part,
            "设了 S3_BUCKET，没有装 django-storages，文件存取不了",
            "运行 .venv/bin/pip install --require-hashes -r requirements/s3.txt，再重启全部服务。",
        )
        return
    if not settings.S3_BUCKET:
        inside = ("images", "original_images", "documents")
        if found := list(examine_owner(part, Path(settings.MEDIA_ROOT), inside)):
            yield from found
            return
    name = f".doctor-{uuid.uuid4().hex}"
    try:
        saved = default_storage.save(name, ContentFile(b"ok"))
        with default_storage.open(saved) as stored:
            is_same = stored.read() == b"ok"
        default_storage.delete(saved)
    except Exception as problem:
        remedy = "看 MEDIA_ROOT 的权限和磁盘，或 S3_* 的地址、桶和密钥。"
        yield error(part, f"写不进去：{problem}", remedy)
        return
    where = "S3 存储" if settings.S3_BUCKET else str(settings.MEDIA_ROOT)
    yield (
        good(part, f"可读可写（{where}）")
        if is_same
        else error(part, "写进去的读出来不一样", "检查磁盘或对象存储。")
    )


def examine_static_files() -> Iterator[Finding]:
    part = "静态文件"
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    remedy = "运行 ./portal manage collectstatic --noinput。"
    if not manifest.exists():
        yield error(part, "还没有收集，页面会没有样式", remedy)
        return
    names = json.loads(manifest.read_text())["paths"].values()
    root = Path(settings.STATIC_ROOT)
    missing = [name for name in names if not (root / name).exists()]
    if missing:
        yield error(part, f"少了 {len(missing)} 个文件，例如 {missing[0]}", remedy)
    elif any(
        source.stat().st_mtime > manifest.stat().st_mtime
        for source in (settings.BASE_DIR / "static").rglob("*")
        if source.is_file()
    ):
        yield warning(part, "程序里的比收集的新", remedy)
    else:
        yield good(part, f"{len(names)} 个，齐全")
