"""The bulletin as tables, the same on the screen, in Word and in Excel."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from syndication.ledger.bulletin import Bulletin
from syndication.ledger.figures import Figures


@dataclass(frozen=True)
class Table:
    """``empty`` is the sentence that stands where there are no rows. Numbers stay numbers."""

    name: str
    title: str
    headers: Sequence[str]
    rows: Sequence[Sequence[Any]]
    empty: str


def number(value: Decimal) -> int | float:
    """Points and yuan without needless zeros."""
    return int(value) if value == value.to_integral_value() else float(value)


def tables_of(bulletin: Bulletin) -> list[Table]:
    """All parts of the bulletin that its head has unions for, in the order of the page."""
    parts = []
    if any(row.union.tier == "CITY" for row in bulletin.below):
        parts.append(ranking("cities", _("各市采用情况排名"), bulletin.cities, of_city=True))
    parts.append(ranking("counties", _("各县（市、区）采用情况排名"), bulletin.counties))
    return [
        *parts,
        authors(bulletin),
        outlets(bulletin),
        none(bulletin),
        late(bulletin),
        calls(bulletin),
    ]


def ranking(name: str, title: str, rows: list[Figures], *, of_city: bool = False) -> Table:
    headers = [
        _("名次"), _("单位"), _("报送"), _("市采用"), _("省采用"), _("外部采用"), _("退稿"), _("转报"),
        _("逾期答复"), _("本站发布"), _("本会得分"),
    ]  # fmt: skip
    if of_city:
        headers.append(_("全市得分"))
    return Table(
        name,
        title,
        headers,
        [ranking_row(row, of_city) for row in rows],
        _("本级没有这一层的单位。"),
    )


def ranking_row(row: Figures, of_city: bool) -> list[Any]:
    cells = [
        row.rank, row.union.name, row.handed_in, row.adopted_by_city, row.adopted_by_province,
        row.elsewhere, row.returned, row.relayed, row.late, row.published, number(row.points),
    ]  # fmt: skip
    return [*cells, number(row.total)] if of_city else cells


def authors(bulletin: Bulletin) -> Table:
    rows = [
        [row.rank, row.name, row.union.name, row.count, number(row.points)]
        for row in bulletin.authors
    ]
    headers = [_("名次"), _("作者"), _("单位"), _("采用"), _("得分")]
    return Table("authors", _("作者排名"), headers, rows, _("本月没有署名稿件被采用。"))


def outlets(bulletin: Bulletin) -> Table:
    rows = [
        [
            row.outlet.name, row.outlet.get_tier_display(), row.articles, row.briefs,
            number(row.points), number(row.fee),
        ]
        for row in bulletin.outlets
    ]  # fmt: skip
    headers = [_("媒体"), _("级别"), _("文章"), _("简讯"), _("得分"), _("稿酬（元）")]
    return Table("outlets", _("各媒体采用情况"), headers, rows, _("还没有设置采用媒体。"))


def none(bulletin: Bulletin) -> Table:
    rows = [[row.union.name, row.union.tier_label, row.zero_months] for row in bulletin.with_none]
    headers = [_("单位"), _("层级"), _("本年零报送月数")]
    return Table("none", _("零报送单位"), headers, rows, _("本月各单位都有报送。"))


def late(bulletin: Bulletin) -> Table:
    rows = [[row.union.name, row.late, row.declined] for row in bulletin.late]
    headers = [_("单位"), _("逾期件数"), _("答复不采用")]
    return Table("late", _("下发稿件逾期答复"), headers, rows, _("本月没有逾期答复。"))


def calls(bulletin: Bulletin) -> Table:
    rows = [
        [call.title, call.first_date.isoformat(), call.last_date.isoformat(), call.wishes]
        for call in bulletin.calls
    ]
    headers = [_("主题"), _("开始"), _("截止"), _("要求")]
    return Table("calls", _("下月报送要点"), headers, rows, _("还没有发布下月的约稿。"))
