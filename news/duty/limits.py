"""The limits as a reader of figures asks for them."""

from collections.abc import Iterable
from dataclasses import dataclass

from news.models import DutyLimit

Subject = DutyLimit.Subject


@dataclass(frozen=True, slots=True)
class Limit:
    """So many days without a new line are allowed; a warning is due when so many are left."""

    days: int
    warn_days: int


def warning_of(days: int) -> int:
    """When to warn of a column's own limit: 4 days before two weeks, a month before half a year."""
    return min(30, max(1, days * 2 // 7))


def limit_of(row: DutyLimit) -> Limit | None:
    """None for a limit by number."""
    if row.days is None or row.warn_days is None:
        return None
    return Limit(row.days, row.warn_days)


def stricter(official: Limit | None, duty_days: int | None) -> Limit | None:
    if duty_days is None or (official and official.days <= duty_days):
        return official
    return Limit(duty_days, warning_of(duty_days))


class Limits:
    """All limits, read once for a board."""

    def __init__(self, rows: Iterable[DutyLimit]) -> None:
        self.rows = {row.subject: row for row in rows}
        self.codes = {subject: row.code_set for subject, row in self.rows.items()}
        self.limits = {subject: limit_of(row) for subject, row in self.rows.items()}
        self.of_columns: dict[tuple[str, str, int | None], Limit | None] = {}

    @classmethod
    def current(cls) -> "Limits":
        return cls(DutyLimit.objects.all())

    def of(self, subject: str) -> Limit | None:
        return self.limits.get(subject)

    def official(self, kind: str, code: str) -> Limit | None:
        """What the rules ask of a column of this kind; None where they ask nothing."""
        codes = self.codes.get(kind)
        return None if codes and code not in codes else self.of(kind)

    def of_column(self, kind: str, code: str, duty_days: int | None) -> Limit | None:
        """The stricter of the rules and of the column's own limit, so that none evades the rules.

        Looked up once for each sort of column: a board asks for tens of thousands.
        """
        key = (kind, code, duty_days)
        if key not in self.of_columns:
            self.of_columns[key] = stricter(self.official(kind, code), duty_days)
        return self.of_columns[key]

    def most(self, subject: str) -> int | None:
        row = self.rows.get(subject)
        return row.most if row else None
