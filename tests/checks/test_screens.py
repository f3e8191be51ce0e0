"""The findings beside the text, and the screen on which reasons are given."""

import pytest
from django.core.management import call_command
from wagtail.documents import get_document_model

from checks.models import CheckOverride
from news.models import ArticlePage
from sites.models import MediaCollection, StaffRole
from tests.factories.news import column_of
from tests.factories.sites import UserFactory
from tests.news.test_publish_as_editor import article_form
from uploads.models import AttachmentText


@pytest.fixture
def editor(network, desk):
    return desk(UserFactory.with_role(network.county, StaffRole.EDITOR))


def screen(article):
    return f"/admin/checks/articles/{article.pk}/"


def digests(client, article):
    rows = client.get(screen(article)).context["rows"]
    return [row["finding"].digest for row in rows if row["may_release"]]


def test_the_findings_of_a_form_are_told_while_it_is_written(draft, editor):
    article = draft("第一段。")
    form = article_form(title_zh_hans="县总工汇来了")

    answer = editor.post(f"/admin/checks/live/{article.pk}/", form).json()

    assert answer["stops"] == 1
    assert "“总工汇”应为“总工会”" in answer["html"]
    article.refresh_from_db()
    assert article.title == "全县工会工作会议召开"
    assert article.revisions.count() == 1


def test_a_form_that_is_not_complete_is_checked_too(network, editor):
    column = column_of(network.county)
    form = article_form(title_zh_hans="", lead_zh_hans="县总工汇来了", genre="PUBLICITY")

    answer = editor.post(f"/admin/checks/live/new/{column.pk}/", form).json()

    assert "“总工汇”应为“总工会”" in answer["html"]
    assert "没有写公示的起止日期" in answer["html"]
    assert not ArticlePage.objects.exists()


def test_the_editor_has_the_panel_for_new_and_for_old_articles(network, draft, editor):
    column = column_of(network.county)
    article = draft("第一段。")

    new = editor.get(f"/admin/pages/add/news/articlepage/{column.pk}/")
    old = editor.get(f"/admin/pages/{article.pk}/edit/")

    assert f'data-checks="/admin/checks/live/new/{column.pk}/"' in new.text
    assert f'data-checks="/admin/checks/live/{article.pk}/"' in old.text
    assert "js/desk/checks.js" in old.text


def test_a_reason_is_given_and_the_article_published(draft, editor):
    article = draft("县总工汇召开会议。")
    form = {"finding": digests(editor, article), "reason": "引用原文", "publish": "1"}

    page = editor.post(screen(article), form, follow=True)

    article.refresh_from_db()
    assert article.live
    assert "已发布" in page.text
    assert "引用原文" in editor.get(screen(article)).text


def test_without_a_reason_nothing_is_let_pass(draft, editor):
    article = draft("县总工汇召开会议。")

    page = editor.post(screen(article), {"finding": digests(editor, article)}, follow=True)

    assert "请写明理由" in page.text
    assert not CheckOverride.objects.exists()


def test_who_may_not_let_it_pass_is_told_who_may(draft, editor):
    article = draft("账号6222021234567890128。")

    page = editor.get(screen(article))

    assert "只有本会的终审或站点管理员能放行" in page.text
    assert digests(editor, article) == []


@pytest.mark.parametrize("path", ["/admin/checks/articles/{}/", "/admin/checks/live/{}/"])
def test_another_unions_article_does_not_exist(network, draft, desk, path):
    stranger = desk(UserFactory.with_role(network.direct, StaffRole.ADMIN))
    article = draft("第一段。")

    assert stranger.post(path.format(article.pk), article_form()).status_code == 404


def test_the_check_costs_the_same_for_few_and_many_findings(
    draft, editor, django_assert_max_num_queries
):
    few, many = draft("县总工汇召开会议。"), draft(*["县总工汇召开会议。"] * 30)
    editor.get(screen(few))

    with django_assert_max_num_queries(60) as asked:
        editor.get(screen(few))
    with django_assert_max_num_queries(len(asked)):
        editor.get(screen(many))


def test_the_report_lists_the_unions_own_articles_with_findings(network, draft, editor):
    bad, _good = (
        draft("县总工汇召开会议。", title="有错字的稿件"),
        draft("车队出发。", title="没有错字"),
    )
    draft("市总工汇召开会议。", title="别的工会的稿件", union=network.city)
    call_command("clock", "--once")

    page = editor.get("/admin/reports/checks/")

    assert "有错字的稿件" in page.text
    assert "“总工汇”应为“总工会”" in page.text
    assert screen(bad) in page.text
    assert "没有错字" not in page.text
    assert "别的工会的稿件" not in page.text


def test_an_article_leaves_the_report_when_it_is_let_pass(draft, editor):
    article = draft("县总工汇召开会议。", title="有错字的稿件")
    call_command("clock", "--once")

    editor.post(screen(article), {"finding": digests(editor, article), "reason": "引用原文"})

    assert "有错字的稿件" not in editor.get("/admin/reports/checks/").text


def test_a_typed_number_of_a_foreign_file_tells_nothing_of_it(network, draft, editor):
    shelf = MediaCollection.objects.get(organisation=network.direct).collection
    foreign = get_document_model().objects.create(title="名单", file="a.txt", collection=shelf)
    AttachmentText.objects.create(
        document=foreign, file_hash="a.txt", text="身份证11010519491231002X"
    )
    form = article_form() | {
        "body_zh_hans-count": "2", "body_zh_hans-1-deleted": "", "body_zh_hans-1-order": "1",
        "body_zh_hans-1-type": "attachment", "body_zh_hans-1-id": "",
        "body_zh_hans-1-value-document": str(foreign.pk), "body_zh_hans-1-value-title": "",
    }  # fmt: skip

    answer = editor.post(f"/admin/checks/live/{draft('x').pk}/", form).json()

    assert "110***" not in answer["html"]
    assert "身份证号码" not in answer["html"]
