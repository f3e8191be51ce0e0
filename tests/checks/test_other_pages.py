"""What stands in topics and standard pages, and in files that words lead to, is looked at too."""

import pytest
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.rich_text import RichText

from home.models import PortalHomePage, StandardPage
from news.models import TopicPage
from news.publishing import PublishingRefused
from sites.models import MediaCollection
from tests.checks.test_attachments import IDENTITY, word
from tests.factories.news import column_of, make_article


@pytest.fixture
def document(network):
    shelf = MediaCollection.objects.get(organisation=network.county).collection
    file = ContentFile(word(f"证件 {IDENTITY}"), name="list.docx")
    return get_document_model().objects.create(title="名单", file=file, collection=shelf)


def link_to(document):
    return [("text", RichText(f'<p><a linktype="document" id="{document.pk}">看名单</a></p>'))]


def draft_of(parent, page):
    page.live = False
    parent.add_child(instance=page)
    page.save_revision()
    return page


def standard_page(network, body):
    front = PortalHomePage.objects.get(organisation=network.county)
    return draft_of(front, StandardPage(title="领导机构", slug="lingdao-3", body=body))


def refused(page):
    with pytest.raises(PublishingRefused) as told:
        page.get_latest_revision().publish()
    page.refresh_from_db()
    assert not page.live
    return str(told.value)


def test_a_file_that_the_text_links_to_keeps_the_article_back(network, document):
    article = make_article(network.county, "名单公布", live=False, body=link_to(document))
    article.save_revision()

    assert "110*************2X" in refused(article)


def test_a_standard_page_with_a_number_is_kept_back(network):
    page = standard_page(network, [("text", RichText(f"<p>主席证件 {IDENTITY}</p>"))])

    assert "110*************2X" in refused(page)


def test_a_file_of_a_standard_page_is_looked_into(network, document):
    assert "110*************2X" in refused(standard_page(network, link_to(document)))


def test_a_topic_with_a_number_is_kept_back(network):
    topic = TopicPage(title="慰问专题", slug="weiwen", intro=f"证件 {IDENTITY}")

    assert "110*************2X" in refused(draft_of(column_of(network.county), topic))


def test_a_clean_page_is_published(network):
    page = standard_page(network, [("text", RichText("<p>主席、副主席和委员</p>"))])

    page.get_latest_revision().publish()

    page.refresh_from_db()
    assert page.live
