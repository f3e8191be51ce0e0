"""The audit log as a file: a line for each entry, with the values that prove it."""

import csv
import json
from collections.abc import Iterator
from datetime import UTC
from typing import Any

from audit.chain import CONTENT
from audit.models import AuditEntryQuerySet

COLUMNS = ("number", *CONTENT, "stamp", "hash")
FORMATS = {"csv": "text/csv; charset=utf-8", "jsonl": "application/x-ndjson; charset=utf-8"}
READ_AT_ONCE = 2_000
# A spreadsheet runs what begins like this as a formula.
FORMULA_BEGINNINGS = ("=", "+", "-", "@", "\t", "\r")


class _Line:
    """What csv.writer writes to: hands the line back."""

    def write(self, text: str) -> str:
        return text


def export_lines(entries: AuditEntryQuerySet, form: str) -> Iterator[str]:
    """The entries in the form "csv" or "jsonl", read a part at a time."""
    rows = entries.order_by("pk").values(*COLUMNS).iterator(chunk_size=READ_AT_ONCE)
    return csv_lines(rows) if form == "csv" else json_lines(rows)


def json_lines(rows: Iterator[dict[str, Any]]) -> Iterator[str]:
    for row in rows:
        yield json.dumps(outside(row), ensure_ascii=False) + "\n"


def csv_lines(rows: Iterator[dict[str, Any]]) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield "\ufeff" + writer.writerow(COLUMNS)  # type: ignore[operator]
    for row in rows:
        yield writer.writerow([harmless(row_text(value)) for value in outside(row).values()])  # type: ignore[misc]


def outside(row: dict[str, Any]) -> dict[str, Any]:
    """Times as they are signed (see audit.chain)."""
    return {**row, "at": row["at"].astimezone(UTC).isoformat(timespec="microseconds")}


def row_text(value: Any) -> str:
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return "" if value is None else str(value)


def harmless(text: str) -> str:
    return "'" + text if text.startswith(FORMULA_BEGINNINGS) else text
