"""The screens of review, from handing in to the printed sheet."""

import io

import pytest
from docx import Document
from pypdf import PdfReader

from news.models import ArticlePage
from review.models import ReviewRound, ReviewRule, Step
from sites.models import StaffRole
from tests.factories.review import digest_now, hand_in, make_draft, rule, sign_next, signer_for
from tests.factories.sites import UserFactory

YES = {
    "is_reviewed": "on",
    "is_proofread": "on",
    "opinion": "同意",
    "proof_opinion": "改了一处标点",
}


@pytest.fixture
def round_(network):
    rule(network.county)
    return hand_in(network.county)


def address(round_, act=""):
    return f"/admin/review/{round_.pk}/{act}"


def answer(round_, **more):
    return YES | {"digest": digest_now(round_), "step": round_.step} | more


def test_a_reviewer_signs_and_is_led_to_the_next(network, desk, round_):
    other = hand_in(network.county, "另一篇稿件")
    client = desk(signer_for(round_))
    page = client.get(address(round_)).text
    assert "县总工会召开劳模座谈会" in page
    assert "签字通过" in page
    assert "保密审查" not in page

    done = client.post(address(round_, "sign/"), answer(round_))

    assert done.url == address(other)
    round_.refresh_from_db()
    assert round_.step == Step.SECOND
    assert round_.signatures.get().proof_opinion == "改了一处标点"


def test_both_statements_are_asked_for(desk, round_):
    client = desk(signer_for(round_))

    page = client.post(address(round_, "sign/"), answer(round_, is_proofread=""))

    assert page.status_code == 200
    assert "必需字段" in page.text
    assert not round_.signatures.exists()


@pytest.mark.parametrize("secrecy", ["", "no"])
def test_nothing_is_signed_off_without_the_confidentiality_check(desk, round_, secrecy):
    round_ = sign_next(sign_next(round_))
    client = desk(signer_for(round_))

    client.post(address(round_, "sign/"), answer(round_, is_public=secrecy))

    assert not ArticlePage.objects.get(pk=round_.article_id).live


def test_the_chief_publishes(desk, round_):
    round_ = sign_next(sign_next(round_))
    client = desk(signer_for(round_))

    page = client.post(address(round_, "sign/"), answer(round_, is_public="yes"), follow=True)

    assert "已经发布" in page.text
    assert ArticlePage.objects.get(pk=round_.article_id).live


def test_the_author_reads_why_it_came_back(desk, round_):
    client = desk(signer_for(round_))
    client.post(
        address(round_, "back/"), {"back-opinion": "请补采访时间", "step": round_.step}, follow=True
    )
    author = desk(round_.submitted_by)

    assert "请补采访时间" in author.get("/admin/review/?tab=returned").text
    assert "审核退回给我" in author.get("/admin/").text


def test_a_return_without_reason_stays_on_the_screen(desk, round_):
    client = desk(signer_for(round_))

    page = client.post(address(round_, "back/"), {"back-opinion": " ", "step": round_.step})

    assert page.status_code == 200
    assert "必需字段" in page.text


@pytest.mark.parametrize("act", ["", "sheet.pdf"])
@pytest.mark.parametrize(("where", "status"), [("own", 200), ("above", 404), ("beside", 404)])
def test_rounds_are_read_in_the_own_union_only(network, desk, round_, act, where, status):
    union = {"own": network.county, "above": network.city, "beside": network.direct}[where]
    client = desk(UserFactory.with_role(union, StaffRole.CHIEF))

    assert client.get(address(round_, act)).status_code == status


@pytest.mark.parametrize("act", ["sign/", "back/", "late/", "take-back/"])
def test_acts_on_a_foreign_round_are_not_found(network, desk, round_, act):
    client = desk(UserFactory.with_role(network.direct, StaffRole.REVIEWER))

    assert client.post(address(round_, act), answer(round_)).status_code == 404


def test_somebody_of_another_role_is_told_why_and_signs_nothing(network, desk, round_):
    client = desk(UserFactory.with_role(network.county, StaffRole.CHIEF))

    assert "初审签字" in client.get(address(round_)).text
    client.post(address(round_, "sign/"), answer(round_))

    assert not round_.signatures.exists()


def test_what_waits_stands_on_the_front_page_by_due_time(network, desk, round_):
    page = desk(signer_for(round_)).get("/admin/").text

    assert "等我审核签字" in page
    assert page.index("按期限先后") < page.index("县总工会召开劳模座谈会")


def test_urgent_goes_to_the_chief_first_and_is_completed_afterwards(network, desk):
    rule(network.county)
    author = UserFactory.with_role(network.county, StaffRole.EDITOR)
    draft = make_draft(network.county, "防汛紧急通知", owner=author)
    client = desk(author)
    assert client.get(f"/admin/review/urgent/{draft.pk}/").status_code == 200

    client.post(f"/admin/review/urgent/{draft.pk}/", {"reason": "一小时内要让职工知道"})
    round_ = ReviewRound.objects.open().get()
    assert round_.step == Step.FINAL
    chief = signer_for(round_)
    desk(chief).post(address(round_, "sign/"), answer(round_, is_public="yes"))

    assert ArticlePage.objects.get(pk=draft.pk).live
    round_.refresh_from_db()
    assert round_.complete_by is not None
    for step in (Step.FIRST, Step.SECOND):
        late = desk(signer_for(round_, step))
        assert "防汛紧急通知" in late.get("/admin/review/?tab=late").text
        late.post(address(round_, "late/"), answer(round_))
    round_.refresh_from_db()
    assert round_.completed_at is not None
    assert desk(chief).post(address(round_, "late/"), answer(round_)).status_code == 404


def test_urgent_may_be_forbidden(network, desk):
    rule(network.county, allows_urgent=False)
    author = UserFactory.with_role(network.county, StaffRole.EDITOR)
    draft = make_draft(network.county, owner=author)

    assert desk(author).get(f"/admin/review/urgent/{draft.pk}/").status_code == 404


def text_of_docx(data):
    table = Document(io.BytesIO(data)).tables[0]
    return "\n".join(cell.text for row in table.rows for cell in row.cells)


def test_the_sheet_carries_opinions_names_and_times(network, desk):
    rule(network.county)
    round_ = sign_next(sign_next(hand_in(network.county)))
    chief = UserFactory.with_role(network.county, StaffRole.CHIEF, first_name="王建国")
    round_ = sign_next(round_, by=chief)
    client = desk(chief)

    word = text_of_docx(client.get(address(round_, "sheet.docx")).content)
    pdf = client.get(address(round_, "sheet.pdf"))

    for text in ("县总工会召开劳模座谈会", "一审一校", "终审终校", "王建国", "不涉密，可以公开"):
        assert text in word
    signed_at = round_.signatures.get(signer=chief).signed_at.astimezone()
    assert f"{signed_at:%Y-%m-%d}" in word
    assert pdf["Content-Type"] == "application/pdf"
    assert len(PdfReader(io.BytesIO(pdf.content)).pages) == 1


def test_a_pasted_control_character_breaks_no_sheet(network, desk):
    rule(network.county, 1)
    round_ = sign_next(hand_in(network.county, "标题\x0b里有<怪>字符&"))
    client = desk(signer_for(round_, Step.FINAL))

    assert client.get(address(round_, "sheet.docx")).status_code == 200
    assert client.get(address(round_, "sheet.pdf")).status_code == 200


def test_the_record_shows_versions_signatures_deliveries_and_log(network, desk):
    rule(network.county, 1)
    round_ = sign_next(hand_in(network.county))
    client = desk(UserFactory.with_role(network.county, StaffRole.EDITOR))

    page = client.get(f"/admin/review/article/{round_.article_id}/").text

    for text in ("终审终校", "版本", "审核签字", "下发和报送"):
        assert text in page


def test_an_administrator_sets_the_own_rules_and_the_network_its_own(network, desk, operator):
    admin = desk(UserFactory.with_role(network.county, StaffRole.ADMIN))
    form = {"column_code": "tongzhi", "steps": 3, "step_hours": 8, "urgent_hours": 12}

    admin.post(f"/admin/review/rules/new/{network.county.pk}/", form)
    desk(operator).post("/admin/review/rules/new/network/", form | {"column_code": ""})

    own = ReviewRule.objects.get(organisation=network.county)
    assert (own.column_code, own.step_hours) == ("tongzhi", 8)
    assert ReviewRule.objects.get(organisation=None).steps == 3
    page = admin.get("/admin/review/rules/").text
    assert "通知公告" in page
    assert page.count("三审：初审、新闻处、终审") == 2


@pytest.mark.parametrize("whose", ["network", "foreign"])
def test_nobody_sets_the_rules_of_others(network, desk, whose):
    client = desk(UserFactory.with_role(network.county, StaffRole.ADMIN))
    key = "network" if whose == "network" else network.city.pk
    foreign = rule(network.city if whose == "foreign" else None)

    assert client.get(f"/admin/review/rules/new/{key}/").status_code == 404
    assert client.post(f"/admin/review/rules/{foreign.pk}/", {"act": "delete"}).status_code == 404


def test_an_editor_reads_the_rules_only(network, desk):
    own = rule(network.county)
    client = desk(UserFactory.with_role(network.county, StaffRole.EDITOR))

    assert client.get("/admin/review/rules/").status_code == 200
    assert client.get(f"/admin/review/rules/{own.pk}/").status_code == 404


def test_a_second_rule_for_the_same_column_is_refused(network, desk):
    rule(network.county)
    client = desk(UserFactory.with_role(network.county, StaffRole.ADMIN))
    form = {"column_code": "", "steps": 1, "step_hours": 8, "urgent_hours": 12}

    page = client.post(f"/admin/review/rules/new/{network.county.pk}/", form)

    assert "已经有一条规则" in page.text


def test_the_archive_is_searched_by_title_signer_and_day(network, desk, round_):
    reviewer = signer_for(round_)
    reviewer.first_name = "李敏"
    reviewer.save()
    sign_next(round_, by=reviewer)
    client = desk(reviewer)

    assert "劳模座谈会" in client.get("/admin/review/?tab=all&signer=李敏").text
    assert "劳模座谈会" not in client.get("/admin/review/?tab=all&signer=张三").text
    assert "劳模座谈会" not in client.get("/admin/review/?tab=all&until=2020-01-01").text
    assert client.get("/admin/review/?tab=all&since=nonsense&state=x&p=99").status_code == 200


def test_lists_cost_the_same_for_many(network, desk, django_assert_max_num_queries):
    rule(network.county)
    reviewer = UserFactory.with_role(network.county, StaffRole.REVIEWER)
    client = desk(reviewer)
    author = UserFactory.with_role(network.county, StaffRole.EDITOR)
    for number in range(12):
        hand_in(network.county, f"稿件{number}", by=author)
    client.get("/admin/review/")

    with django_assert_max_num_queries(30):
        client.get("/admin/review/?tab=sign")
