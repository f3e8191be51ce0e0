"""A document is for readers when a page shows it to them; else for those who work with it."""

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.documents import get_document_model
from wagtail.models import ReferenceIndex

from news.models import ArticleAttachment, ArticlePage
from pages.bulk import add_children
from sites.documents import is_public
from sites.models import MediaCollection, Organisation, StaffRole
from syndication.actions import LocalDress, adopt_submission
from tests.factories.news import column_of, make_article
from tests.factories.sites import UserFactory
from tests.factories.syndication import desk_of, submit

HOST = "feixi.localhost"


@pytest.fixture
def document(network):
    shelf = MediaCollection.objects.get(organisation=network.county).collection
    file = ContentFile("名单", name="list.txt")
    return get_document_model().objects.create(title="公示名单", file=file, collection=shelf)


@pytest.fixture
def ask(visit):
    """The status that a reader, or who works at the desk, gets for a document."""

    def status(document, user=None):
        if user is None:
            return visit(HOST, document.url).status_code
        client = Client(headers={"host": "desk.localhost"})
        client.force_login(user)
        return client.get(document.url).status_code

    return status


def with_file(union, document, **fields):
    article = ArticlePage(title="下载资料", **fields)
    article.attachments = [ArticleAttachment(document=document)]
    return column_of(union).add_child(instance=article)


def linked(document):
    return [("text", f'<p><a linktype="document" id="{document.pk}">名单</a></p>')]


def test_a_document_that_no_page_names_is_nobodys_but_its_unions(network, document, ask):
    assert ask(document) == 404
    assert ask(document, UserFactory.with_role(network.county, StaffRole.EDITOR)) == 200
    assert ask(document, UserFactory.with_role(network.direct, StaffRole.ADMIN)) == 404
    assert ask(document, UserFactory()) == 404


def test_a_draft_shows_it_to_nobody(network, document, ask):
    with_file(network.county, document, live=False)

    assert ask(document) == 404


@pytest.mark.parametrize("how", ["attached", "in a block", "linked"])
def test_readers_get_what_a_live_page_shows(network, document, ask, how):
    if how == "attached":
        with_file(network.county, document)
    else:
        block = [("attachment", {"document": document, "title": ""})]
        body = block if how == "in a block" else linked(document)
        make_article(network.county, body=body)

    assert ask(document) == 200


def test_what_only_the_draft_of_a_live_page_names_stays_closed(network, document, ask):
    article = make_article(network.county)
    article.body = article.body_zh_hans = linked(document)
    article.save_revision()

    assert ask(document) == 404

    article.latest_revision.publish()
    assert ask(document) == 200


def test_taking_the_page_down_takes_the_file_down(network, document, ask):
    article = with_file(network.county, document)
    article.unpublish()

    assert ask(document) == 404


def test_a_union_that_is_not_open_yet_shows_no_file(network, document, ask):
    with_file(network.county, document)
    Organisation.objects.filter(pk=network.county.pk).update(status=Organisation.Status.PREPARING)

    assert Client(headers={"host": "hefei.localhost"}).get(document.url).status_code == 404


def test_pages_made_in_bulk_show_their_files_too(network, document, ask):
    add_children(
        column_of(network.county), [ArticlePage(title="下载资料", slug="b1", body=linked(document))]
    )

    assert ask(document) == 200
    written = set(ReferenceIndex.objects.values_list())
    ReferenceIndex.create_or_update_for_object(ArticlePage.objects.get(slug="b1"))
    assert set(ReferenceIndex.objects.values_list()) == written


def test_an_adopted_version_keeps_its_file_for_readers(network, document, ask):
    article = with_file(network.county, document)
    article.save_revision()
    submission = submit(article, network.city)
    desk = desk_of(network.city)
    article.unpublish()
    assert ask(document) == 404
    assert ask(document, desk) == 200
    assert ask(document, desk_of(network.direct)) == 404

    adopt_submission(submission.pk, LocalDress(column_of(network.city).pk), by=desk)

    assert ask(document) == 200


def test_a_version_may_name_a_file_that_is_gone(network, document):
    article = make_article(network.county, body=linked(document))
    article.save_revision()
    document.delete()

    assert submit(article, network.city).versions.count() == 1


@pytest.mark.parametrize("pages", [1, 4])
def test_the_cost_does_not_grow_with_the_pages(network, document, pages, django_assert_num_queries):
    for _number in range(pages):
        with_file(network.county, document, live=False)
    is_public(document)

    with django_assert_num_queries(3):
        assert not is_public(document)


@pytest.mark.parametrize(
    "path", ["documents/list.txt", "images/../documents/list.txt", "./documents/list.txt"]
)
def test_no_other_address_leads_to_the_file(network, document, visit, path):
    assert visit(HOST, f"/media/{path}").status_code == 404
