"""The sheet as a Word document, A4, one table."""

from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from review.sheet.facts import Sheet

BODY, TITLE = "仿宋", "方正小标宋简体"
LABEL_WIDTH, TEXT_WIDTH = Cm(3.6), Cm(12.4)


def sheet_docx(sheet: Sheet) -> bytes:
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    set_font(document.styles["Normal"], BODY, 12)
    set_font(document.styles["Title"], TITLE, 20)
    heading = document.add_heading(sheet.title, level=0)
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    grid = document.add_table(rows=0, cols=2, style="Table Grid")
    for line in sheet.lines:
        label, text = grid.add_row().cells
        label.width, text.width = LABEL_WIDTH, TEXT_WIDTH
        label.paragraphs[0].add_run(line.label).bold = True
        first, *more = line.text.split("\n")
        text.paragraphs[0].add_run(first)
        for part in more:
            text.add_paragraph(part)
    footer = document.add_paragraph(sheet.footer)
    footer.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def set_font(style: Any, font: str, size: int) -> None:
    style.font.name, style.font.size = font, Pt(size)
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("w:eastAsia", "w:ascii", "w:hAnsi"):
        fonts.set(qn(name), font)
    for name in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(name), None)
