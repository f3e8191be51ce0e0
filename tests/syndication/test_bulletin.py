"""The bulletin on the screen, in Word and in Excel; who sees what of it."""

from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document
from openpyxl import load_workbook

from sites.models import Organisation, StaffRole, Tier
from syndication.actions import adopt_submission
from syndication.ledger import Bulletin, Month
from syndication.ledger.excel import bulletin_xlsx, safe
from syndication.ledger.tables import tables_of
from syndication.ledger.word import bulletin_docx
from syndication.models import TopicCall
from tests.factories.sites import UserFactory
from tests.factories.syndication import desk_of, dress, make_revised, submit

THIS_MONTH = Month.last().shifted(1)
BULLETIN, LEDGER = "/admin/syndication/bulletin/", "/admin/syndication/ledger/"


@pytest.fixture
def adopted(network):
    """An article of the county that the city has adopted, by an author with a name like a formula."""
    article = make_revised(network.county, author="=HYPERLINK(1)")
    submission = submit(article, network.city)
    return adopt_submission(submission.pk, dress(network.city), by=desk_of(network.city))


def of_this_month(url, **more):
    query = "&".join(f"{name}={value}" for name, value in {"month": THIS_MONTH, **more}.items())
    return f"{url}?{query}"


def test_the_page_ranks_units_and_authors_and_names_who_was_silent(network, desk, adopted):
    following = THIS_MONTH.shifted(1).first_day
    TopicCall.objects.create(
        organisation=network.province, title="开学助学", wishes="图文", first_date=following,
        last_date=following,
    )  # fmt: skip

    page = desk(desk_of(network.province)).get(of_this_month(BULLETIN)).content.decode()

    for text in (
        "合肥市总工会",
        "肥西县总工会",
        "=HYPERLINK(1)",
        "零报送单位",
        "广德市总工会",
        "开学助学",
    ):
        assert text in page


def test_without_a_month_the_last_full_one_is_shown(network, desk):
    page = desk(desk_of(network.city)).get(BULLETIN)

    assert page.context["view"].month == Month.last()


@pytest.mark.parametrize("month", ["", "2026", "2026-13", "x-y", "99999-01", "2999-01"])
def test_an_impossible_month_is_no_error(network, desk, month):
    assert desk(desk_of(network.city)).get(f"{BULLETIN}?month={month}").status_code == 200


@pytest.mark.parametrize(
    ("place", "role", "bulletin", "ledger"),
    [
        ("province", StaffRole.DESK, 200, 200),
        ("city", StaffRole.ADMIN, 200, 200),
        ("city", StaffRole.EDITOR, 200, 200),
        ("city", StaffRole.REVIEWER, 404, 404),
        ("county", StaffRole.DESK, 404, 200),
        ("county", StaffRole.EDITOR, 404, 200),
        ("direct", StaffRole.ADMIN, 404, 200),
    ],
)
@pytest.mark.parametrize("part", ["", "docx/", "xlsx/"])
def test_who_may_open_what(network, desk, place, role, bulletin, ledger, part):
    client = desk(UserFactory.with_role(getattr(network, place), role))

    assert client.get(f"{BULLETIN}{part}").status_code == bulletin
    assert client.get(LEDGER).status_code == ledger


@pytest.mark.parametrize("url", [BULLETIN, f"{BULLETIN}docx/", f"{BULLETIN}xlsx/", LEDGER])
@pytest.mark.parametrize("other", ["province", "direct", "county"])
def test_another_unions_figures_do_not_exist(network, desk, url, other):
    union = getattr(network, other)

    answer = desk(desk_of(network.city)).get(f"{url}?union={union.pk}")

    assert answer.status_code == 404


def test_the_city_sees_nothing_of_unions_beside_it(network, desk, adopted):
    page = desk(desk_of(network.city)).get(of_this_month(BULLETIN)).content.decode()

    assert "肥西县总工会" in page
    assert "广德市总工会" not in page


def test_a_county_sees_its_figures_and_place_but_no_authors_of_others(network, desk, adopted):
    own = desk(desk_of(network.county)).get(of_this_month(LEDGER)).content.decode()
    beside = desk(desk_of(network.direct)).get(of_this_month(LEDGER)).content.decode()

    assert "=HYPERLINK(1)" in own
    assert "第 1 名，共 2 个单位" in own
    assert "第 2 名，共 2 个单位" in beside
    assert "HYPERLINK" not in beside
    assert "肥西" not in beside


def test_the_word_file_has_real_headings_and_tables(network, desk, adopted):
    answer = desk(desk_of(network.province)).get(of_this_month(f"{BULLETIN}docx/"))
    document = Document(BytesIO(answer.content))

    headings = [row.text for row in document.paragraphs if row.style.name.startswith("Heading")]
    assert headings[:2] == ["一、各市采用情况排名", "二、各县（市、区）采用情况排名"]
    cities = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert cities[0][:3] == ["名次", "单位", "报送"]
    assert cities[1][1] == "合肥市总工会"
    assert cities[1][-1] == "5"
    assert "filename" in answer["Content-Disposition"]


def test_the_word_file_takes_a_name_with_control_characters(network, adopted):
    bulletin = Bulletin(network.city, THIS_MONTH)
    bulletin.authors[0].union.name = "肥西\x0b县"

    assert bulletin_docx(bulletin)


def test_the_excel_file_has_a_sheet_for_each_table_and_no_formula(network, adopted):
    bulletin = Bulletin(network.province, THIS_MONTH)

    book = load_workbook(BytesIO(bulletin_xlsx(bulletin)))

    assert book.sheetnames == [table.title for table in tables_of(bulletin)]
    authors = book["作者排名"]
    assert authors["B2"].value == "'=HYPERLINK(1)"
    assert authors["B2"].data_type == "s"
    assert authors["E2"].value == 5


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", " =", "\r"])
def test_no_cell_begins_like_a_formula(start):
    assert str(safe(f"{start}1+1")).startswith("'")


def test_numbers_and_plain_text_stay_as_they_are():
    assert (safe(-5), safe("合肥"), safe("2-1")) == (-5, "合肥", "2-1")


def queries_of(head):
    with CaptureQueriesContext(connection) as queries:
        bulletin = Bulletin(head, THIS_MONTH)
        tables_of(bulletin)
        assert bulletin.sums
    return len(queries)


def test_the_number_of_queries_does_not_grow(network, adopted):
    before = queries_of(network.province)
    Organisation.load_bulk(
        [
            {
                "data": {
                    "name": f"区{n}",
                    "short_name": f"区{n}",
                    "slug": f"qu-{n}",
                    "tier": Tier.COUNTY,
                }
            }
            for n in range(5)
        ],
        parent=Organisation.objects.get(pk=network.city.pk),
    )
    for number in range(3):
        submit(make_revised(network.direct, f"稿{number}"), network.province)

    assert queries_of(network.province) == before
    assert before <= 11
