"""The bulletin as a Word document, in the look of official papers (GB/T 9704)."""

from io import BytesIO
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from syndication.ledger.bulletin import Bulletin
from syndication.ledger.tables import Table, tables_of

BODY, HEADING, TITLE = "仿宋", "黑体", "方正小标宋简体"
# Margins of GB/T 9704 in centimetres: top, right, bottom, left.
MARGINS = (3.7, 2.6, 3.5, 2.8)
NUMERALS = "一二三四五六七八九十"
# XML has no place for these; a title that was pasted may hold them.
CONTROL = {code: None for code in range(32) if code not in (9, 10, 13)}


def bulletin_docx(bulletin: Bulletin) -> bytes:
    """Headings and tables are real ones, so that a reader can go by them and edit them."""
    document = Document()
    set_page(document)
    for style, font, size in (
        ("Normal", BODY, 12), ("Heading 1", HEADING, 16), ("Title", TITLE, 22),
    ):  # fmt: skip
        set_font(document.styles[style], font, size)
    title = document.add_heading(title_of(bulletin), level=0)
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text in opening(bulletin):
        paragraph = document.add_paragraph(text)
        paragraph.paragraph_format.first_line_indent = Pt(24)
    for numeral, table in zip(NUMERALS, tables_of(bulletin), strict=False):
        document.add_heading(f"{numeral}、{table.title}", level=1)
        add_table(document, table)
    add_signature(document, bulletin)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def title_of(bulletin: Bulletin) -> str:
    names = {"name": bulletin.head.name, "month": bulletin.month.label}
    return _("%(name)s%(month)s信息采用情况通报") % names


def opening(bulletin: Bulletin) -> list[str]:
    sums = bulletin.sums | {"month": bulletin.month.label, "none": len(bulletin.with_none)}
    return [
        _(
            "%(month)s，本级和下级工会共报送稿件%(handed_in)s篇，被各级各类媒体采用%(adoptions)s篇次，"
            "共计%(points)s分；各单位在本会站点发布%(published)s篇。零报送单位%(none)s个。现将有关情况通报如下。"
        )
        % sums
    ]


def set_page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    top, right, bottom, left = (Cm(size) for size in MARGINS)
    section.top_margin, section.right_margin = top, right
    section.bottom_margin, section.left_margin = bottom, left


def set_font(style: Any, font: str, size: int) -> None:
    style.font.name, style.font.size = font, Pt(size)
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("w:eastAsia", "w:ascii", "w:hAnsi"):
        fonts.set(qn(name), font)
    for name in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(name), None)


def add_table(document: Any, table: Table) -> None:
    if not table.rows:
        document.add_paragraph(table.empty).paragraph_format.first_line_indent = Pt(24)
        return
    grid = document.add_table(rows=len(table.rows) + 1, cols=len(table.headers), style="Table Grid")
    grid.alignment = WD_TABLE_ALIGNMENT.CENTER
    lines = list(grid.rows)
    fill(lines[0], table.headers, bold=True)
    repeat_head(lines[0])
    for line, values in zip(lines[1:], table.rows, strict=True):
        fill(line, values)


def fill(line: Any, values: Any, *, bold: bool = False) -> None:
    for cell, value in zip(line.cells, values, strict=True):
        paragraph = cell.paragraphs[0]
        run = paragraph.add_run(str(value).translate(CONTROL))
        run.bold, run.font.size = bold, Pt(10.5)
        if bold or not isinstance(value, str):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def repeat_head(line: Any) -> None:
    """Show the head of a table again on each page."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    line._tr.get_or_add_trPr().append(mark)


def add_signature(document: Any, bulletin: Bulletin) -> None:
    today = timezone.localdate()
    for text in (bulletin.head.name, f"{today.year}年{today.month}月{today.day}日"):
        document.add_paragraph(text).alignment = WD_ALIGN_PARAGRAPH.RIGHT
