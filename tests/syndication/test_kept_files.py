"""What another union shows of an article keeps its files, though the origin shows it no more."""

import pytest
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model

from news.models import ArticleAttachment
from sites.models import MediaCollection
from syndication.actions import adopt_submission, hide_placement, pull_article, remove_placement
from tests.factories.news import ImageFactory, image_file, make_article
from tests.factories.syndication import desk_of, dress, editor_of, make_revised, submit
from tests.review.test_files import IN_USE, content, replace


@pytest.fixture
def document(network):
    shelf = MediaCollection.objects.get(organisation=network.county).collection
    file = ContentFile(b"name,place\n", name="list.csv")
    return get_document_model().objects.create(title="名单", file=file, collection=shelf)


def replace_picture(client, picture):
    form = {"title": "大楼", "file": image_file(300, 200), "tags": ""}
    form["collection"] = picture.collection_id
    return client.post(f"/admin/images/{picture.pk}/", form, follow=True).text


def adopted(network, article):
    article.save_revision()
    article.refresh_from_db()
    submission = submit(article, network.city)
    judge = desk_of(network.city)
    return adopt_submission(submission.pk, dress(network.city), by=judge).placement


def test_a_file_of_an_adopted_draft_stays(network, desk, document):
    draft = make_article(network.county, "报送的草稿", live=False)
    draft.attachments.add(ArticleAttachment(document=document, title="名单"))
    placement = adopted(network, draft)
    editor = desk(editor_of(network.county))

    assert IN_USE in replace(editor, document).text
    assert content(document) == b"name,place\n"

    remove_placement(placement.pk, by=desk_of(network.city))
    assert IN_USE not in replace(editor, document).text
    assert content(document) == b"other,list\n"


def test_a_picture_of_an_adopted_draft_stays(network, desk):
    picture = ImageFactory.of(network.county)
    adopted(network, make_article(network.county, "报送的草稿", live=False, cover=picture))

    assert IN_USE in replace_picture(desk(editor_of(network.county)), picture)


def test_a_local_cover_stays_while_it_is_shown(network, desk):
    picture = ImageFactory.of(network.city)
    article = make_revised(network.province, "全省的稿件", is_shared=True)
    judge = desk_of(network.city)
    placement = pull_article(
        article, network.city, dress(network.city, cover_id=picture.pk), by=judge
    )

    assert IN_USE in replace_picture(desk(judge), picture)

    hide_placement(placement.pk, by=judge)
    assert IN_USE not in replace_picture(desk(judge), picture)
