"""The text of files, offered below an article or in its text, follows the files."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction

from news.models import ArticleAttachment
from tests.factories.news import make_article


def put_in_text(union, document):
    return make_article(
        union, "办法印发", body=[("attachment", {"document": document, "title": ""})]
    )


def put_below_text(union, document):
    attachments = [ArticleAttachment(document=document)]
    return make_article(union, "办法印发", attachments=attachments)


@pytest.fixture(params=[put_in_text, put_below_text])
def document(request, network, tmp_path, settings):
    """A text file in a folder of its own, offered by an article."""
    settings.MEDIA_ROOT = tmp_path
    folder = Collection.get_first_root_node().add_child(name="附件")
    file = ContentFile("量体裁衣".encode(), "a.txt")
    document = get_document_model().objects.create(title="附件一", file=file, collection=folder)
    request.param(network.county, document)
    return document


def private_folder():
    folder = Collection.get_first_root_node().add_child(name="内部")
    CollectionViewRestriction.objects.create(
        collection=folder, restriction_type="password", password="x"
    )
    return folder


def test_a_file_is_found_until_its_folder_is_private(document, search_for):
    assert search_for("量体裁衣") == ["办法印发"]

    restriction = CollectionViewRestriction.objects.create(
        collection=document.collection, restriction_type="password", password="x"
    )

    assert search_for("量体裁衣") == []
    restriction.delete()
    assert search_for("量体裁衣") == ["办法印发"]


def test_a_file_that_is_moved_to_a_private_folder_is_found_no_more(document, search_for):
    document.collection = private_folder()
    document.save()

    assert search_for("量体裁衣") == []


def test_a_folder_that_is_moved_below_a_private_one(
    document, search_for, django_capture_on_commit_callbacks
):
    private = private_folder()
    document.collection.refresh_from_db()  # folders stand in the order of their names

    with django_capture_on_commit_callbacks(execute=True):
        document.collection.save()
        document.collection.move(private, "sorted-child")

    assert search_for("量体裁衣") == []


def test_files_that_are_moved_together_are_followed(document, search_for, desk, admin_user):
    address = reverse("wagtail_bulk_action", args=("wagtaildocs", "document", "add_to_collection"))

    answer = desk(admin_user).post(
        f"{address}?id={document.pk}", {"collection": private_folder().pk}
    )

    assert answer.status_code == 302
    document.refresh_from_db()
    assert document.collection.name == "内部"
    assert search_for("量体裁衣") == []


def test_a_replaced_file_is_found_by_what_it_says_now(document, search_for):
    document.file = ContentFile("因地制宜".encode(), "b.txt")
    document.file_hash = ""
    document.save()

    assert search_for("量体裁衣") == []
    assert search_for("因地制宜") == ["办法印发"]


@pytest.mark.parametrize("document", [put_in_text], indirect=True)
def test_a_deleted_file_is_found_no_more(document, search_for, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        document.delete()

    assert search_for("量体裁衣") == []


def hit_for(visit, typed):
    (hit,) = visit("feixi.localhost", "/search/", data={"q": typed}).context["hits"]
    return hit


def test_a_file_is_named_where_only_its_name_has_the_word(document, visit):
    document.title = "职工疗养登记表"
    document.save()

    assert "职工疗养登记表" in hit_for(visit, "疗养").file_name


def test_a_word_far_behind_in_a_long_text_is_marked(visit, publish):
    publish("全文", "工会的工作。" * 6_000 + "结尾处有绣花比赛。" + "再见。" * 100)

    assert "<mark>绣花</mark>" in hit_for(visit, "绣花").summary
