"""Reading the blueprints: what a new union's sites are made of (sites/blueprints/README.md)."""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from sites.models import SiteKind, Tier

FOLDER = Path(__file__).parent / "blueprints"


@dataclass(frozen=True)
class ColumnPlan:
    code: str
    title: str
    title_en: str
    kind: str
    site: str
    duty_days: int | None = None
    parent: str = ""
    menu: bool = True


@dataclass(frozen=True)
class PagePlan:
    slug: str
    title: str
    title_en: str
    role: str
    menu: bool = True


@dataclass(frozen=True)
class Blueprint:
    """The standard columns, pages and front-page sections of one tier."""

    columns: tuple[ColumnPlan, ...]
    pages: tuple[PagePlan, ...]
    sections: tuple[dict[str, Any], ...] = field(hash=False)

    def columns_of(self, kind: str) -> list[ColumnPlan]:
        return [column for column in self.columns if column.site == kind]


@cache
def blueprint_for(tier: str) -> Blueprint:
    """The blueprint of a tier. Raises ValueError where the file contradicts itself."""
    with (FOLDER / f"{Tier(tier).value.lower()}.toml").open("rb") as file:
        data = tomllib.load(file)
    columns = tuple(ColumnPlan(**row) for row in data["columns"])
    check_columns(columns)
    return Blueprint(
        columns=columns,
        pages=tuple(PagePlan(**row) for row in data["pages"]),
        sections=tuple(data["sections"]),
    )


def check_columns(columns: tuple[ColumnPlan, ...]) -> None:
    """A code stands once, and a sub-column comes after the column it belongs to."""
    seen: dict[str, ColumnPlan] = {}
    for column in columns:
        if column.code in seen:
            raise ValueError(f"栏目编码 {column.code} 出现了两次")
        if column.site not in {SiteKind.PORTAL, SiteKind.NEWS}:
            raise ValueError(f"栏目 {column.code} 的 site 应为 PORTAL 或 NEWS")
        if column.parent and (column.parent not in seen or seen[column.parent].site != column.site):
            raise ValueError(f"栏目 {column.code} 的上级栏目 {column.parent} 应写在它前面")
        seen[column.code] = column
