"""An editor uploads a Word file and gets a draft."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override
from wagtail.images import get_image_model
from wagtail.models import PageLogEntry

from news.actions import create_draft_from_word
from news.models import ArticlePage, Entry
from news.word import WordFileError
from sites.models import MediaCollection, StaffRole
from tests.factories.news import column_of
from tests.factories.sites import UserFactory
from tests.news.word_files import notice, picture, saved

Image = get_image_model()


@pytest.fixture
def editor(network):
    return UserFactory.with_role(network.city, StaffRole.EDITOR)


@pytest.fixture
def column(network):
    return column_of(network.city)


def upload(document=None, name="稿件.docx"):
    data = document if isinstance(document, bytes) else saved(document or notice())
    return SimpleUploadedFile(name, data)


def with_pictures(*words):
    document = notice()
    for word in words:
        document.add_picture(picture())
        document.inline_shapes[-1]._inline.docPr.set("descr", word)
    return document


def files_in(storage):
    folders, files = storage.listdir("original_images")
    return set(files)


def address(column):
    return reverse("word_import", args=[column.pk])


def test_the_draft_waits_in_the_column_for_its_editor(column, editor):
    draft = create_draft_from_word(column, upload(), by=editor)

    article = ArticlePage.objects.child_of(column).get()
    assert article == draft.article
    assert article.title == "关于召开工作会议的通知"
    assert (article.live, article.has_unpublished_changes, article.owner) == (False, True, editor)
    assert article.organisation == column.organisation
    assert article.latest_revision.user == editor
    assert [block.block_type for block in article.body] == ["text", "table"]
    assert not Entry.objects.filter(article=article).exists()


def test_the_draft_is_in_the_log_under_its_editors_name(column, editor):
    article = create_draft_from_word(column, upload(), by=editor).article

    assert PageLogEntry.objects.filter(
        page_id=article.pk, action="wagtail.create", user=editor
    ).exists()


def test_the_draft_is_chinese_also_for_an_editor_who_works_in_english(column, editor):
    with override("en"):
        article = create_draft_from_word(column, upload(), by=editor).article

    article = ArticlePage.objects.get(pk=article.pk)
    assert article.title_zh_hans == article.draft_title == "关于召开工作会议的通知"
    assert article.body_zh_hans
    assert not article.title_en
    assert not article.body_en


def test_pictures_go_to_the_unions_own_shelf(column, editor):
    draft = create_draft_from_word(column, upload(with_pictures("会场", "")), by=editor)

    images = Image.objects.all()
    shelf = MediaCollection.objects.get(organisation=column.organisation).collection
    assert {image.collection for image in images} == {shelf}
    assert {image.uploaded_by_user for image in images} == {editor}
    shown = [block.value for block in draft.article.body if block.block_type == "picture"]
    assert [value["alt"] for value in shown] == ["会场", "配图"]
    assert draft.without_alt == 1


@pytest.mark.parametrize("role", [StaffRole.REVIEWER, StaffRole.CHIEF])
def test_who_may_not_add_pages_may_not_import(network, column, role):
    user = UserFactory.with_role(network.city, role)

    with pytest.raises(PermissionDenied):
        create_draft_from_word(column, upload(), by=user)


def test_nothing_is_left_of_an_import_that_fails_halfway(column, editor, monkeypatch):
    create_draft_from_word(column, upload(with_pictures("先前的")), by=editor)
    before = (Image.objects.count(), ArticlePage.objects.count())
    storage = Image._meta.get_field("file").storage
    files = files_in(storage)
    monkeypatch.setattr(ArticlePage, "save_revision", lambda *args, **kwargs: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        create_draft_from_word(column, upload(with_pictures("一", "二")), by=editor)

    assert (Image.objects.count(), ArticlePage.objects.count()) == before
    assert files_in(storage) == files


def test_a_union_without_a_shelf_is_told_so(column, editor):
    MediaCollection.objects.filter(organisation=column.organisation).delete()

    with pytest.raises(WordFileError, match="媒体文件夹"):
        create_draft_from_word(column, upload(with_pictures("会场")), by=editor)


def test_the_column_offers_the_import_to_its_editor(column, editor, desk):
    response = desk(editor).get(reverse("wagtailadmin_explore", args=[column.pk]))

    assert address(column) in response.content.decode()
    assert "从 Word 导入" in response.content.decode()


def test_the_import_is_not_offered_to_a_reviewer(network, column, desk):
    reviewer = UserFactory.with_role(network.city, StaffRole.REVIEWER)

    response = desk(reviewer).get(reverse("wagtailadmin_explore", args=[column.pk]))

    assert address(column) not in response.content.decode()


def test_uploading_leads_to_the_draft(column, editor, desk):
    client = desk(editor)
    assert "Word 文件" in client.get(address(column)).content.decode()

    response = client.post(address(column), {"file": upload(with_pictures(""))})

    article = ArticlePage.objects.child_of(column).get()
    assert response.headers["Location"] == reverse("wagtailadmin_pages:edit", args=[article.pk])
    told = [str(message) for message in response.wsgi_request._messages]
    assert "已建立草稿“关于召开工作会议的通知”。" in told[0]
    assert "1 张图片没有替代文字" in told[1]


def test_the_draft_can_be_opened_in_the_editor(column, editor, desk):
    client = desk(editor)
    location = client.post(address(column), {"file": upload(with_pictures("会场"))}).url

    response = client.get(location)

    assert response.status_code == 200
    assert "关于召开工作会议的通知" in response.content.decode()


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"%PDF-1.7", "稿件.docx", "这不是 .docx 文件。"),
        (bytes.fromhex("d0cf11e0a1b11ae1"), "稿件.doc", "旧版 .doc"),
    ],
)
def test_a_file_that_cannot_be_read_is_explained_on_the_form(
    column, editor, desk, data, name, words
):
    response = desk(editor).post(address(column), {"file": upload(data, name)})

    assert response.status_code == 200
    assert words in response.content.decode()
    assert not ArticlePage.objects.child_of(column).exists()


@pytest.mark.parametrize("place", ["province", "county", "direct"])
def test_columns_of_other_unions_do_not_exist(network, editor, desk, place):
    foreign = column_of(getattr(network, place))
    client = desk(editor)

    assert client.get(address(foreign)).status_code == 404
    assert client.post(address(foreign), {"file": upload()}).status_code == 404
    assert not ArticlePage.objects.child_of(foreign).exists()


def test_the_import_is_no_place_for_readers(network, column, client, visit):
    assert visit("hefei.localhost", address(column)).status_code == 404
    response = client.get(address(column), headers={"host": "desk.localhost"})
    assert response.status_code == 302


def test_merged_cells_are_shown_merged(column, editor, visit):
    document = notice()
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "合并格"
    table.cell(1, 1).text = "右下"

    article = create_draft_from_word(column, upload(document), by=editor).article
    article.get_latest_revision().publish()

    shown = visit("news.hefei.localhost", article.get_url_parts()[2]).content.decode()
    assert re.search(r'<td\s+rowspan="1" colspan="2">合并格</td>', shown)
