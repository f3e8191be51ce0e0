"""How a column and a union stand against the limits."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from news.duty.figures import ColumnRow, State, Today, column_figure
from news.duty.limits import Limits, warning_of
from news.duty.queries import columns_worst_first, union_figures, worst_first
from news.models import ColumnPage, DutyLimit, TopicPage
from news.models.entry import rank_of
from sites.models import Organisation, Tier
from tests.factories.duty import place, update
from tests.factories.news import column_of, make_article

TODAY = date(2026, 3, 20)
NEWS = Limits([DutyLimit(subject="NEWS", days=14, warn_days=4)])
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2026, 3, 20, 15, 59), timezones=st.just(UTC))


def column(newest, *, kind="NEWS", code="yaowen", duty_days=None):
    return ColumnRow(1, 1, "0001", code, kind, duty_days, 0, rank_of(newest, is_pinned=False))


@given(MOMENTS)
def test_days_left_count_calendar_days_in_shanghai(newest):
    figure = column_figure(column(newest), NEWS, Today(TODAY))

    silent = TODAY - timezone.localtime(newest).date()
    assert figure.left == 14 - silent.days
    assert (figure.state == State.RED) == (silent > timedelta(days=14))


@given(st.integers(0, 40), st.booleans())
def test_the_last_second_of_a_day_and_the_first_of_the_next_differ_by_a_day(days, late):
    clock = (23, 59, 59) if late else (0, 0, 0)
    day = TODAY - timedelta(days=days)
    newest = timezone.make_aware(datetime(day.year, day.month, day.day, *clock))

    assert column_figure(column(newest), NEWS, Today(TODAY)).left == 14 - days


@pytest.mark.parametrize(
    ("days", "state"),
    [(0, "GOOD"), (9, "GOOD"), (10, "WARNING"), (14, "WARNING"), (15, "RED"), (400, "RED")],
)
def test_a_warning_comes_before_the_line_and_red_after(days, state):
    newest = timezone.make_aware(datetime(2026, 3, 20, 8)) - timedelta(days=days)

    assert column_figure(column(newest), NEWS, Today(TODAY)).state == state


@pytest.mark.parametrize(
    ("own", "asked"), [(None, 14), (7, 7), (14, 14), (30, 14), (999, 14)]
)  # fmt: skip
def test_a_columns_own_limit_counts_only_where_it_is_stricter(own, asked):
    assert NEWS.of_column("NEWS", "yaowen", own).days == asked


def test_where_the_rules_ask_nothing_the_columns_own_limit_counts():
    assert NEWS.of_column("SERVICE", "puhui", 90).days == 90
    assert NEWS.of_column("SERVICE", "puhui", None) is None


def test_a_limit_may_be_for_some_columns_of_a_kind_only():
    limits = Limits([DutyLimit(subject="NEWS", days=14, warn_days=4, codes="yaowen, jiceng")])

    assert limits.of_column("NEWS", "jiceng", 30).days == 14
    assert limits.of_column("NEWS", "wenhua", 30).days == 30


@pytest.mark.parametrize(("days", "warn"), [(14, 4), (180, 30), (1, 1), (365, 30)])
def test_a_warning_comes_in_proportion_to_the_limit(days, warn):
    assert warning_of(days) == warn


def test_the_official_limits_are_there_from_the_beginning(db):
    limits = Limits.current()

    days = {subject: limits.of(subject).days for subject in ("FRONT", "NEWS", "NOTICE", "POLICY")}
    assert days == {"FRONT": 14, "NEWS": 14, "NOTICE": 180, "POLICY": 180}
    assert [limits.most(f"{part}_COLUMNS") for part in ("STALE", "OVERDUE", "BLANK")] == [5, 10, 5]
    assert all("国办秘函〔2019〕19号" in row.source for row in limits.rows.values())


@pytest.mark.parametrize("wrong", [{"most": 3}, {"days": None}, {"days": None, "most": 3}])
def test_a_limit_is_either_in_days_or_by_number(db, wrong):
    values = {"days": 14, "warn_days": 4} | wrong

    with pytest.raises(IntegrityError), transaction.atomic():
        DutyLimit.objects.filter(subject="NEWS").update(**values)


def figure_of(union):
    return union_figures(Organisation.objects.filter(pk=union.pk))[union.pk]


def state_in(union, code):
    found = [one for one in figure_of(union).columns if one.row.code == code]
    return found[0]


def test_a_column_is_judged_by_its_newest_line(network):
    update(network.county, 100)
    update(network.county, 3)

    assert state_in(network.county, "yaowen").left == 11


def test_a_pinned_line_counts_by_its_date(network):
    update(network.county, 20, pinned_until=timezone.localdate() + timedelta(days=3))

    assert state_in(network.county, "yaowen").left == -6


def test_a_placed_line_is_an_update(network):
    article = make_article(network.province)
    update(network.county, 20)
    place(article, network.county, 2)

    assert state_in(network.county, "yaowen").left == 12


def test_what_is_taken_down_is_no_update_any_more(network):
    update(network.county, 20)
    update(network.county, 2).unpublish()

    assert state_in(network.county, "yaowen").left == -6


def test_a_sub_column_counts_for_the_column_above_it(network):
    update(network.county, 2, column="gongshi")

    assert not state_in(network.county, "xinxigongkai").is_blank
    assert state_in(network.county, "xinxigongkai").left == 178


def test_a_column_of_topics_is_not_blank_when_it_has_one(network):
    topics = column_of(network.county, "zhuanti")
    assert state_in(network.county, "zhuanti").is_blank

    topics.add_child(instance=TopicPage(title="专题", first_published_at=timezone.now()))

    assert state_in(network.county, "zhuanti").state == State.FREE


@pytest.mark.usefixtures("blank_limit")
def test_a_blank_column_is_red_from_the_day_after_it_was_made(network):
    assert state_in(network.county, "yaowen").state == State.GOOD

    made = timezone.now() - timedelta(days=1)
    ColumnPage.objects.filter(organisation=network.county).update(first_published_at=made)

    figure = figure_of(network.county)
    assert state_in(network.county, "yaowen").state == State.RED
    assert figure.blank == len(figure.columns)
    assert figure.red == 0


def test_a_union_without_any_line_has_no_fresh_front_page(network):
    figure = figure_of(network.county)

    assert figure.front_state == State.RED
    assert "首页不更新" in figure.vetoes
    assert figure.front == "从没更新"


@pytest.mark.parametrize(("days", "fails"), [(14, False), (15, True)])
def test_the_front_page_has_two_weeks(network, days, fails):
    update(network.county, days, column="tongzhi")

    assert ("首页不更新" in figure_of(network.county).vetoes) == fails


@pytest.mark.parametrize(("stale", "fails"), [(4, False), (5, True)])
def test_five_stale_columns_of_news_notices_and_policy_fail_a_site(network, stale, fails):
    update(network.county, 1, column="xiazai")
    for code in ("yaowen", "jiceng", "wenhua", "nvzhigong", "tongzhi")[-stale:]:
        update(network.county, 181, column=code)

    figure = figure_of(network.county)

    assert figure.stale == stale
    assert ("新闻、公告、政策栏目超期 5 个" in figure.vetoes) == fails


def test_the_columns_of_closed_unions_are_nobodys_duty(network):
    Organisation.objects.filter(pk=network.direct.pk).update(status="CLOSED")

    assert network.direct.pk not in union_figures(Organisation.objects.open())


def test_the_worst_union_and_the_worst_column_come_first(network):
    for union, days in ((network.province, 1), (network.city, 12), (network.county, 30)):
        update(union, days)
    figures = union_figures(Organisation.objects.exclude(pk=network.direct.pk))

    assert [one.union for one in worst_first(figures.values())] == [
        network.county, network.city, network.province,
    ]  # fmt: skip
    lefts = [one.left for one in columns_worst_first(figures.values())]
    assert lefts[:3] == [-16, 2, 13]
    assert set(lefts[3:]) == {None}


def test_ten_unions_cost_as_many_queries_as_four(network):
    def count():
        with CaptureQueriesContext(connection) as captured:
            found = union_figures(Organisation.objects.open())
        assert found
        return len(captured)

    count()  # kinds of content are read once in a process
    few = count()
    for number in range(6):
        network.refresh()
        network.add(f"第{number}县总工会", Tier.COUNTY, f"xian{number}", network.city)
    assert Organisation.objects.count() == 10

    assert count() == few
