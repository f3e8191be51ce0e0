"""Whether a file is what its name says and does nothing by itself. By content, not by name."""

import re
from collections.abc import Callable
from pathlib import PurePath
from typing import Any

import filetype
from django.utils.translation import gettext as _
from PIL import Image

from uploads import archives, pdf
from uploads.errors import UploadRefused

HEAD = 8_192  # bytes that tell what a file is
MAX_READ = 50 * 1024 * 1024  # of what must be read whole
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
# The directory of an old Office file names its macros in UTF-16.
OLE_MACROS = tuple(name.encode("utf-16-le") for name in ("_VBA_PROJECT", "Macros"))
MARKUP = re.compile(rb"<\s*(?:!doctype|html|head|body|script|svg|iframe|object|\?xml|\?php)", re.I)
IMAGES = {"jpg": "jpg", "jpeg": "jpg", "png": "png", "gif": "gif", "webp": "webp"}


def check_image(name: str, file: Any) -> None:
    """A picture of the format that its name says. Its size in pixels is the form field's matter.

    Raises UploadRefused; leaves the file at its beginning.
    """
    extension = extension_of(name)
    head = beginning(file)
    kind = filetype.guess(head)
    if extension not in IMAGES or kind is None or kind.extension != IMAGES[extension]:
        raise mismatch(extension)
    try:
        Image.open(file).verify()
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError):
        raise UploadRefused(_("图片已损坏，打不开。")) from None
    finally:
        file.seek(0)


def check_document(name: str, file: Any) -> None:
    """A document of the kind that its name says, without macros, scripts or bombs.

    Raises UploadRefused; leaves the file at its beginning.
    """
    extension = extension_of(name)
    check = CHECKS.get(extension)
    if check is None:
        raise mismatch(extension)
    try:
        check(file, extension, beginning(file))
    finally:
        file.seek(0)


def extension_of(name: str) -> str:
    return PurePath(name).suffix.lower().lstrip(".")


def beginning(file: Any) -> bytes:
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0)
    return head


def mismatch(extension: str) -> UploadRefused:
    return UploadRefused(_("文件内容不是 .%(extension)s。") % {"extension": extension})


def whole(file: Any) -> bytes:
    data = file.read(MAX_READ + 1)
    if len(data) > MAX_READ:
        raise UploadRefused(_("这一类文件不能超过 50 MB。"))
    return data


def must(condition: bool, extension: str) -> None:
    if not condition:
        raise mismatch(extension)


def check_pdf_file(file: Any, extension: str, head: bytes) -> None:
    must(head.startswith(b"%PDF-"), extension)
    pdf.check_pdf(whole(file))


def check_new_office(file: Any, extension: str, head: bytes) -> None:
    if head.startswith(OLE):
        raise UploadRefused(_("文件设有密码，无法检查，请取消密码后再上传。"))
    must(head.startswith(b"PK\3\4"), extension)
    archives.check_office(file, extension)


def check_old_office(file: Any, extension: str, head: bytes) -> None:
    """By its macros' place in the directory. Old PowerPoint packs its macros away; see the docs."""
    must(head.startswith(OLE), extension)
    data = whole(file)
    if any(name in data for name in OLE_MACROS):
        raise UploadRefused(_("文件里有宏，请去掉后再上传。"))


def check_zip(file: Any, extension: str, head: bytes) -> None:
    must(head.startswith(b"PK\3\4"), extension)
    archives.check_archive(file)


def check_rar(file: Any, extension: str, head: bytes) -> None:
    must(head.startswith(b"Rar!\x1a\x07"), extension)


def check_mp4(file: Any, extension: str, head: bytes) -> None:
    must(head[4:8] == b"ftyp", extension)


def check_webm(file: Any, extension: str, head: bytes) -> None:
    must(head.startswith(b"\x1aE\xdf\xa3") and b"webm" in head[:64], extension)


def check_text(file: Any, extension: str, head: bytes) -> None:
    """Text in UTF-8 or GB 18030 that no browser could take for a page."""
    data = whole(file)
    must(b"\0" not in data and decodes(data), extension)
    if MARKUP.search(data):
        raise UploadRefused(_("文本里有网页代码，不能上传。"))


def decodes(data: bytes) -> bool:
    for encoding in ("utf-8", "gb18030"):
        try:
            data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return True
    return False


CHECKS: dict[str, Callable[[Any, str, bytes], None]] = {
    "csv": check_text, "txt": check_text,
    "doc": check_old_office, "wps": check_old_office, "xls": check_old_office,
    "ppt": check_old_office,
    "docx": check_new_office, "xlsx": check_new_office, "pptx": check_new_office,
    "pdf": check_pdf_file, "zip": check_zip, "rar": check_rar,
    "mp4": check_mp4, "webm": check_webm,
}  # fmt: skip
