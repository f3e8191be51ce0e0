"""What the check finds keeps an article from the public until it is mended or let pass."""

import pytest
from wagtail.models import PageLogEntry

from audit.models import AuditEntry
from checks.actions import release
from checks.checking import check, standing
from checks.errors import NotReleased, ReasonMissing
from checks.models import CheckOverride, CheckRule, Level, RuleCode, Term
from news.publishing import PublishingRefused
from sites.models import StaffRole
from tests.factories.sites import UserFactory
from tests.news.test_publish_as_editor import article_form

IDENTITY = "11010519491231002X"
CARD = "6222021234567890128"


def publish(article):
    article.get_latest_revision().publish()
    article.refresh_from_db()
    return article.live


def stopping(article):
    page = article.get_latest_revision_as_object()
    return standing(page, check(page))


def reasons(article, reason="引用原文"):
    return {finding.digest: reason for finding in stopping(article)}


@pytest.fixture
def staff(network):
    def make(role, union=None):
        return UserFactory.with_role(union or network.county, role)

    return make


def test_a_clean_article_is_published(draft):
    assert publish(draft("车队清晨六点出发，为户外劳动者送去清凉。"))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("县总工汇召开会议。", "“总工汇”应为“总工会”"),
        ("社会主意核心价值。", "“社会主意”应为“社会主义”"),
        ("做出重要指示。", "“做出重要指示”应为“作出重要指示”"),
        ("此件不公开。", "“此件不公开”要慎用"),
        (f"王某，身份证{IDENTITY}。", "110*************2X"),
        (f"账号{CARD}。", "银行卡号"),
        ("联系人手机13805510000。", "手机号码"),
        ("2026年2月30日召开。", "没有“2026年2月30日”这一天"),
        ("2026年11月27日（星期四）召开。", "应为星期五"),
    ],
)
def test_it_is_said_which_rule_which_words_and_where(draft, line, said):
    article = draft("第一段。", line)

    with pytest.raises(PublishingRefused) as refused:
        publish(article)

    assert said in str(refused.value)
    assert "正文第 2 段" in str(refused.value)
    article.refresh_from_db()
    assert not article.live


def test_no_personal_number_is_written_down(draft, staff):
    article = draft(f"账号{CARD}，手机13805510000。")

    release(article, reasons(article, "捐款账户"), by=staff(StaffRole.CHIEF))

    kept = [row.finding + row.digest for row in CheckOverride.objects.all()]
    assert len(kept) == 2
    assert not any(CARD in text or "13805510000" in text for text in kept)


def test_a_warning_is_let_pass_with_a_reason_that_is_kept(draft, staff):
    article = draft("县总工汇召开会议。")
    editor = staff(StaffRole.EDITOR)

    release(article, reasons(article), by=editor)

    assert publish(article)
    row = CheckOverride.objects.get()
    assert (row.reason, row.by, row.rule) == ("引用原文", editor, "error_word")
    assert row.revision == article.get_latest_revision()
    entry = PageLogEntry.objects.get(page_id=article.pk, action="checks.release")
    assert entry.data["reason"] == "引用原文"
    assert AuditEntry.objects.filter(act="checks.release").exists()


def test_the_reason_holds_for_a_later_version_and_not_for_other_words(draft, staff):
    article = draft("县总工汇召开会议。")
    release(article, reasons(article), by=staff(StaffRole.EDITOR))

    article.lead = "导语"
    article.save_revision()
    assert stopping(article) == []
    article.lead = "县工汇来了"
    article.save_revision()
    assert [finding.words for finding in stopping(article)] == ["工汇"]


def test_a_reason_for_a_warning_does_not_cover_what_has_become_forbidden(draft, staff):
    article = draft("县总工汇召开会议。")
    release(article, reasons(article), by=staff(StaffRole.EDITOR))

    Term.objects.get(word="总工汇").delete()
    Term.objects.create(word="总工汇", level=Level.BLOCK)

    with pytest.raises(PublishingRefused):
        publish(article)


@pytest.mark.parametrize(
    ("role", "place", "may"),
    [
        (StaffRole.EDITOR, "own", False),
        (StaffRole.REVIEWER, "own", False),
        (StaffRole.DESK, "own", False),
        (StaffRole.CHIEF, "own", True),
        (StaffRole.ADMIN, "own", True),
        (StaffRole.CHIEF, "sibling", False),
        (StaffRole.ADMIN, "upper", False),
    ],
)
def test_what_is_forbidden_is_let_pass_by_the_chief_and_the_administrator_of_the_union(
    draft, staff, network, role, place, may
):
    union = {"own": network.county, "sibling": network.direct, "upper": network.city}[place]
    article = draft(f"捐款账号{CARD}。")

    if may:
        release(article, reasons(article), by=staff(role, union))
        assert publish(article)
    else:
        with pytest.raises(NotReleased):
            release(article, reasons(article), by=staff(role, union))


def test_an_identity_number_is_let_pass_by_nobody(draft, staff):
    article = draft(f"身份证{IDENTITY}。")

    with pytest.raises(NotReleased):
        release(article, reasons(article), by=staff(StaffRole.CHIEF))


def test_no_reason_is_no_release(draft, staff):
    article = draft("县总工汇召开会议。")

    with pytest.raises(ReasonMissing):
        release(article, reasons(article, "  "), by=staff(StaffRole.CHIEF))


def test_a_rule_that_is_off_finds_nothing(draft):
    CheckRule.objects.filter(code="error_word").update(is_on=False)

    assert publish(draft("县总工汇召开会议。"))


def test_a_hint_is_shown_and_stops_nothing(draft):
    article = draft("车队出发。")

    hints = {finding.rule for finding in check(article.get_latest_revision_as_object())}
    assert hints == {"source_missing", "cover_missing"}
    assert publish(article)


def test_a_title_that_is_too_long_is_told_with_the_limit(draft):
    CheckRule.objects.filter(code="title_length").update(limit=10)
    article = draft("车队出发。", title="全县工会系统学习贯彻大会精神宣讲活动启动")

    with pytest.raises(PublishingRefused, match="超过 10 字"):
        publish(article)


def test_what_is_called_a_public_notice_must_say_until_when_and_to_whom(draft):
    article = draft("名单如下。2026年5月1日", title="劳动模范推荐人选公示")

    with pytest.raises(PublishingRefused) as refused:
        publish(article)

    assert "没有写公示的起止日期" in str(refused.value)
    assert "没有写公示的联系方式" in str(refused.value)


@pytest.mark.parametrize(
    ("code", "fields"),
    [("date_missing", {"genre": "NOTICE"}), ("source_missing", {}), ("cover_missing", {})],
)
def test_operators_decide_whether_what_is_missing_stops_an_article(draft, code, fields):
    article = draft("请各单位参加。", **fields)
    assert publish(article)

    CheckRule.objects.filter(code=code).update(level=Level.WARN)

    with pytest.raises(PublishingRefused, match=str(RuleCode(code).label)):
        publish(article)


@pytest.mark.parametrize("line", ["2026年5月1日", "二〇二六年五月一日", "2026-05-01"])
def test_a_notice_with_a_date_has_one(draft, line):
    article = draft("请各单位参加。", line, genre="NOTICE")

    found = {finding.rule for finding in check(article.get_latest_revision_as_object())}

    assert "date_missing" not in found


def test_the_editor_leads_to_the_screen_where_reasons_are_given(draft, desk, staff):
    article = draft("县总工汇召开会议。")
    client = desk(staff(StaffRole.EDITOR))
    form = article_form(title_zh_hans="县总工汇召开会议") | {"action-publish": "1"}

    page = client.post(f"/admin/pages/{article.pk}/edit/", form, follow=True)

    assert "“总工汇”应为“总工会”" in page.text
    assert f"/admin/checks/articles/{article.pk}/" in page.text
    article.refresh_from_db()
    assert not article.live
