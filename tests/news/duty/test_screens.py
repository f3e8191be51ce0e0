"""The board of the duty watch: who sees whom, filters, files, limits."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from wagtail import hooks

from news.duty.counts import DutyCount
from news.duty.policies import unions_watched
from news.models import DutyLimit
from sites.models import Organisation, StaffGroup, StaffRole, Tier
from tests.factories.duty import update
from tests.factories.news import column_of
from tests.factories.sites import UserFactory

BOARD, COLUMNS, LIMITS = "/admin/duty/", "/admin/duty/columns/", "/admin/duty-limit/"
ALL = {"anhui", "hefei", "feixi", "guangde"}


def slugs(unions):
    return {union.slug for union in unions}


@pytest.mark.parametrize("role", StaffRole.values)
@pytest.mark.parametrize(
    ("place", "seen"),
    [
        ("province", ALL),
        ("city", {"hefei", "feixi"}),
        ("county", {"feixi"}),
        ("direct", {"guangde"}),
    ],
)
def test_a_union_sees_its_own_and_all_below_it(network, place, role, seen):
    user = UserFactory.with_role(getattr(network, place), role)

    assert slugs(unions_watched(user)) == seen


def test_an_operator_sees_all_and_a_stranger_none(network, operator):
    assert slugs(unions_watched(operator)) == ALL
    assert slugs(unions_watched(UserFactory())) == set()


def test_several_roles_add_up(network):
    user = UserFactory.with_role(network.direct, StaffRole.EDITOR)
    for union in (network.city, network.county):
        user.groups.add(StaffGroup.objects.get(organisation=union, role=StaffRole.DESK).group)

    assert slugs(unions_watched(user)) == {"guangde", "hefei", "feixi"}


@pytest.mark.parametrize(
    ("place", "target", "status"),
    [
        ("province", "county", 200),
        ("city", "county", 200),
        ("county", "county", 200),
        ("county", "city", 404),
        ("county", "direct", 404),
        ("direct", "county", 404),
        ("city", "direct", 404),
    ],
)
def test_the_columns_of_a_union_open_for_it_and_for_those_above(
    network, desk, place, target, status
):
    client = desk(UserFactory.with_role(getattr(network, place), StaffRole.DESK))
    key = getattr(network, target).pk

    assert client.get(COLUMNS, {"union": key}).status_code == status
    assert client.get(COLUMNS, {"union": key, "export": "xlsx"}).status_code == status


@pytest.mark.parametrize("query", [{"city": "x"}, {"union": "0"}, {"tier": "MOON"}, {"state": "?"}])
def test_what_is_no_choice_is_not_found(network, desk, query):
    client = desk(UserFactory.with_role(network.county, StaffRole.ADMIN))

    assert client.get(COLUMNS, query).status_code == 404


def test_a_foreign_city_is_no_choice(network, desk):
    client = desk(UserFactory.with_role(network.county, StaffRole.ADMIN))

    assert client.get(BOARD, {"city": network.city.pk}).status_code == 404


def test_the_board_names_the_worst_first_with_its_reasons(network, desk):
    for union, days in ((network.city, 1), (network.county, 40)):
        update(union, days)

    answer = desk(UserFactory.with_role(network.city, StaffRole.DESK)).get(BOARD)
    text = answer.content.decode()

    assert [row.union.slug for row in answer.context["page_obj"]] == ["feixi", "hefei"]
    assert "超期 26 天" in text
    assert "单项否决：首页不更新" in text
    assert "广德" not in text


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ({"state": "RED"}, {"feixi"}),
        ({"state": "WARNING"}, {"hefei"}),
        ({"state": "VETO"}, {"feixi"}),
        ({"tier": "COUNTY"}, {"feixi", "guangde"}),
        ({"tier": "PROVINCE"}, {"anhui"}),
        ({}, ALL),
    ],
)
def test_the_filters_narrow_the_board(network, desk, query, seen):
    days = {network.province: 1, network.city: 12, network.county: 40, network.direct: 1}
    for union, silent in days.items():
        update(union, silent)

    answer = desk(UserFactory.with_role(network.province, StaffRole.DESK)).get(BOARD, query)

    assert slugs(row.union for row in answer.context["page_obj"]) == seen


def test_the_filter_by_city_takes_its_counties_along(network, desk):
    client = desk(UserFactory.with_role(network.province, StaffRole.DESK))

    answer = client.get(BOARD, {"city": network.city.pk})

    assert slugs(row.union for row in answer.context["page_obj"]) == {"hefei", "feixi"}


def test_the_columns_say_how_long_there_is(network, desk):
    update(network.county, 3)
    update(network.county, 181, column="tongzhi")
    client = desk(UserFactory.with_role(network.county, StaffRole.EDITOR))

    text = client.get(COLUMNS, {"union": network.county.pk}).content.decode()

    assert "还剩 11 天" in text
    assert "超期 1 天" in text
    assert "首页：还剩 11 天" in text


def test_the_columns_can_be_narrowed_by_state_and_kind(network, desk):
    update(network.county, 3)
    update(network.county, 181, column="tongzhi")
    client = desk(UserFactory.with_role(network.county, StaffRole.EDITOR))

    def codes(**query):
        answer = client.get(COLUMNS, query)
        return {row.column.row.code for row in answer.context["rows"]}

    assert codes(state="RED") == {"tongzhi"}
    assert codes(kind="NOTICE") == {"tongzhi"}
    assert "zhengce" in codes(state="BLANK")


def sheet_of(answer):
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return [list(row) for row in load_workbook(io.BytesIO(content)).active.values]


def test_the_board_goes_into_a_file_of_excel(network, desk):
    update(network.county, 40)
    Organisation.objects.filter(pk=network.county.pk).update(name="=HYPERLINK(1)")
    client = desk(UserFactory.with_role(network.county, StaffRole.DESK))

    head, row = sheet_of(client.get(BOARD, {"export": "xlsx"}))

    assert head[:5] == ["单位", "层级", "状态", "首页", "超期栏目"]
    assert row[:5] == ["'=HYPERLINK(1)", "县区", "超期", "超期 26 天", 1]


def test_the_columns_go_into_a_file_of_excel(network, desk):
    update(network.county, 20)
    client = desk(UserFactory.with_role(network.city, StaffRole.DESK))

    head, *lines = sheet_of(
        client.get(COLUMNS, {"union": network.county.pk, "export": "xlsx", "state": "RED"})
    )

    assert head[0] == "单位"
    assert lines[0][:3] == ["肥西县总工会", column_of(network.county).title, "yaowen"]
    assert lines[0][5:] == [14, -6, "超期"]


def test_a_longer_board_costs_no_more_queries(network, desk):
    client = desk(UserFactory.with_role(network.province, StaffRole.DESK))
    screens = (BOARD, COLUMNS, f"{BOARD}?export=csv", f"{COLUMNS}?export=csv&state=RED")

    def counts():
        found = []
        for screen in screens:
            client.get(screen)
            with CaptureQueriesContext(connection) as captured:
                answer = client.get(screen)
                assert answer.status_code == 200
                if answer.streaming:
                    list(answer.streaming_content)
            found.append(len(captured))
        return found

    few = counts()
    for number in range(6):
        network.refresh()
        network.add(f"第{number}县总工会", Tier.COUNTY, f"xian{number}", network.city)

    assert [many - one for many, one in zip(counts(), few, strict=True)] == [0, 0, 0, 0]


def test_operators_keep_the_limits_and_nobody_else(network, desk, operator):
    limit = DutyLimit.objects.get(subject="NEWS")
    form = {
        "subject": "NEWS", "days": 10, "warn_days": 3, "most": "", "codes": "", "source": "省总规定",
        "source_date": "",
    }  # fmt: skip
    address = f"{LIMITS}edit/{limit.pk}/"

    refused = desk(UserFactory.with_role(network.province, StaffRole.ADMIN)).post(address, form)
    assert refused.status_code == 404
    limit.refresh_from_db()
    assert limit.days == 14

    answer = desk(operator).post(address, form)
    assert answer.status_code == 302
    limit.refresh_from_db()
    assert (limit.days, limit.source) == (10, "省总规定")


def test_a_limit_in_days_without_days_is_refused_with_a_sentence(network, desk, operator):
    limit = DutyLimit.objects.get(subject="NEWS")
    form = {"subject": "NEWS", "days": "", "warn_days": 3, "most": 5, "source": "规定"}

    answer = desk(operator).post(f"{LIMITS}edit/{limit.pk}/", form)

    assert "只填期限和提前几天提醒" in answer.content.decode()


def test_other_parts_add_their_counts_to_the_board(network, desk):
    def letters():
        keys = {network.county.pk: 2}
        return DutyCount("letters", "没有答复的来信", "duty_board", lambda unions: keys, fails=True)

    update(network.county, 1)
    client = desk(UserFactory.with_role(network.county, StaffRole.DESK))

    with hooks.register_temporarily("register_duty_count", letters):
        text = client.get(BOARD).content.decode()
        head, row = sheet_of(client.get(BOARD, {"export": "xlsx"}))

    assert "单项否决：没有答复的来信 2" in text
    assert row[head.index("没有答复的来信")] == 2
    assert row[head.index("错链死链")] == 0
