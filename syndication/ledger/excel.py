"""The bulletin as an Excel workbook: one sheet for each table."""

import re
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from syndication.ledger.bulletin import Bulletin
from syndication.ledger.tables import Table, tables_of

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\]")
HEAD = PatternFill("solid", fgColor="F3E3E1")
THIN = Border(*(Side(style="thin", color="999999") for _side in range(4)))
WIDEST = 60


def bulletin_xlsx(bulletin: Bulletin) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for table in tables_of(bulletin):
        add_sheet(book, table)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def add_sheet(book: Workbook, table: Table) -> None:
    sheet = book.create_sheet(NOT_IN_A_NAME.sub("", table.title)[:31])
    sheet.append([safe(value) for value in table.headers])
    for row in table.rows:
        sheet.append([safe(value) for value in row])
    for cell in sheet[1]:
        cell.font, cell.fill = Font(bold=True), HEAD
        cell.alignment = Alignment(horizontal="center")
    for line in sheet.iter_rows():
        for cell in line:
            cell.border = THIN
    for column, cells in enumerate(sheet.columns, start=1):
        width = max(width_of(cell.value) for cell in cells) + 2
        sheet.column_dimensions[get_column_letter(column)].width = min(width, WIDEST)
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"


def safe(value: Any) -> Any:
    """A value that no spreadsheet takes for a formula, even when saved again as CSV."""
    if not isinstance(value, str):
        return value
    text = ILLEGAL_CHARACTERS_RE.sub("", value)
    is_formula = text.startswith(FORMULA_STARTS) or text.lstrip().startswith(FORMULA_STARTS)
    return f"'{text}" if is_formula else text


def width_of(value: Any) -> int:
    """In characters of Latin letters; a Chinese one takes two."""
    return sum(2 if ord(letter) > 255 else 1 for letter in str(value))
