"""Attachments are read in a process of its own; whatever is in them, the portal goes on."""

import io
import zipfile

import openpyxl
import pytest

from tests.uploads.hostile import bomb, pdf, pdf_stream, zipped
from uploads.reading import MAX_TEXT, read_apart

LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    "<w:document><w:t>&b;&b;</w:t></w:document>"
)
OUTSIDE = (
    '<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'
    "<w:document><w:t>&secret;</w:t></w:document>"
)


@pytest.fixture
def read(tmp_path):
    """``read("docx", data)`` gives the text and the problem."""

    def from_file(kind, data):
        path = tmp_path / f"file.{kind}"
        path.write_bytes(data)
        return read_apart(kind, str(path))

    return from_file


def sheet(*rows):
    book, data = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(data)
    return data.getvalue()


def test_the_text_of_a_word_file_and_a_sheet_is_read(read):
    text, problem = read("docx", zipped({"word/document.xml": "<w:p>一段</w:p><w:p>二段</w:p>"}))
    assert (text, problem) == ("一段\n二段", "")
    assert "帮扶 3000" in read("xlsx", sheet(["帮扶", 3000]))[0]


@pytest.mark.parametrize("document", [LAUGHS, OUTSIDE])
def test_entities_are_neither_expanded_nor_fetched(read, document):
    text, _problem = read("docx", zipped({"word/document.xml": document}))

    assert "root:" not in text
    assert "haha" not in text


def test_an_archive_that_unpacks_to_too_much_is_given_up(read):
    huge = io.BytesIO()
    with zipfile.ZipFile(huge, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<w:t>x</w:t>" * 20_000_000)

    text, _problem = read("docx", huge.getvalue())

    assert len(text) <= MAX_TEXT
    assert read("xlsx", bomb())[1]


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("docx", b"PK\x03\x04 not a zip at all"),
        ("docx", b""),
        ("xlsx", zipped({"xl/workbook.xml": "<workbook/>"})),
        ("pdf", b"%PDF-1.7\ngarbage"),
        ("pdf", pdf("<< /Type /Catalog /Pages 1 0 R >>")),
        ("pdf", pdf("<< /Type /Pages /Kids [1 0 R] /Count 1 >>")),
        ("pdf", pdf_stream("/Type /XObject", b"\0" * 50_000_000)),
    ],
)
def test_a_broken_file_is_a_problem_and_no_error(read, kind, data):
    text, problem = read(kind, data)

    assert problem
    assert "Traceback" not in text


def test_text_in_the_encoding_of_old_windows_is_read(read):
    assert read("txt", "职工代表大会".encode("gb18030")) == ("职工代表大会", "")
