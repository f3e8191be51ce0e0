"""Reads the text of one office file; runs as a process of its own, on files that may be hostile.

    python extract.py KIND PATH LIMIT

Writes the text to its standard output. It imports nothing of the portal; memory, time and the
amount read are limited before the file is opened.
"""

import re
import resource
import sys
import zipfile
from collections.abc import Iterator

MEMORY = 512 * 1024 * 1024  # bytes of address space
SECONDS = 20  # of processor time
UNPACKED = 64 * 1024 * 1024  # bytes that one part of an archive may unpack to
MAX_PAGES = 300
CHUNK = 64 * 1024

# Whoever opens the file finds what stands in its margins too.
WORD_PART = re.compile(r"word/(?:document|footnotes|endnotes|comments|header\d*|footer\d*)\.xml")
PARAGRAPH_END = re.compile(rb"</w:p>|<w:br[^>]*>|<w:tab[^>]*>")
XML_TAG = re.compile(r"<[^>]*>")


def limit_resources() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def read_part(archive: zipfile.ZipFile, name: str) -> bytes:
    """A part of an archive, at most ``UNPACKED`` bytes of it, whatever its header says."""
    read = bytearray()
    with archive.open(name) as part:
        while len(read) < UNPACKED and (chunk := part.read(CHUNK)):
            read += chunk
    return bytes(read)


def word_text(path: str) -> Iterator[str]:
    """By pattern and not by an XML parser: a parser could be led to expand entities."""
    import html

    with zipfile.ZipFile(path) as archive:
        for name in sorted(filter(WORD_PART.fullmatch, archive.namelist())):
            marked = PARAGRAPH_END.sub(b"\n", read_part(archive, name))
            yield html.unescape(XML_TAG.sub("", marked.decode("utf-8", "replace")))


def sheet_text(path: str) -> Iterator[str]:
    import openpyxl

    with zipfile.ZipFile(path) as archive:
        if sum(part.file_size for part in archive.infolist()) > UNPACKED:
            raise ValueError("unpacks to too much")
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    for sheet in book.worksheets:
        yield sheet.title
        for row in sheet.iter_rows(values_only=True):
            yield " ".join(str(cell) for cell in row if cell is not None)


def pdf_text(path: str) -> Iterator[str]:
    import pypdf

    reader = pypdf.PdfReader(path)
    for page in reader.pages[:MAX_PAGES]:
        yield page.extract_text()


def plain_file_text(path: str) -> Iterator[str]:
    with open(path, "rb") as file:
        data = file.read(UNPACKED)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            yield data.decode(encoding)
            return
        except UnicodeDecodeError:
            continue
    yield data.decode("utf-8", "replace")


READERS = {
    "docx": word_text,
    "xlsx": sheet_text,
    "pdf": pdf_text,
    "txt": plain_file_text,
    "csv": plain_file_text,
}


def main(kind: str, path: str, limit: int) -> None:
    limit_resources()
    written = 0
    for piece in READERS[kind](path):
        text = piece[: limit - written]
        sys.stdout.write(text + "\n")
        written += len(text) + 1
        if written >= limit:
            break


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
