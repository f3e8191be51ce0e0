"""Every way of uploading goes through the checks."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.documents.forms import get_document_form
from wagtail.images import get_image_model
from wagtail.images.forms import get_image_form

from sites.models import MediaCollection, StaffRole
from tests.factories.news import column_of
from tests.factories.sites import UserFactory
from tests.uploads import hostile

EVIL = hostile.pdf("<< /S /JavaScript /JS (1) >>")


@pytest.fixture
def editor(network):
    return UserFactory.with_role(network.county, StaffRole.EDITOR)


@pytest.fixture
def shelf(network):
    return MediaCollection.objects.get(organisation=network.county).collection_id


def post(client, name, file, shelf, prefix=""):
    fields = {"title": "文件", "file": file, "collection": shelf}
    if name.endswith("add_multiple"):
        fields = {"title": "文件", "files[]": file, "collection": shelf}
    return client.post(
        reverse(name), {prefix + key: value for key, value in fields.items()},
        headers={"x-requested-with": "XMLHttpRequest"},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "prefix"),
    [
        ("wagtaildocs:add", ""),
        ("wagtaildocs:add_multiple", ""),
        ("wagtaildocs_chooser:create", "document-chooser-upload-"),
    ],
)
def test_a_hostile_document_is_refused_everywhere(editor, desk, shelf, name, prefix):
    answer = post(desk(editor), name, SimpleUploadedFile("a.pdf", EVIL), shelf, prefix)

    assert not get_document_model().objects.exists()
    text = answer.content.decode("unicode-escape" if "json" in answer["Content-Type"] else "utf-8")
    assert "脚本" in text or "\\u811a" in answer.text


@pytest.mark.parametrize(
    ("name", "prefix"),
    [
        ("wagtailimages:add", ""),
        ("wagtailimages:add_multiple", ""),
        ("wagtailimages_chooser:create", "image-chooser-upload-"),
    ],
)
@pytest.mark.parametrize("data", [hostile.image_bomb(), b"<svg onload='x'/>", b"GIF89a<script>"])
def test_a_hostile_picture_is_refused_everywhere(editor, desk, shelf, name, prefix, data):
    post(desk(editor), name, SimpleUploadedFile("a.png", data), shelf, prefix)

    assert not get_image_model().objects.exists()


def test_ordinary_files_come_in(editor, desk, shelf):
    client = desk(editor)
    post(client, "wagtaildocs:add", SimpleUploadedFile("通知.pdf", hostile.pdf()), shelf)
    post(client, "wagtailimages:add", SimpleUploadedFile("a.png", hostile.picture()), shelf)

    assert get_document_model().objects.count() == 1
    assert get_image_model().objects.count() == 1


def test_the_api_takes_the_same_forms():
    """Wagtail's API v3 uploads through these two functions."""
    assert "Checked" in str(get_image_form(get_image_model()).__mro__)
    assert "Checked" in str(get_document_form(get_document_model()).__mro__)


def test_a_picture_with_too_many_pixels_is_refused_in_chinese(editor, desk, shelf):
    answer = post(
        desk(editor), "wagtailimages:add", SimpleUploadedFile("a.png", hostile.image_bomb()), shelf
    )

    assert "像素" in answer.text


def test_a_word_file_with_macros_is_not_imported(network, editor, desk):
    column = column_of(network.county)
    file = SimpleUploadedFile("稿件.docx", hostile.docx(**{"word__vbaProject.bin": b"x"}))

    answer = desk(editor).post(reverse("word_import", args=[column.pk]), {"file": file})

    assert "宏" in answer.text
