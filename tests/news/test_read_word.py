"""What becomes of a Word file's text, tables and pictures."""

import io
import struct
import zipfile
import zlib
from html import unescape

import pytest
from docx import Document
from docx.shared import Inches
from hypothesis import given, settings
from hypothesis import strategies as st

from news.blocks import ArticleBodyBlock
from news.word import WordFileError, container, pictures, read_word
from tests.news.word_files import notice, picture, replaced, saved


def read(document, name="稿件.docx"):
    return read_word(name, document if isinstance(document, bytes) else saved(document))


def text_of(article):
    return "".join(value for kind, value in article.blocks if kind == "text")


def test_title_headings_bold_and_lists_are_kept():
    article = read(notice())

    assert article.title == "关于召开工作会议的通知"
    assert text_of(article) == (
        "<p>各县区总工会：</p><h2>一、时间</h2><p>定于<b>五月一日</b>召开。</p>"
        "<h3>（一）上午</h3><ul><li>报到</li></ul><ol><li>开会</li></ol>"
    )


def test_a_table_becomes_a_table_of_text():
    article = read(notice())

    kind, table = article.blocks[-1]

    assert kind == "table"
    assert table["data"] == [["单位", "人数"], ["肥西", "3"]]
    assert table["table_header_choice"] == "neither"


def test_the_blocks_are_what_an_article_accepts():
    article = read(notice())

    block = ArticleBodyBlock()
    value = block.to_python([{"type": kind, "value": value} for kind, value in article.blocks])
    assert [child.block_type for child in block.clean(value)] == ["text", "table"]


def test_merged_cells_keep_their_text_once():
    document = notice()
    table = document.add_table(rows=3, cols=3)
    for number, cell in enumerate(table._cells):
        cell.text = str(number)
    table.cell(0, 0).merge(table.cell(1, 1)).text = "合并"

    _kind, value = read(document).blocks[-1]

    assert value["data"] == [["合并", "", "2"], ["", "", "5"], ["6", "7", "8"]]
    assert value["mergeCells"] == [{"row": 0, "col": 0, "rowspan": 2, "colspan": 2}]
    assert {(cell["row"], cell["col"]) for cell in value["cell"]} == {(0, 1), (1, 0), (1, 1)}


def test_a_frame_around_text_is_no_table():
    document = notice()
    document.add_table(rows=1, cols=1).cell(0, 0).text = "编者按"

    article = read(document)

    assert article.blocks[-1] == ("text", "<p>编者按</p>")


def test_a_picture_stands_where_it_stood_with_its_words():
    document = Document()
    document.add_heading("活动", 1)
    document.add_paragraph("前文")
    document.add_picture(picture(), width=Inches(1))
    document.inline_shapes[0]._inline.docPr.set("descr", "  会场  全景 ")
    document.add_paragraph("图为会场", style="Caption")
    document.add_paragraph("后文")

    article = read(document)

    assert [kind for kind, _value in article.blocks] == ["text", "picture", "text"]
    (shown,) = article.pictures
    assert (shown.alt, shown.caption, shown.extension) == ("会场 全景", "图为会场", "png")
    assert shown.data == picture().getvalue()


def test_a_caption_above_a_table_belongs_to_the_table():
    document = Document()
    document.add_heading("统计", 1)
    document.add_paragraph("正文")
    document.add_paragraph("表1 报送情况", style="Caption")
    document.add_table(rows=2, cols=2).cell(0, 0).text = "单位"

    article = read(document)

    assert article.blocks[0] == ("text", "<p>正文</p>")
    assert article.blocks[1][1]["table_caption"] == "表1 报送情况"


def test_pictures_in_tables_and_lists_are_not_lost():
    document = notice()
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).paragraphs[0].add_run().add_picture(picture())
    table.cell(0, 1).text = "说明"
    document.add_paragraph("列项", style="List Bullet").add_run().add_picture(picture())

    assert len(read(document).pictures) == 2


def test_a_bitmap_becomes_a_png_and_a_drawing_is_counted():
    document = notice()
    document.add_picture(picture(kind="BMP"))
    document.add_picture(picture())
    data = saved(document)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        (png,) = [name for name in archive.namelist() if name.endswith("media/image2.png")]

    article = read(replaced(data, **{png: b"<svg xmlns='http://www.w3.org/2000/svg'/>"}))

    assert [shown.extension for shown in article.pictures] == ["png"]
    assert article.skipped_pictures == 1


@pytest.mark.parametrize(
    ("make", "title"),
    [
        (lambda d: (d.add_paragraph("合肥市总工会文件"), d.add_paragraph("通知", "Title")), "通知"),
        (
            lambda d: (d.add_paragraph("上半", "Title"), d.add_paragraph("下半", "Title")),
            "上半下半",
        ),
        (lambda d: (d.add_paragraph("导语。"), d.add_heading("小标题", 2)), "小标题"),
        (lambda d: (d.add_paragraph("一句短话"), d.add_paragraph("正文。")), "一句短话"),
        (lambda d: d.add_paragraph("一开头就是正文。"), "稿件"),
        (lambda d: d.add_paragraph("长" * 61), "稿件"),
        (lambda d: d.add_heading("标" * 300, 1), "标" * 255),
    ],
)
def test_where_the_title_is_found(make, title):
    document = Document()
    make(document)

    assert read(document).title == title


def test_links_lead_out_and_nowhere_else():
    html_of = text_of(read(with_link("https://example.org/a?b=1&c=2")))
    assert html_of == '<p><a href="https://example.org/a?b=1&amp;c=2">这里</a></p>'
    for address in ("javascript:alert(1)", "file:///etc/passwd", "picture:0", "#book"):
        assert text_of(read(with_link(address))) == "<p>这里</p>"


def with_link(address):
    document = Document()
    document.add_heading("题", 1)
    document.add_paragraph()._p.append(link_element(document, address))
    return document


def link_element(document, address):
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    key = document.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    return parse_xml(
        f'<w:hyperlink {nsdecls("w", "r")} r:id="{key}"><w:r><w:t>这里</w:t></w:r></w:hyperlink>'
    )


def test_markup_in_the_text_stays_text():
    document = Document()
    document.add_heading("题", 1)
    document.add_paragraph("<script>alert(1)</script> & <b>")

    assert text_of(read(document)) == "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;</p>"


def png_claiming(width, height):
    """A PNG of a few bytes whose header promises a huge picture."""

    def chunk(kind, data):
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + data


@pytest.mark.parametrize(("width", "height"), [(9_000, 9_000), (60_000, 60_000)])
def test_a_picture_that_would_unpack_to_a_mountain_is_refused(width, height):
    document = notice()
    document.add_picture(picture())
    data = replaced(saved(document), **{"word/media/image1.png": png_claiming(width, height)})

    with pytest.raises(WordFileError, match="5000 万像素"):
        read(data)


def test_an_archive_that_would_unpack_to_a_mountain_is_refused(monkeypatch):
    monkeypatch.setattr(container, "MAX_UNPACKED", 300_000)
    bomb = replaced(saved(notice()), word__media__a_bin=b"\x01" * 400_000)

    with pytest.raises(WordFileError, match="解压后过大"):
        read(bomb)


@pytest.mark.parametrize("name", ["word/document.xml", "word/media/image1.png"])
def test_text_too_large_to_be_read_is_refused_whatever_its_name(monkeypatch, name):
    monkeypatch.setattr(container, "MAX_XML", 200_000)
    with pytest.raises(WordFileError, match="解压后过大"):
        read(replaced(saved(notice()), **{name: "<w>" + "字" * 100_000 + "</w>"}))


def test_an_archive_of_too_many_parts_is_refused():
    parts = {f"word/{number}.txt": b"" for number in range(2_001)}

    with pytest.raises(WordFileError, match="解压后过大"):
        read(replaced(saved(notice()), **parts))


def test_too_many_pictures_are_refused(monkeypatch):
    monkeypatch.setattr(pictures, "MAX_PICTURES", 2)
    document = notice()
    for _number in range(3):
        document.add_picture(picture())

    with pytest.raises(WordFileError, match="图片太多"):
        read(document)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("稿件.doc", container.OLD_WORD + b"\0" * 600, "旧版"),
        ("稿件.docx", container.OLD_WORD + b"\0" * 600, "密码"),
        ("稿件.docx", b"%PDF-1.7", "不是 .docx"),
        ("稿件.docx", b"", "不是 .docx"),
        ("稿件.docx", saved(notice())[:-900], "损坏"),
        ("稿件.docx", replaced(saved(notice()), word__document_xml="<w:document"), "损坏"),
        ("稿件.docx", replaced(saved(notice()), word__document_xml="<a>" * 5000), "损坏"),
        ("稿件.docx", saved(Document()), "没有文字"),
        ("稿件.docx", b"x" * (container.MAX_FILE + 1), "20 MB"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason(name, data, words):
    with pytest.raises(WordFileError, match=words):
        read_word(name, data)


def test_a_spreadsheet_is_not_a_word_file():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")

    with pytest.raises(WordFileError, match="不是 .docx"):
        read_word("表.docx", target.getvalue())


def test_entities_that_multiply_are_refused():
    bomb = (
        '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">'
        + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
        + "]><a>&j;</a>"
    )

    with pytest.raises(WordFileError):
        read(replaced(saved(notice()), word__document_xml=bomb))


def test_a_picture_kept_on_somebodys_disk_is_not_fetched():
    document = notice()
    document.add_picture(picture())
    with zipfile.ZipFile(io.BytesIO(saved(document))) as archive:
        relations = archive.read("word/_rels/document.xml.rels").decode()
        body = archive.read("word/document.xml").decode()
    relations = relations.replace('media/image1.png"', 'file:///etc/passwd" TargetMode="External"')
    body = body.replace("r:embed=", "r:link=")

    article = read(
        replaced(
            saved(document),
            **{"word/_rels/document.xml.rels": relations, "word/document.xml": body},
        )
    )

    assert article.pictures == []


CELLS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=8)


@settings(max_examples=25, deadline=None)
@given(
    rows=st.integers(1, 6),
    columns=st.integers(1, 6),
    merges=st.lists(st.tuples(*[st.integers(0, 5)] * 4), max_size=3),
    words=st.lists(CELLS, min_size=36, max_size=36),
)
def test_any_table_is_a_full_grid_whose_merged_cells_fit(rows, columns, merges, words):
    document = Document()
    document.add_heading("题", 1)
    document.add_paragraph("正文")
    table = document.add_table(rows=rows, cols=columns)
    for cell, text in zip(table._cells, words, strict=False):
        cell.text = text
    for top, left, bottom, right in merges:
        merge_if_possible(table, top, left, bottom, right)

    for kind, value in read(document).blocks:
        if kind != "table":
            continue
        width = len(value["data"][0])
        assert {len(row) for row in value["data"]} == {width}
        assert all(isinstance(text, str) for row in value["data"] for text in row)
        for merge in value["mergeCells"]:
            assert merge["row"] + merge["rowspan"] <= len(value["data"])
            assert merge["col"] + merge["colspan"] <= width


def merge_if_possible(table, top, left, bottom, right):
    from docx.exceptions import InvalidSpanError

    rows, columns = len(table.rows), len(table.columns)
    if max(top, bottom) < rows and max(left, right) < columns:
        try:
            table.cell(top, left).merge(table.cell(bottom, right))
        except InvalidSpanError:
            return


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), CELLS), min_size=1, max_size=8))
def test_no_word_of_headings_and_paragraphs_is_lost(lines):
    document = Document()
    document.add_paragraph("题目", style="Title")
    for level, text in lines:
        document.add_heading(text, level) if level else document.add_paragraph(text)

    kept = "".join(unescape(text_of(read(document))).split())

    assert all("".join(text.split()) in kept for level, text in lines if level)


def test_headings_go_down_one_step_at_a_time():
    document = Document()
    document.add_paragraph("题目", style="Title")
    for level in (1, 3, 6, 9):
        document.add_heading(f"第{level}级", level)

    assert text_of(read(document)) == ("<h2>第1级</h2><h3>第3级</h3><h4>第6级</h4><p>第9级</p>")
