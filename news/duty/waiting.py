"""Own columns near their limit, among what waits for a person (see sites.waiting)."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from news.duty.figures import ColumnFigure, left_in_words, state_of
from news.duty.queries import columns_worst_first, union_figures
from news.models import ColumnPage
from sites.queries import unions_in_role
from sites.staff import WRITERS
from sites.waiting import MOST_URGENT, Kind, Line, Moment


def near_the_limit(user: Any, today: date) -> list[ColumnFigure]:
    """The columns near their limit or beyond, of the unions that a person writes for; worst first.

    Asked for more than once in a request; read once, and kept on its user.
    """
    kept = getattr(user, "_near_the_limit", None)
    if kept is None or kept[0] != today:
        figures = union_figures(unions_in_role(user, WRITERS).open(), today=today)
        found = [one for one in columns_worst_first(figures.values()) if one.is_bad]
        kept = user._near_the_limit = (today, found)
    return kept[1]


def columns_waiting(moment: Moment) -> QuerySet[ColumnPage]:
    """These columns as rows; the worst, which are the lines to be shown, know the days left."""
    found = near_the_limit(moment.user, timezone.localdate(moment.now))
    lefts = [When(pk=one.row.page_id, then=Value(one.left)) for one in found[:MOST_URGENT]]
    left = Case(*lefts, default=Value(None), output_field=IntegerField())
    rows = QuerySet(ColumnPage).filter(pk__in=[one.row.page_id for one in found])
    rows = rows.annotate(left=left).select_related("organisation")
    return rows.defer("intro", "intro_zh_hans", "intro_en").order_by(
        F("left").asc(nulls_last=True), "path"
    )


def column_line(row: Any) -> Line:
    """The day of the limit is still good, so it is the deadline."""
    title, union = row.get_admin_display_title(), row.organisation.short_name
    if row.left is None:
        return Line(row.pk, title, union, None)
    at = timezone.localdate() + timedelta(days=row.left)
    return Line(row.pk, f"{title}（{left_in_words(row.left)}）", union, at)


def newly_near(moment: Moment, last: datetime) -> Q:
    """What stood better on the day of the last digest."""
    today = timezone.localdate(moment.now)
    gone = (today - timezone.localdate(last)).days
    found = near_the_limit(moment.user, today)
    return Q(pk__in=[one.row.page_id for one in found if stood_better(one, gone)])


def stood_better(one: ColumnFigure, days: int) -> bool:
    then = None if one.left is None else one.left + days
    return state_of(then, one.limit) != one.state


KIND = Kind(
    "duty", _("栏目快到更新期限"), _("期限"), "duty_columns", "wagtailadmin_explore",
    columns_waiting, column_line, newly_near, order=90, list_query="?mine=on", has_deadline=True,
)  # fmt: skip


@hooks.register("register_waiting")
def name_the_kind() -> list[Kind]:
    return [KIND]
