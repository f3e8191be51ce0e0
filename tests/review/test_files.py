"""A file that was signed with its article, or that readers see, gets no other content."""

import pytest
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.rich_text import RichText

from news.models import ArticleAttachment
from review.actions import submit_for_review
from sites.models import MediaCollection, StaffRole
from tests.factories.news import ImageFactory, image_file
from tests.factories.review import hand_in, make_draft, rule, sign_next
from tests.factories.sites import UserFactory

IN_USE = "不能换内容"


@pytest.fixture
def document(network):
    shelf = MediaCollection.objects.get(organisation=network.county).collection
    file = ContentFile(b"name,place\n", name="list.csv")
    return get_document_model().objects.create(title="名单", file=file, collection=shelf)


@pytest.fixture
def editor(network, desk):
    rule(network.county, steps=1)
    return desk(UserFactory.with_role(network.county, StaffRole.EDITOR))


def replace(client, document):
    file = ContentFile(b"other,list\n", name="list.csv")
    form = {"title": document.title, "file": file, "collection": document.collection_id, "tags": ""}
    return client.post(f"/admin/documents/edit/{document.pk}/", form, follow=True)


def content(document):
    with get_document_model().objects.get(pk=document.pk).file.open() as file:
        return file.read()


def linked(document):
    return [("text", RichText(f'<p><a linktype="document" id="{document.pk}">名单</a></p>'))]


@pytest.mark.parametrize("where", ["below the text", "in the text"])
@pytest.mark.parametrize("state", ["under review", "live"])
def test_another_file_is_refused(network, editor, document, where, state):
    draft = make_draft(
        network.county, owner=UserFactory.with_role(network.county, StaffRole.EDITOR)
    )
    if where == "in the text":
        draft.body = draft.body_zh_hans = linked(document)
    else:
        draft.attachments = [ArticleAttachment(document=document, title="名单")]
    draft.save_revision(user=draft.owner)
    round_ = submit_for_review(type(draft).objects.get(pk=draft.pk), by=draft.owner)
    if state == "live":
        sign_next(round_)

    assert IN_USE in replace(editor, document).text
    assert content(document) == b"name,place\n"


def test_a_file_that_nobody_has_seen_may_be_replaced(network, editor, document):
    hand_in(network.county)  # another article is under review

    assert IN_USE not in replace(editor, document).text
    assert content(document) == b"other,list\n"


def test_a_picture_that_readers_see_is_not_replaced(network, editor):
    picture = ImageFactory.of(network.county)
    round_ = hand_in(network.county, cover=picture)
    before = picture.file_hash
    form = {"title": "大楼", "file": image_file(300, 200), "collection": picture.collection_id}

    for state in ("under review", "live"):
        answer = editor.post(f"/admin/images/{picture.pk}/", form | {"tags": ""}, follow=True)
        assert IN_USE in answer.text
        picture.refresh_from_db()
        assert picture.file_hash == before
        form["file"] = image_file(300, 200)
        if state == "under review":
            sign_next(round_)


def test_its_title_may_be_changed(network, editor):
    picture = ImageFactory.of(network.county)
    hand_in(network.county, cover=picture)
    form = {"title": "新的大楼", "collection": picture.collection_id, "tags": ""}

    editor.post(f"/admin/images/{picture.pk}/", form)

    picture.refresh_from_db()
    assert picture.title == "新的大楼"
