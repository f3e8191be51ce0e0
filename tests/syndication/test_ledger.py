"""The ledger: every figure counted from the records of its month."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from sites.models import StaffRole
from syndication.actions import (
    AdoptionPlan,
    adopt_submission,
    confirm_adoption,
    decline_receipt,
    refuse_adoption,
    register_adoption,
    relay_submission,
    resubmit,
    return_submission,
    withdraw_submission,
)
from syndication.errors import AlreadyDecided, SyndicationError
from syndication.ledger import Bulletin, Month, PointTable, rank_of_union
from syndication.ledger.bulletin import first_author, places_of
from syndication.ledger.points import Adopted
from syndication.models import (
    Dispatch,
    ExternalAdoption,
    Obligation,
    Outlet,
    Receipt,
    ReturnCode,
    SubmissionVersion,
)
from tests.factories.news import make_article
from tests.factories.sites import UserFactory
from tests.factories.syndication import desk_of, dispatch, dress, editor_of, make_revised, submit

THIS_MONTH = Month.last().shifted(1)


def figures(head, union, month=THIS_MONTH):
    return Bulletin(head, month).figures[union.pk]


def adopt(article, recipient):
    submission = submit(article, recipient)
    return adopt_submission(submission.pk, dress(recipient), by=desk_of(recipient))


def register(union, *, title="见报稿件", by=None, **more):
    plan = AdoptionPlan(
        title=title,
        outlet=more.pop("outlet", None) or Outlet.objects.get(name="工人日报"),
        published_date=more.pop("day", timezone.localdate()),
        link=more.pop("link", "https://example.org/a"),
        **more,
    )
    return register_adoption(union, plan, by=by or editor_of(union))


def test_versions_of_one_submission_count_once(network):
    article = make_revised(network.county)
    submission = submit(article, network.city)
    return_submission(submission.pk, code=ReturnCode.TEXT, reason="太长", by=desk_of(network.city))
    article.lead = "短一点"
    article.save_revision().publish()
    resubmit(submission.pk, by=editor_of(network.county))

    row = figures(network.province, network.county)

    assert (row.handed_in, row.returned, row.zero_months) == (1, 1, THIS_MONTH.number - 1)


def test_what_was_withdrawn_was_not_handed_in(network):
    submission = submit(make_article(network.county), network.city)

    withdraw_submission(submission.pk, by=editor_of(network.county))

    assert figures(network.province, network.county).handed_in == 0


def test_a_relay_counts_for_who_relays_and_its_adoption_for_who_wrote(network):
    article = make_revised(network.county, author="王小明")
    first = adopt(article, network.city)
    relay = relay_submission(first.pk, network.province, by=desk_of(network.city))
    adopt_submission(relay.pk, dress(network.province), by=desk_of(network.province))

    bulletin = Bulletin(network.province, THIS_MONTH)

    county, city = bulletin.figures[network.county.pk], bulletin.figures[network.city.pk]
    assert county.adopted == {"CITY": 1, "PROVINCE": 1}
    assert (county.points, city.points, city.total) == (20, 0, 20)
    assert (city.handed_in, city.relayed, county.relayed) == (0, 1, 0)
    assert [(row.name, row.union, row.points) for row in bulletin.authors] == [
        ("王小明", network.county, 20)
    ]


def test_late_answers_and_declined_ones_are_counted_by_the_deadline(network):
    sent = dispatch(make_article(network.province), Obligation.MUST_DECIDE)
    receipt = Receipt.objects.get(recipient=network.county)
    Dispatch.objects.filter(pk=sent.pk).update(deadline=timezone.now() - timedelta(seconds=1))
    decline_receipt(receipt.pk, reason="与本县无关", by=editor_of(network.county))
    month = Month.of(timezone.localdate(Dispatch.objects.get().deadline))

    row = figures(network.province, network.county, month)

    assert (row.late, row.declined) == (1, 1)
    assert figures(network.province, network.city, month).late == 0


def test_a_submission_belongs_to_the_month_in_which_it_first_came_in(network):
    submission = submit(make_article(network.county), network.city)
    before = THIS_MONTH.span[0] - timedelta(minutes=1)
    SubmissionVersion.objects.filter(submission=submission).update(submitted_at=before)

    assert figures(network.province, network.county).handed_in == 0
    assert figures(network.province, network.county, THIS_MONTH.shifted(-1)).handed_in == 1


def test_own_publications_are_counted(network):
    make_article(network.county)
    make_article(network.county, "第二篇")
    dispatch(make_article(network.province))

    assert figures(network.province, network.county).published == 2


def test_only_confirmed_adoptions_elsewhere_count(network):
    waiting, counted, refused = (register(network.county, title=f"稿{n}") for n in range(3))
    desk = desk_of(network.city)

    confirm_adoption(counted.pk, by=desk)
    refuse_adoption(refused.pk, reason="查不到", by=desk)

    row = figures(network.province, network.county)
    assert (row.elsewhere, row.points, row.fee) == (1, 40, 160)
    waiting.refresh_from_db()
    assert waiting.state == ExternalAdoption.State.REGISTERED


def test_a_brief_counts_less(network):
    adoption = register(network.county, is_brief=True)
    confirm_adoption(adoption.pk, by=desk_of(network.province))

    (row,) = [row for row in Bulletin(network.city, THIS_MONTH).outlets if row.briefs]

    assert (row.outlet.name, row.articles, row.briefs, row.points) == ("工人日报", 0, 1, 15)


def test_a_changed_weight_counts_at_once(network):
    adopt(make_revised(network.county), network.city)

    Outlet.objects.filter(kind="NETWORK", tier="CITY").update(weight="7.5")

    assert figures(network.province, network.county).points == Decimal("7.5")


@pytest.mark.parametrize(
    ("place", "role", "may"),
    [
        ("city", StaffRole.DESK, True),
        ("province", StaffRole.DESK, True),
        ("city", StaffRole.EDITOR, False),
        ("county", StaffRole.DESK, False),
        ("direct", StaffRole.DESK, False),
        ("province", StaffRole.ADMIN, False),
    ],
)
def test_a_desk_above_confirms(network, place, role, may):
    adoption = register(network.county)
    user = UserFactory.with_role(getattr(network, place), role)

    if may:
        confirm_adoption(adoption.pk, by=user)
    else:
        with pytest.raises(PermissionDenied):
            confirm_adoption(adoption.pk, by=user)

    adoption.refresh_from_db()
    assert (adoption.state == ExternalAdoption.State.CONFIRMED) == may


def test_the_province_confirms_its_own(network):
    adoption = register(network.province)

    confirm_adoption(adoption.pk, by=desk_of(network.province))

    assert figures(network.province, network.province).elsewhere == 1


def test_an_adoption_is_decided_once(network):
    adoption = register(network.county)
    confirm_adoption(adoption.pk, by=desk_of(network.city))

    with pytest.raises(AlreadyDecided):
        refuse_adoption(adoption.pk, reason="重复", by=desk_of(network.province))


@pytest.mark.parametrize(
    "more",
    [
        {"link": ""},
        {"day": date(2999, 1, 1)},
        {"scan_id": 12345},
        {"outlet": "省总工会网站"},
        {"article": "city"},
    ],
)
def test_what_cannot_be_proved_or_is_not_ones_own_is_not_registered(network, more):
    if "outlet" in more:
        more = {"outlet": Outlet.objects.get(name=more["outlet"])}
    if "article" in more:
        more = {"article": make_article(network.city)}

    with pytest.raises(SyndicationError):
        register(network.county, **more)


def test_nothing_is_registered_twice_nor_for_others(network):
    register(network.county)

    with pytest.raises(SyndicationError):
        register(network.county)
    with pytest.raises(PermissionDenied):
        register(network.city, by=editor_of(network.county))


def test_a_union_learns_its_place_and_nothing_of_the_others(network):
    adopt(make_revised(network.county), network.city)
    bulletin = Bulletin(network.province, THIS_MONTH)

    first, second = (rank_of_union(bulletin, union) for union in (network.county, network.direct))

    assert [(rank.place, rank.of) for rank in (first, second)] == [(1, 2), (2, 2)]


@given(
    st.lists(st.tuples(st.integers(0, 3), st.booleans(), st.integers(0, 50)), max_size=20),
    st.lists(st.tuples(st.integers(0, 90), st.integers(0, 40)), min_size=3, max_size=3),
)
def test_points_are_the_sum_of_the_weights(adoptions, weights):
    outlets = [
        Outlet(pk=place, name=f"{place}", weight=Decimal(full), brief_weight=Decimal(brief))
        for place, (full, brief) in enumerate(weights, start=1)
    ]
    table = PointTable(outlets)
    rows = [Adopted(1, "", place or None, brief, count) for place, brief, count in adoptions]

    total = sum(table.points(row) for row in rows)

    expected = 0
    for place, is_brief, count in adoptions:
        for _one in range(count):
            expected += weights[place - 1][is_brief] if place else 0
    assert total == expected


@given(st.lists(st.integers(0, 5)))
def test_a_place_is_one_more_than_those_with_more_points(numbers):
    points = sorted((Decimal(number) for number in numbers), reverse=True)

    places = places_of(points)

    assert places == [1 + sum(other > own for other in points) for own in points]


@given(st.integers(1, 9998), st.integers(1, 12), st.integers(-500, 500))
def test_months_can_be_counted(year, number, step):
    month = Month(year, number)
    if 0 < year * 12 + number + step < 9999 * 12 and month.shifted(step).year > 0:
        assert month.shifted(step).shifted(-step) == month
    assert str(Month.parse(f"{year:04}-{number:02}")) == f"{year}-{number:02}"


@pytest.mark.parametrize(
    ("byline", "name"),
    [
        ("王小明", "王小明"), ("王小明 李红", "王小明"), ("王小明、李红", "王小明"), ("王 明", "王 明"),
        ("John Smith, Jane Roe", "John Smith"), ("  ", ""), ("通讯员/张三", "通讯员"),
    ],
)  # fmt: skip
def test_the_first_name_of_a_byline_gets_the_points(byline, name):
    assert first_author(byline) == name
