"""Rows of columns with the names that a screen or a file shows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from news.duty.figures import ColumnFigure, UnionFigure, left_in_words
from news.models import ColumnKind, ColumnPage
from pages.site_roots import site_roots
from sites.models import Organisation

CHUNK = 500


@dataclass(frozen=True)
class DressedColumn:
    column: ColumnFigure
    union: Organisation
    title: str
    url: str

    @property
    def kind(self) -> str:
        return str(ColumnKind(self.column.row.kind).label)

    @property
    def newest_at(self) -> datetime | None:
        return self.column.newest_at

    @property
    def state(self) -> str:
        if self.column.is_blank and self.column.is_bad:
            return _("空白")
        return str(self.column.state.label)

    @property
    def left(self) -> str:
        return left_in_words(self.column.left)


def dressed_columns(
    columns: Iterable[ColumnFigure], figures: Mapping[int, UnionFigure], *, with_urls: bool = False
) -> list[DressedColumn]:
    """Columns with their titles and their unions, in the order given; two queries a chunk."""
    columns = list(columns)
    pages: dict[int, ColumnPage] = {}
    keys = [column.row.page_id for column in columns]
    for start in range(0, len(keys), CHUNK):
        part = ColumnPage.objects.filter(pk__in=keys[start : start + CHUNK])
        pages |= {page.pk: page for page in part.defer("intro", "intro_zh_hans", "intro_en")}
    if with_urls:
        site_roots.prime(pages.values())
    return [
        DressedColumn(
            column,
            figures[column.row.union_id].union,
            pages[column.row.page_id].title,
            (pages[column.row.page_id].full_url or "") if with_urls else "",
        )
        for column in columns
        if column.row.page_id in pages
    ]
