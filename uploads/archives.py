"""Zip archives, Office files among them: what is inside, without unpacking it."""

import zipfile
import zlib
from pathlib import PurePosixPath
from typing import BinaryIO

from django.utils.translation import gettext as _

from uploads.errors import UploadRefused

MEGABYTE = 1024 * 1024
MAX_ENTRIES = 5_000
MAX_UNPACKED = 500 * MEGABYTE
MAX_RATIO = 200  # unpacked to packed; text reaches 20, a bomb 1,000
RATIO_FROM = 20 * MEGABYTE  # below that no ratio does harm
MAX_RELATIONS = MEGABYTE
# What a double click would run.
RUNS = {
    "exe", "dll", "scr", "com", "bat", "cmd", "ps1", "vbs", "vbe", "js", "jse", "wsf", "wsh", "hta",
    "msi", "lnk", "jar", "apk", "iso", "img", "reg", "cpl", "pif", "sh", "app", "dmg", "url", "chm",
    "docm", "xlsm", "pptm", "dotm", "xltm", "potm", "ppam", "xlam", "svg", "htm", "html",
}  # fmt: skip
ACTIVE_PARTS = ("vbaproject.bin", "vbadata.xml")
ACTIVE_FOLDERS = ("/activex/", "/macrosheets/")
OFFICE_FOLDERS = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/"}


def read_entries(file: BinaryIO) -> list[zipfile.ZipInfo]:
    """The entries of an archive that can be trusted to unpack to a bearable size.

    Raises UploadRefused. An entry never gives more than the size that the archive states for
    it, so the sizes stated are what counts.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, OSError):
        raise UploadRefused(_("文件已损坏，打不开。")) from None
    packed = sum(entry.compress_size for entry in entries)
    unpacked = sum(entry.file_size for entry in entries)
    is_bomb = unpacked > RATIO_FROM and unpacked > MAX_RATIO * max(packed, 1)
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED or is_bomb:
        raise UploadRefused(_("文件解压后过大，不能上传。"))
    if any(entry.flag_bits & 1 for entry in entries):
        raise UploadRefused(_("文件设有密码，无法检查，请取消密码后再上传。"))
    return entries


def check_archive(file: BinaryIO) -> None:
    """A .zip that readers download: nothing in it may run."""
    for entry in read_entries(file):
        path = PurePosixPath(entry.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or path.name.rstrip(" .") != path.name:
            raise UploadRefused(_("压缩包里有不正常的文件名，不能上传。"))
        if path.suffix.lower().lstrip(".") in RUNS or is_active(entry.filename):
            raise UploadRefused(
                _("压缩包里有可以运行的文件（%(name)s），不能上传。") % {"name": path.name}
            )


def check_office(file: BinaryIO, extension: str) -> None:
    """A .docx, .xlsx or .pptx that is what it is called, without macros or outside templates."""
    names = [entry.filename for entry in read_entries(file)]
    folder = OFFICE_FOLDERS[extension]
    if "[Content_Types].xml" not in names or not any(name.startswith(folder) for name in names):
        raise UploadRefused(_("文件内容不是 .%(extension)s。") % {"extension": extension})
    refuse_active_parts(names)
    refuse_outside_template(file, names)


def refuse_active_parts(names: list[str]) -> None:
    if any(is_active(name) for name in names):
        raise UploadRefused(_("文件里有宏或控件，请去掉后再上传。"))


def is_active(name: str) -> bool:
    lowered = "/" + name.lower().replace("\\", "/")
    return lowered.endswith(ACTIVE_PARTS) or any(part in lowered for part in ACTIVE_FOLDERS)


def refuse_outside_template(file: BinaryIO, names: list[str]) -> None:
    """A document may name a template on another machine, which then brings its macros."""
    file.seek(0)
    with zipfile.ZipFile(file) as archive:
        for name in names:
            if not name.lower().endswith(".rels"):
                continue
            try:
                with archive.open(name) as part:
                    text = part.read(MAX_RELATIONS + 1).lower()
            except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError):
                raise UploadRefused(_("文件已损坏，打不开。")) from None
            if len(text) > MAX_RELATIONS or has_outside_template(text):
                raise UploadRefused(_("文件会从外面载入模板或程序，不能上传。"))


def has_outside_template(text: bytes) -> bool:
    """Links to pages are outside too and do no harm."""
    parts = text.split(b"<relationship")
    kinds = (b"/attachedtemplate", b"/oleobject", b"/frame", b"/externallinkpath")
    return any(
        b'targetmode="external"' in part and any(kind in part for kind in kinds) for part in parts
    )
