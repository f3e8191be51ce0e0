"""Files that must not come in, made here so that none lies in the repository."""

import io
import struct
import zipfile
import zlib

from PIL import Image

DOCX_PARTS = {
    "[Content_Types].xml": "<Types/>",
    "word/document.xml": "<w:document/>",
    "word/_rels/document.xml.rels": '<Relationships><Relationship Id="1" Type="http://x/hyperlink"'
    ' Target="https://example.org/" TargetMode="External"/></Relationships>',
}


def zipped(parts: dict[str, str | bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return data.getvalue()


def docx(**more: str | bytes) -> bytes:
    return zipped(DOCX_PARTS | {name.replace("__", "/"): text for name, text in more.items()})


def bomb() -> bytes:
    return zipped({"zeros.txt": b"\0" * (40 * 1024 * 1024)})


def picture(form: str = "PNG") -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (40, 30), "#b03020").save(data, form)
    return data.getvalue()


def image_bomb(side: int = 30_000) -> bytes:
    """A PNG of a few hundred bytes that says it has side × side pixels."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


def pdf(body: str | bytes = "<< /Type /Catalog /Pages 2 0 R >>") -> bytes:
    body = body.encode() if isinstance(body, str) else body
    return b"%PDF-1.7\n1 0 obj\n" + body + b"\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"


def pdf_stream(head: str, content: bytes) -> bytes:
    packed = zlib.compress(content)
    text = f"<< {head} /Filter /FlateDecode /Length {len(packed)} >>"
    return pdf(text.encode() + b"\nstream\n" + packed + b"\nendstream")


def ole(*names: str) -> bytes:
    """The beginning and the directory of an old Office file."""
    entries = b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in names)
    return bytes.fromhex("d0cf11e0a1b11ae1").ljust(512, b"\0") + entries
