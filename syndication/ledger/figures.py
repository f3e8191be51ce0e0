"""A month, and what it came to at one union."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from sites.models import Organisation


@dataclass(frozen=True, order=True)
class Month:
    """A calendar month in Asia/Shanghai."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Month":
        return cls(day.year, day.month)

    @classmethod
    def last(cls) -> "Month":
        """The month before the present one."""
        return cls.of(timezone.localdate()).shifted(-1)

    @classmethod
    def parse(cls, text: str) -> "Month":
        """Of ``2026-05``. Raises ValueError for anything else."""
        year, _separator, number = text.partition("-")
        return cls.of(date(int(year), int(number), 1))

    def shifted(self, months: int) -> "Month":
        years, number = divmod(self.year * 12 + self.number - 1 + months, 12)
        return Month(years, number + 1)

    def __str__(self) -> str:
        return f"{self.year}-{self.number:02}"

    @property
    def label(self) -> str:
        return _("%(year)s年%(month)s月") % {"year": self.year, "month": self.number}

    @property
    def first_day(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def span(self) -> tuple[datetime, datetime]:
        """Its first moment and the first of the next month."""
        return midnight(self.first_day), midnight(self.shifted(1).first_day)

    @property
    def year_to_here(self) -> list["Month"]:
        """The months of its year up to this one."""
        return [Month(self.year, number) for number in range(1, self.number + 1)]


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day))


@dataclass
class Figures:
    """One union's month. ``points`` and ``fee`` (yuan) are its own, ``total`` with all below it."""

    union: Organisation
    handed_in: int = 0
    relayed: int = 0
    adopted: dict[str, int] = field(default_factory=dict)  # by the tier of the adopting union
    elsewhere: int = 0
    returned: int = 0
    declined: int = 0
    late: int = 0
    published: int = 0
    zero_months: int = 0
    points: Decimal = Decimal(0)
    fee: Decimal = Decimal(0)
    total: Decimal = Decimal(0)
    rank: int = 0

    @property
    def adoptions(self) -> int:
        return sum(self.adopted.values()) + self.elsewhere

    @property
    def adopted_by_province(self) -> int:
        return self.adopted.get("PROVINCE", 0)

    @property
    def adopted_by_city(self) -> int:
        return self.adopted.get("CITY", 0)
