"""The sheet as PDF, A4. The Song face is named, not embedded: each reader of PDF brings one."""

from functools import cache
from html import escape
from io import BytesIO

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from review.sheet.facts import Sheet

FONT = "STSong-Light"
WIDTHS = (3.6 * cm, 12.9 * cm)
GRID = TableStyle(
    [
        ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("TOPPADDING", (0, 0), (-1, -1), 5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 7),
    ]
)


@cache
def styles() -> dict[str, ParagraphStyle]:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    base = ParagraphStyle("base", fontName=FONT, fontSize=11, leading=17, wordWrap="CJK")
    return {
        "text": base,
        "title": ParagraphStyle("title", parent=base, fontSize=19, leading=30, alignment=TA_CENTER),
        "footer": ParagraphStyle("footer", parent=base, fontSize=9, alignment=TA_RIGHT),
    }


def sheet_pdf(sheet: Sheet) -> bytes:
    look = styles()
    rows = [
        [Paragraph(escape(line.label), look["text"]), paragraphs(line.text)] for line in sheet.lines
    ]
    stream = BytesIO()
    document = SimpleDocTemplate(
        stream,
        pagesize=A4,
        title=sheet.title,
        leftMargin=2.2 * cm,
        rightMargin=2.2 * cm,
        topMargin=2 * cm,
        bottomMargin=2 * cm,
    )
    table = Table(rows, colWidths=WIDTHS, style=GRID, splitInRow=1)
    document.build(
        [
            Paragraph(escape(sheet.title), look["title"]),
            Spacer(1, 0.4 * cm),
            table,
            Spacer(1, 0.4 * cm),
            Paragraph(escape(sheet.footer), look["footer"]),
        ]
    )
    return stream.getvalue()


def paragraphs(text: str) -> list[Paragraph]:
    return [Paragraph(escape(part) or "&nbsp;", styles()["text"]) for part in text.split("\n")]
