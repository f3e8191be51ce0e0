"""What the rows of the board say: of a column, of a front page, and of a whole union."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from news.duty.counts import DutyCount
from news.duty.limits import Limit, Limits, Subject
from sites.models import Organisation

MICROSECOND = timedelta(microseconds=1)
DAY = timedelta(days=1) // MICROSECOND
LONG_AGO = -(10**6)  # days left of what never had anything, where one has to compare
OFFICIAL = {Subject.NEWS, Subject.NOTICE, Subject.POLICY}


class State(TextChoices):
    RED = "RED", gettext_lazy("超期")
    WARNING = "WARNING", gettext_lazy("将到期")
    GOOD = "GOOD", gettext_lazy("正常")
    FREE = "FREE", gettext_lazy("不要求")


class Today:
    """A calendar day in Asia/Shanghai, against which times in microseconds are held."""

    def __init__(self, day: date) -> None:
        self.day = day
        begins = timezone.make_aware(datetime.combine(day, time.min))
        self.begins = int(begins.timestamp()) * 1_000_000

    def days_since(self, microseconds: int) -> int:
        """Whole calendar days between the day of a moment and this one; 0 for the same day."""
        return max(0, -((microseconds - self.begins) // DAY))


def state_of(left: int | None, limit: Limit | None) -> State:
    if left is None or limit is None:
        return State.FREE
    if left < 0:
        return State.RED
    return State.WARNING if left <= limit.warn_days and limit.warn_days else State.GOOD


def left_in_words(left: int | None) -> str:
    """How long there still is; the day of the limit itself is still good."""
    if left is None:
        return "—"
    if left <= LONG_AGO:
        return _("从没更新")
    if left < 0:
        return _("超期 %(days)s 天") % {"days": -left}
    return _("还剩 %(days)s 天") % {"days": left} if left else _("今天到期")


class ColumnRow(NamedTuple):
    """A column as it is read for the figures; times in microseconds since 1970."""

    page_id: int
    union_id: int
    path: str
    code: str
    kind: str
    duty_days: int | None
    made_at: int
    newest_at: int | None


class ColumnFigure(NamedTuple):
    """How a column stands; ``left`` counts down to the limit and is negative beyond it."""

    row: ColumnRow
    limit: Limit | None
    left: int | None
    state: State
    is_stale: bool  # beyond the rules for news, notices and policy, whatever its own limit

    @property
    def days(self) -> int | None:
        return self.limit.days if self.limit else None

    @property
    def is_blank(self) -> bool:
        return self.row.newest_at is None

    @property
    def newest_at(self) -> datetime | None:
        return moment(self.row.newest_at)

    @property
    def is_bad(self) -> bool:
        return self.state in {State.RED, State.WARNING}


def moment(microseconds: int | None) -> datetime | None:
    if microseconds is None:
        return None
    return timezone.localtime(datetime.fromtimestamp(microseconds / 1_000_000, tz=UTC))


def column_figure(row: ColumnRow, limits: Limits, today: Today) -> ColumnFigure:
    """A blank column is judged by how long it has been there; one with lines by the newest."""
    if row.newest_at is None:
        limit = limits.of(Subject.BLANK)
        since = row.made_at or today.begins
    else:
        limit = limits.of_column(row.kind, row.code, row.duty_days)
        since = row.newest_at
    if limit is None:
        return ColumnFigure(row, None, None, State.FREE, False)
    silent = today.days_since(since)
    left = limit.days - silent
    official = limits.official(row.kind, row.code) if row.kind in OFFICIAL else None
    is_stale = row.newest_at is not None and official is not None and silent > official.days
    return ColumnFigure(row, limit, left, state_of(left, limit), is_stale)


@dataclass
class UnionFigure:
    """How the sites of a union stand: their front pages, and their columns by state.

    Filled first, by ``add`` and ``note_count``, and asked then.
    """

    union: Organisation
    limits: Limits
    today: Today
    columns: list[ColumnFigure] = field(default_factory=list)
    red: int = 0
    warning: int = 0
    blank: int = 0
    stale: int = 0
    newest: int | None = None
    extra: dict[str, int] = field(default_factory=dict)  # see news.duty.counts; on the board only
    extra_vetoes: list[str] = field(default_factory=list)

    def add(self, figure: ColumnFigure) -> None:
        self.columns.append(figure)
        self.red += figure.state == State.RED and not figure.is_blank
        self.warning += figure.state == State.WARNING
        self.blank += figure.is_blank and figure.state == State.RED
        self.stale += figure.is_stale
        if figure.row.newest_at is not None and figure.row.newest_at > (self.newest or 0):
            self.newest = figure.row.newest_at

    def note_count(self, counted: DutyCount, number: int) -> None:
        """What another part has counted for this union."""
        self.extra[counted.name] = number
        if counted.fails and number:
            self.extra_vetoes.append(f"{counted.label} {number}")

    @property
    def newest_at(self) -> datetime | None:
        return moment(self.newest)

    @cached_property
    def front_left(self) -> int | None:
        """Days that the front pages have left. They show the newest lines of all columns."""
        limit = self.limits.of(Subject.FRONT)
        if limit is None:
            return None
        if self.newest is None:
            return LONG_AGO
        return limit.days - self.today.days_since(self.newest)

    @cached_property
    def front_state(self) -> State:
        return state_of(self.front_left, self.limits.of(Subject.FRONT))

    @property
    def front(self) -> str:
        return left_in_words(self.front_left)

    @property
    def reasons(self) -> str:
        return "；".join(self.vetoes)

    @cached_property
    def vetoes(self) -> list[str]:
        """The rules by which the union's sites fail as a whole (单项否决)."""
        found = [_("首页不更新")] if self.front_state == State.RED else []
        counted = (
            (
                Subject.STALE_COLUMNS,
                self.stale,
                gettext_lazy("新闻、公告、政策栏目超期 %(count)s 个"),
            ),
            (Subject.OVERDUE_COLUMNS, self.red, gettext_lazy("栏目超期 %(count)s 个")),
            (Subject.BLANK_COLUMNS, self.blank, gettext_lazy("空白栏目 %(count)s 个")),
        )
        for subject, count, text in counted:
            most = self.limits.most(subject)
            if most is not None and count >= most:
                found.append(str(text % {"count": count}))
        return found + self.extra_vetoes

    @cached_property
    def state(self) -> State:
        if self.front_state == State.RED or self.red or self.blank or self.extra_vetoes:
            return State.RED
        if self.front_state == State.WARNING or self.warning:
            return State.WARNING
        return State.GOOD

    @property
    def least(self) -> int:
        """The days left of whatever is worst."""
        lefts = [figure.left for figure in self.columns if figure.left is not None]
        if self.front_left is not None:
            lefts.append(self.front_left)
        return min(lefts, default=0)
