"""From an HTML table to the value of a table block."""

from collections.abc import Callable
from typing import Any

from bs4 import Tag
from django.utils.translation import gettext as _

from news.word.errors import WordFileError

MAX_ROWS = 1_000
MAX_COLUMNS = 60


def rows_of(table: Tag) -> list[list[Tag]]:
    """The cells of each row, without those of tables inside the cells."""
    rows = [row for row in table.find_all("tr") if row.find_parent("table") is table]
    return [row.find_all(["td", "th"], recursive=False) for row in rows]


def table_value(table: Tag, caption: str, text_of: Callable[[Tag], str]) -> dict[str, Any]:
    """Text in a grid. A merged cell keeps its text in the first place; the others are hidden.

    Raises WordFileError for a table that belongs into an attachment.
    """
    texts: dict[tuple[int, int], str] = {}
    merged, hidden = [], []
    rows = rows_of(table)
    for y, row in enumerate(rows):
        x = 0
        for cell in row:
            while (y, x) in texts:
                x += 1
            width, height = span(cell, "colspan"), min(span(cell, "rowspan"), len(rows) - y)
            if len(rows) > MAX_ROWS or x + width > MAX_COLUMNS:
                raise WordFileError(_("有表格超过 1000 行或 60 列，请做成附件。"))
            for down in range(height):
                texts |= {(y + down, x + right): "" for right in range(width)}
            texts[y, x] = text_of(cell)
            if width > 1 or height > 1:
                merged.append({"row": y, "col": x, "rowspan": height, "colspan": width})
                hidden += [
                    {"row": y + down, "col": x + right, "hidden": True}
                    for down in range(height)
                    for right in range(width)
                    if down or right
                ]
            x += width
    columns = max(x for _y, x in texts) + 1
    has_header = bool(rows[0]) and all(cell.name == "th" for cell in rows[0])
    return {
        "data": [[texts.get((y, x), "") for x in range(columns)] for y in range(len(rows))],
        "cell": hidden,
        "mergeCells": merged,
        "first_row_is_table_header": has_header,
        "first_col_is_header": False,
        "table_header_choice": "row" if has_header else "neither",
        "table_caption": caption,
    }


def span(cell: Tag, name: str) -> int:
    """How many columns or rows a cell takes; a file may say anything."""
    text = str(cell.get(name, "1"))
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 1
    return max(1, number)
