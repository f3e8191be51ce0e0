"""Small files for the demo's attachments: Word, PDF and plain text, written by hand."""

import zipfile
from functools import cache
from io import BytesIO
from xml.sax.saxutils import escape

from demo.wording import read_texts

CONTENT_TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType='
    '"application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
WORD_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
CELL = "<w:sz w:val='24'/>"
BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


@cache
def make_document(key: str) -> tuple[str, str, bytes]:
    """The title, the file name and the content of a document; the same every time."""
    plan = read_texts("documents")[key]
    kind = plan.get("kind", "docx")
    writers = {"docx": word_file, "pdf": pdf_file, "txt": text_file}
    lines = plan["text"].strip().splitlines()
    return plan["title"], f"{key}.{kind}", writers[kind](plan["title"], lines)


def text_file(title: str, lines: list[str]) -> bytes:
    return "\r\n".join([title, "", *lines, ""]).encode("utf-8-sig")


def word_file(title: str, lines: list[str]) -> bytes:
    """A title, paragraphs, and rows that begin with ``|`` as a table."""
    parts = [paragraph(title, "<w:b/><w:sz w:val='36'/>", "<w:jc w:val='center'/>")]
    rows: list[str] = []
    for line in [*lines, ""]:
        if line.startswith("|"):
            rows.append(line)
            continue
        if rows:
            parts.append(word_table(rows))
            rows = []
        parts.append(paragraph(line, CELL))
    document = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="{WORD_SPACE}">'
        f"<w:body>{''.join(parts)}</w:body></w:document>"
    )
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (
            ("[Content_Types].xml", CONTENT_TYPES),
            ("_rels/.rels", RELATIONS),
            ("word/document.xml", document),
        ):
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content)
    return out.getvalue()


def paragraph(text: str, run: str, layout: str = "") -> str:
    return (
        f"<w:p><w:pPr>{layout}</w:pPr><w:r><w:rPr>{run}</w:rPr>"
        f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
    )


def word_table(rows: list[str]) -> str:
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]
    count = max(len(row) for row in cells)
    width = 9000 // count
    grid = f"<w:gridCol w:w='{width}'/>" * count
    body = "".join(
        "<w:tr>"
        + "".join(
            f"<w:tc><w:tcPr><w:tcW w:w='{width}' w:type='dxa'/></w:tcPr>"
            f"{paragraph(cell, CELL)}</w:tc>"
            for cell in row
        )
        + "</w:tr>"
        for row in cells
    )
    return (
        f"<w:tbl><w:tblPr><w:tblBorders>{BORDERS}</w:tblBorders></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"
    )


def pdf_file(title: str, lines: list[str]) -> bytes:
    """One page in the readers' own Song typeface; 34 characters a line, 40 lines at most."""
    wrapped = [line[start : start + 34] for line in lines for start in range(0, len(line) or 1, 34)]
    text = ["BT", "/F1 18 Tf", "72 770 Td", f"<{hexed(title)}> Tj", "/F1 12 Tf", "0 -34 Td"]
    for line in wrapped[:40]:
        text += [f"<{hexed(line)}> Tj", "0 -17 Td"]
    stream = "\n".join([*text, "ET"])
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        "/Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H "
        "/DescendantFonts [6 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo "
        "<< /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /FontDescriptor 7 0 R >>",
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] "
        "/ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
    ]
    out, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    out += (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    )
    return out.encode("ascii")


def hexed(text: str) -> str:
    return text.encode("utf-16-be").hex().upper()
