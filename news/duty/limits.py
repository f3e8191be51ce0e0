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


class Limits:
    """All limits, read once for a board."""

    def __init__(self, rows: Iterable[DutyLimit]) -> None:
        self.rows = {row.subject: row for row in rows}
        self.codes = {subject: row.code_set for subject, row in self.rows.items()}

    @classmethod
    def current(cls) -> "Limits":
        return cls(DutyLimit.objects.all())

    def of(self, subject: str) -> Limit | None:
        row = self.rows.get(subject)
        if row is None or row.days is None or row.warn_days is None:
            return None
        return Limit(row.days, row.warn_days)

    def official(self, kind: str, code: str) -> Limit | None:
        """What the rules ask of a column of this kind; None where they ask nothing."""
        codes = self.codes.get(kind)
        return None if codes and code not in codes else self.of(kind)

    def of_column(self, kind: str, code: str, duty_days: int | None) -> Limit | None:
        """The stricter of the rules and of the column's own limit, so that none evades the rules."""
        official = self.official(kind, code)
        if duty_days is None or (official and official.days <= duty_days):
            return official
        return Limit(duty_days, warning_of(duty_days))

    def most(self, subject: str) -> int | None:
        row = self.rows.get(subject)
        return row.most if row else None
