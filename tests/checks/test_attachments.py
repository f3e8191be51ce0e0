"""Personal data is found inside the files that an article offers."""

import io

import docx
import openpyxl
import pytest
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model

from checks.checking import check
from news.models import ArticleAttachment, ArticlePage
from news.publishing import PublishingRefused
from sites.models import MediaCollection

IDENTITY = "11010519491231002X"


def word(text):
    data = io.BytesIO()
    document = docx.Document()
    document.add_paragraph(text)
    document.save(data)
    return data.getvalue()


def word_header(text):
    data = io.BytesIO()
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = text
    document.save(data)
    return data.getvalue()


def sheet(text):
    data = io.BytesIO()
    book = openpyxl.Workbook()
    book.active.append(["姓名", "证件号码"])
    book.active.append(["王某", text])
    book.save(data)
    return data.getvalue()


def portable(text):
    stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = len(data)
    return data + (
        b"xref\n0 6\n0000000000 65535 f \n" + table
        + b"trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % end
    )  # fmt: skip


def attach(article, name, data):
    shelf = MediaCollection.objects.get(organisation=article.organisation).collection
    document = get_document_model().objects.create(
        title=name, file=ContentFile(data, name=name), collection=shelf
    )
    article.attachments.add(ArticleAttachment(document=document))
    article.save_revision()
    return ArticlePage.objects.get(pk=article.pk)


@pytest.mark.parametrize(
    ("name", "make"),
    [("a.docx", word), ("b.docx", word_header), ("c.xlsx", sheet), ("d.pdf", portable)],
)
def test_a_number_inside_a_file_keeps_the_article_back(draft, name, make):
    article = attach(draft("名单见附件。"), name, make(f"证件 {IDENTITY}"))

    with pytest.raises(PublishingRefused) as refused:
        article.get_latest_revision().publish()

    assert f"附件“{name}”" in str(refused.value)
    assert "110*************2X" in str(refused.value)


def test_a_clean_file_is_no_matter(draft):
    article = attach(draft("名单见附件。"), "a.docx", word("证件 1101********002X"))

    article.get_latest_revision().publish()

    article.refresh_from_db()
    assert article.live


def test_a_file_that_nobody_can_look_into_is_told(draft):
    article = attach(draft("见附件。"), "a.zip", b"PK")

    page = article.get_latest_revision_as_object()

    assert "file_unread" in {found.rule for found in check(page, read_files=True)}


def test_while_one_writes_no_file_is_read(draft, monkeypatch):
    article = attach(draft("名单见附件。"), "a.docx", word(f"证件 {IDENTITY}"))
    monkeypatch.setattr("uploads.reading.read", lambda document: pytest.fail("read"))

    found = {found.rule for found in check(article.get_latest_revision_as_object())}

    assert "file_unread" in found
    assert "identity_number" not in found
