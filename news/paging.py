"""Paging through an entry list of any length."""

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from news.models import Entry


@dataclass(frozen=True)
class EntryList:
    """One page of a list, with what its page links need."""

    items: list["Entry"]
    number: int
    pages: int
    count: int

    def __iter__(self):
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    @property
    def previous_number(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def next_number(self) -> int | None:
        return self.number + 1 if self.number < self.pages else None

    @property
    def shown_numbers(self) -> list[int | None]:
        """Page numbers for the links: the ends, the neighbours, and None where a gap is."""
        near = range(max(1, self.number - 2), min(self.pages, self.number + 2) + 1)
        numbers = sorted({1, self.pages, *near})
        shown: list[int | None] = []
        for number in numbers:
            if shown and shown[-1] is not None and number - shown[-1] > 1:
                shown.append(None)
            shown.append(number)
        return shown


class EntryPaginator:
    """Finds the keys of one page in the index and then loads those few rows.

    A page in the second half is counted from the end, so that no page skips more than half.
    """

    def __init__(self, entries, size: int) -> None:
        self.entries = entries
        self.size = size

    def get(self, number: int) -> EntryList | None:
        """The page, or None where the list has no such page. An empty list has one empty page."""
        count = self.entries.count()
        pages = max(1, ceil(count / self.size))
        if not 1 <= number <= pages:
            return None
        start, end = (number - 1) * self.size, min(number * self.size, count)
        if start > count // 2:
            backwards = self.entries.order_by("rank", "pk").values_list("pk", flat=True)
            keys = list(backwards[count - end : count - start])[::-1]
        else:
            keys = list(self.entries.newest_first().values_list("pk", flat=True)[start:end])
        rows = {row.pk: row for row in self.entries.filter(pk__in=keys).with_articles()}
        items = [rows[key] for key in keys if key in rows]
        return EntryList(items=items, number=number, pages=pages, count=count)
