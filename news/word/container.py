"""What a Word file may be before anything reads it: a .docx is a zip archive from anywhere."""

import zipfile
import zlib
from io import BytesIO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from news.word.errors import WordFileError
from uploads.archives import check_office
from uploads.errors import UploadRefused

MEGABYTE = 1024 * 1024
MAX_FILE = 20 * MEGABYTE
MAX_UNPACKED = 200 * MEGABYTE
# Reading text takes seconds for each megabyte of it; a long report has less than one.
MAX_XML = 5 * MEGABYTE
MAX_ENTRIES = 2_000
XML_BEGINNINGS = (b"<", b"\0<", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")
OLD_WORD = bytes.fromhex("d0cf11e0a1b11ae1")  # .doc; also a .docx with a password
TOO_LARGE = gettext_lazy("文件解压后过大，请拆分或压缩图片后再导入。")


def check_container(name: str, data: bytes) -> None:
    """Raises WordFileError for what is not a .docx file, or one that would fill the machine.

    An entry never gives more than the size that the archive states for it, so the sizes stated
    are what counts.
    """
    if len(data) > MAX_FILE:
        raise WordFileError(_("文件超过 20 MB，请压缩图片后再导入。"))
    if data.startswith(OLD_WORD):
        if name.lower().endswith(".docx"):
            raise WordFileError(_("文件设有密码，请取消密码后再导入。"))
        raise WordFileError(_("这是旧版 .doc 文件，请在 Word 里另存为 .docx 再导入。"))
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > MAX_ENTRIES:
                raise WordFileError(TOO_LARGE)
            xml = sum(entry.file_size for entry in entries if is_xml(archive, entry))
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError):
        if data.startswith(b"PK"):
            raise WordFileError(_("文件已损坏，打不开。")) from None
        raise WordFileError(_("这不是 .docx 文件。")) from None
    names = {entry.filename for entry in entries}
    if "[Content_Types].xml" not in names or not any(name.startswith("word/") for name in names):
        raise WordFileError(_("这不是 .docx 文件。"))
    if xml > MAX_XML or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise WordFileError(TOO_LARGE)
    try:
        check_office(BytesIO(data), "docx")
    except UploadRefused as refused:
        raise WordFileError(str(refused)) from None


def is_xml(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    """By its beginning and not by its name, which the file chooses."""
    with archive.open(entry) as file:
        return file.read(64).lstrip().startswith(XML_BEGINNINGS)
