"""Reading a table of unions (CSV) and finding all that is wrong with it before anything is made."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _
from wagtail.models import Site

from pages.slugs import pinyin_slug
from sites.actions import STANDARD_KINDS, host_of
from sites.models import TIER_ORDER, HostAlias, Organisation, OrganisationSite, SiteKind, Tier

REQUIRED = ("code", "name", "tier", "parent")
MAX_BYTES = 5 * 1024 * 1024
MAX_NAME = 100
HOST = re.compile(r"^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*$")
CODE = re.compile(r"^[1-9]\d{5}$")
SLUG = re.compile(r"^[a-z][a-z0-9-]{0,39}$")
TIER_WORDS = {
    "省": Tier.PROVINCE,
    "市": Tier.CITY,
    "县": Tier.COUNTY,
    "县区": Tier.COUNTY,
    "区": Tier.COUNTY,
}


@dataclass(frozen=True)
class TableRow:
    """One union of the table; ``line`` is its line in the file, the heading being line 1."""

    line: int
    code: str
    name: str
    tier: str
    parent: str
    slug: str
    host: str = ""
    short_name: str = ""
    name_en: str = ""
    with_work: bool = False

    @property
    def hosts(self) -> dict[SiteKind, str]:
        portal = self.host or f"{self.slug}.{settings.PUBLIC_DOMAIN}"
        kinds = (*STANDARD_KINDS, SiteKind.WORK) if self.with_work else STANDARD_KINDS
        return {kind: host_of(kind, portal) for kind in kinds}


class TableError(Exception):
    """A table that can't be used, with one Chinese sentence for each thing that is wrong."""

    def __init__(self, messages: list[str]) -> None:
        super().__init__("\n".join(messages))
        self.messages = messages


def read_table(data: bytes) -> list[TableRow]:
    """The rows of a table, uppermost tier first. Raises TableError that names every fault."""
    rows = parse(decode(data))
    faults = [*faults_of_rows(rows), *faults_of_tree(rows), *faults_of_hosts(rows)]
    if faults:
        ordered = sorted(set(faults))
        raise TableError(
            [_("第 %(line)d 行：%(text)s") % {"line": n, "text": t} for n, t in ordered]
        )
    return sorted(rows, key=lambda row: (TIER_ORDER.index(row.tier), row.code, row.line))


def decode(data: bytes) -> str:
    """The table's text. It must be UTF-8; the mark that Excel puts in front is passed over."""
    if len(data) > MAX_BYTES:
        raise TableError([_("文件超过 5 MB，不像是工会名单。")])
    if data[:2] == b"PK":
        raise TableError([_("这是 Excel 工作簿，请在 Excel 里另存为“CSV UTF-8（逗号分隔）”再用。")])
    if b"\0" in data:
        raise TableError(
            [_("文件不是 UTF-8 文本（可能是 UTF-16），请另存为“CSV UTF-8（逗号分隔）”再用。")]
        )
    text = data.removeprefix(b"\xef\xbb\xbf")
    faults = []
    for line, content in enumerate(text.splitlines(), start=1):
        try:
            content.decode("utf-8")
        except UnicodeDecodeError:
            faults.append(
                _(
                    "第 %(line)d 行：不是 UTF-8 编码（%(guess)s），请在 Excel 里另存为“CSV UTF-8（逗号分隔）”再用。"
                )
                % {"line": line, "guess": guess_encoding(content)}
            )
    if faults:
        raise TableError(faults)
    return text.decode("utf-8")


def guess_encoding(content: bytes) -> str:
    try:
        return _("像是 GBK：%(text)s") % {"text": content.decode("gb18030")[:20]}
    except UnicodeDecodeError:
        return _("无法识别")


def parse(text: str) -> list[TableRow]:
    reader = csv.DictReader(io.StringIO(text), skipinitialspace=True)
    heading = [(name or "").strip() for name in reader.fieldnames or []]
    missing = [name for name in REQUIRED if name not in heading]
    if missing:
        raise TableError([_("第 1 行：表头缺少 %(names)s。") % {"names": "、".join(missing)}])
    reader.fieldnames = heading
    rows, faults = [], []
    try:
        for record in reader:
            if None in record:
                faults.append(_("第 %(line)d 行：列数比表头多。") % {"line": reader.line_num})
                continue
            cells = {name: (value or "").strip() for name, value in record.items()}
            if any(cells.values()):
                rows.append(make_row(reader.line_num, cells))
    except csv.Error as error:
        faults.append(
            _("第 %(line)d 行：格式不对（%(error)s）。") % {"line": reader.line_num, "error": error}
        )
    if not rows and not faults:
        faults.append(_("表里没有工会。"))
    if faults:
        raise TableError(faults)
    return rows


def make_row(line: int, cells: dict[str, str]) -> TableRow:
    tier = cells["tier"]
    short_name = cells.get("short_name") or cells["name"].removesuffix("总工会")
    return TableRow(
        line=line,
        code=cells["code"],
        name=cells["name"],
        tier=TIER_WORDS.get(tier, tier.upper()),
        parent=cells["parent"],
        slug=cells.get("slug") or slug_of(short_name),
        host=(cells.get("host") or "").lower().rstrip("."),
        short_name=short_name,
        name_en=cells.get("name_en", ""),
        with_work=cells.get("work", "").lower() in {"1", "y", "yes", "是"},
    )


def slug_of(short_name: str) -> str:
    """The pinyin of a place without its last word (合肥市: hefei, 寿县: shouxian)."""
    stem = short_name[:-1] if len(short_name) > 2 and short_name[-1] in "省市县区" else short_name
    return pinyin_slug(stem)


def faults_of_rows(rows: list[TableRow]) -> Iterator[tuple[int, str]]:
    """What is wrong with a row by itself, and values that two rows share."""
    seen: dict[tuple[str, str], int] = {}
    known = {row.division_code: row for row in Organisation.objects.exclude(division_code="")}
    slugs = dict(Organisation.objects.values_list("slug", "division_code"))
    for row in rows:
        if not CODE.match(row.code):
            yield row.line, _("代码“%(code)s”不是六位数字。") % {"code": row.code}
        if not row.name or len(row.name) > MAX_NAME:
            yield row.line, _("名称空着或超过 100 字。")
        if row.tier not in Tier.values:
            yield (
                row.line,
                _("层级“%(tier)s”不认识，应为 PROVINCE、CITY 或 COUNTY（省、市、县区）。")
                % {"tier": row.tier},
            )
        if not SLUG.match(row.slug):
            yield (
                row.line,
                _("拼音标识“%(slug)s”只能用小写字母、数字和连字符，并以字母开头。")
                % {"slug": row.slug},
            )
        if row.slug in slugs and slugs[row.slug] != row.code:
            yield (
                row.line,
                _("拼音标识“%(slug)s”已被别的工会使用，请在 slug 列另写一个。")
                % {"slug": row.slug},
            )
        there = known.get(row.code)
        if there and row.tier in Tier.values and there.tier != row.tier:
            yield (
                row.line,
                _("代码 %(code)s 已是%(name)s，层级不同。")
                % {"code": row.code, "name": there.name},
            )
        for label, value in ((_("代码"), row.code), (_("拼音标识"), row.slug)):
            first = seen.setdefault((label, value), row.line)
            if first != row.line:
                yield (
                    row.line,
                    _("%(label)s“%(value)s”与第 %(first)d 行相同。")
                    % {"label": label, "value": value, "first": first},
                )


def faults_of_tree(rows: list[TableRow]) -> Iterator[tuple[int, str]]:
    """Parents that are missing, not above their child, or that lead round in a circle."""
    tiers = dict(
        Organisation.objects.exclude(division_code="").values_list("division_code", "tier")
    )
    known_roots = set(Organisation.objects.filter(depth=1).values_list("division_code", flat=True))
    by_code = {row.code: row for row in rows}
    tiers |= {row.code: row.tier for row in rows}
    roots = known_roots | {row.code for row in rows if not row.parent}
    for row in rows:
        if row.tier not in Tier.values:
            continue
        if not row.parent:
            if row.tier != Tier.PROVINCE:
                yield row.line, _("没有写上级工会。只有省级工会没有上级。")
            elif len(roots) > 1:
                yield row.line, _("全网只有一个省级工会。")
            continue
        if goes_round(row, by_code):
            yield row.line, _("上级关系成了一个圈。")
        elif row.parent not in tiers:
            yield (
                row.line,
                _("上级工会 %(parent)s 既不在表里，也不在系统里。") % {"parent": row.parent},
            )
        elif tiers[row.parent] in Tier.values and TIER_ORDER.index(
            tiers[row.parent]
        ) >= TIER_ORDER.index(row.tier):
            yield row.line, _("上级工会 %(parent)s 的层级不高于本会。") % {"parent": row.parent}


def goes_round(row: TableRow, by_code: dict[str, TableRow]) -> bool:
    visited = set()
    code = row.code
    while code in by_code and code not in visited:
        visited.add(code)
        code = by_code[code].parent
    return code == row.code


def faults_of_hosts(rows: list[TableRow]) -> Iterator[tuple[int, str]]:
    """Host names that are malformed, used twice, or taken by another union or by the desk."""
    taken = {
        host: _("系统的附加域名") for host in HostAlias.objects.values_list("hostname", flat=True)
    }
    taken |= dict.fromkeys(Site.objects.values_list("hostname", flat=True), _("别的站点"))
    taken[settings.ADMIN_HOST] = _("工作台")
    own: dict[str, set[str]] = {}
    for code, host in OrganisationSite.objects.values_list(
        "organisation__division_code", "site__hostname"
    ):
        own.setdefault(code, set()).add(host)
    seen: dict[str, TableRow] = {}
    for row in rows:
        for host in row.hosts.values():
            if not HOST.match(host):
                yield row.line, _("域名“%(host)s”不合规则。") % {"host": host}
            if host in taken and host not in own.get(row.code, set()):
                yield (
                    row.line,
                    _("域名 %(host)s 已被%(who)s占用。") % {"host": host, "who": taken[host]},
                )
            first = seen.setdefault(host, row)
            if first.line != row.line:
                yield (
                    row.line,
                    _("域名 %(host)s 与第 %(first)d 行相同。")
                    % {"host": host, "first": first.line},
                )
