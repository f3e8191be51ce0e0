"""PDF files that do something when they are opened."""

import re
import zlib
from collections.abc import Iterator

from django.utils.translation import gettext as _

from uploads.errors import UploadRefused

MAX_UNPACKED = 256 * 1024 * 1024  # of all streams together, pictures apart
PIECE = 1024 * 1024
ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")  # /J#61vaScript is /JavaScript
STREAM = re.compile(rb"\bstream\r?\n")
# A script always carries the first of these names; the others start programs or hide files.
ACTIVE = re.compile(rb"/(?:JavaScript|Launch|RichMedia|EmbeddedFiles?|XFA|SubmitForm|ImportData)\b")
OVERLAP = 64


def check_pdf(data: bytes) -> None:
    """Raises UploadRefused for scripts, launched programs, embedded files and locked files."""
    plain = unescaped(data)
    if re.search(rb"/Encrypt\b", plain):
        raise UploadRefused(_("PDF 已加密，无法检查，请另存为不加密的 PDF。"))
    if ACTIVE.search(plain) or any(ACTIVE.search(unescaped(text)) for text in unpacked(data)):
        raise UploadRefused(
            _("PDF 里有脚本、嵌入文件或会启动程序的动作，请打印成新的 PDF 再上传。")
        )


def unescaped(data: bytes) -> bytes:
    return ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), data)


def unpacked(data: bytes) -> Iterator[bytes]:
    """The contents of packed streams, a piece at a time; pictures are left out."""
    left = MAX_UNPACKED
    for found in STREAM.finditer(data):
        head = unescaped(data[max(data.rfind(b"obj", 0, found.start()), 0) : found.start()])
        holds_objects = b"/ObjStm" in head
        if b"/Image" in head and not holds_objects:
            continue
        end = data.find(b"endstream", found.end())
        content = data[found.end() : end if end >= 0 else len(data)]
        is_packed = False
        for piece in inflate(content):
            is_packed = True
            left -= len(piece)
            if left < 0:
                raise UploadRefused(_("文件解压后过大，不能上传。"))
            yield piece
        if holds_objects and not is_packed and b"/Filter" in head:
            raise UploadRefused(_("PDF 的压缩方式无法检查，请打印成新的 PDF 再上传。"))


def inflate(content: bytes) -> Iterator[bytes]:
    """What a Flate stream holds; nothing for any other. Each piece begins with the last one's end."""
    machine = zlib.decompressobj()
    tail = b""
    while content and not machine.eof:
        try:
            piece = machine.decompress(content, PIECE)
        except zlib.error:
            return
        content = machine.unconsumed_tail
        if piece:
            yield tail + piece
            tail = piece[-OVERLAP:]
