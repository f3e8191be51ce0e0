"""Terms as a table in a file, in and out. The columns are named in Chinese."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from checks.models import Level, Term

# The heading of a column and the field that it is of.
COLUMNS = {
    "词语": "word",
    "类别": "kind",
    "应为": "suggestion",
    "级别": "level",
    "例外": "unless",
    "说明": "note",
}
KINDS = {"错别字": Term.Kind.ERROR, "规范表述": Term.Kind.FIXED, "敏感词": Term.Kind.SENSITIVE}
LEVELS = {"禁止发布": Level.BLOCK, "说明理由": Level.WARN, "提示": Level.HINT}
MAX_ROWS = 50_000
MOST_ERRORS = 50


class TableError(Exception):
    """The file can't be taken over; ``problems`` are sentences, most of them with a row number."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def read_terms(data: bytes) -> list[Term]:
    """The terms of a CSV file, unsaved. Raises TableError with all that is wrong, row by row."""
    reader = csv.DictReader(io.StringIO(decoded(data)))
    missing = [name for name in ("词语", "类别") if name not in (reader.fieldnames or ())]
    if missing:
        raise TableError([_("第 1 行：缺少“%(name)s”一列。") % {"name": missing[0]}])
    terms: list[Term] = []
    problems: list[str] = []
    rows_of: dict[tuple[str, str], int] = {}
    try:
        for number, row in enumerate(reader, start=2):
            if number > MAX_ROWS + 1:
                problems.append(_("最多 %(count)s 行。") % {"count": MAX_ROWS})
                break
            if not any((value or "").strip() for value in row.values() if isinstance(value, str)):
                continue
            term, wrong = term_of(row)
            first = rows_of.setdefault((term.kind, term.word), number)
            if first != number:
                wrong.append(
                    _("“%(word)s”和第 %(row)s 行重复。") % {"word": term.word, "row": first}
                )
            terms.append(term)
            problems += [_("第 %(row)s 行：") % {"row": number} + text for text in wrong]
    except csv.Error as error:
        problems.append(_("文件读不下去：%(error)s") % {"error": error})
    if problems:
        raise TableError(shortened(problems))
    return terms


def decoded(data: bytes) -> str:
    """Excel in China saves CSV as GBK, other programs as UTF-8."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise TableError([_("文件的编码不对，请存为 UTF-8 或 GBK 的 CSV。")])


def term_of(row: dict[str, Any]) -> tuple[Term, list[str]]:
    """The term and what is wrong with it."""
    values = {field: (row.get(name) or "").strip() for name, field in COLUMNS.items()}
    wrong = []
    kind, level = values["kind"], values["level"]
    if kind not in KINDS:
        wrong.append(
            _("类别“%(kind)s”不认识，要写%(known)s。") % {"kind": kind, "known": "、".join(KINDS)}
        )
    if level and level not in LEVELS:
        wrong.append(
            _("级别“%(level)s”不认识，要写%(known)s，或者空着。")
            % {"level": level, "known": "、".join(LEVELS)}
        )
    values["kind"] = KINDS.get(kind, Term.Kind.ERROR)
    values["level"] = LEVELS.get(level, "")
    term = Term(**values)
    try:
        term.clean_fields()
        term.clean()
    except ValidationError as error:
        wrong += [message for messages in error.message_dict.values() for message in messages]
    return term, wrong


def shortened(problems: list[str]) -> list[str]:
    if len(problems) <= MOST_ERRORS:
        return problems
    more = len(problems) - MOST_ERRORS
    return [*problems[:MOST_ERRORS], _("还有 %(count)s 处。") % {"count": more}]


def write_terms(terms: Iterable[Term]) -> Iterator[str]:
    """The table line by line, such as ``read_terms`` takes it."""
    kinds = {value: name for name, value in KINDS.items()}
    levels = {value: name for name, value in LEVELS.items()}
    yield "\ufeff" + line(list(COLUMNS))
    for term in terms:
        yield line(
            [
                term.word, kinds[Term.Kind(term.kind)], term.suggestion,
                levels[Level(term.level)] if term.level else "", term.unless, term.note,
            ]
        )  # fmt: skip


def line(values: list[str]) -> str:
    text = io.StringIO()
    csv.writer(text).writerow(values)
    return text.getvalue()
