"""The texts and files that the demo is made of."""

import io
import re
from datetime import date

import docx
import pytest
from PIL import Image

from demo.articles import notice_words
from demo.documents import make_document
from demo.library import ALTS, picture_for
from demo.pictures import HEIGHT, SCENES, WIDTH, draw
from demo.plan import COLUMNS, Plan, templates_of
from demo.wording import Place, Writer, read_texts
from news.models import Genre
from sites.models import Tier

TEMPLATES = [template for column in COLUMNS for template in templates_of(column)]
DAY = date(2026, 9, 10)


def place(tier: str) -> Place:
    return Place(
        slug="x",
        tier=tier,
        union="某市总工会",
        name="某市",
        short="某市",
        level={"PROVINCE": "省", "CITY": "市", "COUNTY": "县"}[tier],
        areas=("甲区", "乙区"),
        industries=("机械", "电子"),
        sights=("湖边",),
        phone="0551-00000000",
        postcode="230000",
        address="示例路1号",
        theme="red",
    )


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: f"{one.column}-{one.key}")
def test_a_template_leaves_no_slot_open(template):
    texts = (*template.titles, template.lead, template.text)

    for number, tier in enumerate(Tier.values * 4):
        words = notice_words(Plan(template, DAY))
        writer = Writer(place(tier), DAY, str(number), texts, **words)
        for text in texts:
            assert not re.search(r"[{}]|(?<!!)\[", writer.fill(text))
        assert len(writer.fill(template.lead)) <= 300


def test_the_keys_of_a_column_are_unique():
    for column in COLUMNS:
        keys = [template.key for template in templates_of(column)]
        assert len(set(keys)) == len(keys)


def test_genres_scenes_and_files_exist():
    for template in TEMPLATES:
        assert template.genre in Genre.values
        assert set(template.scenes) <= set(SCENES)
        assert set(template.files) <= set(read_texts("documents"))
    assert set(ALTS) == set(SCENES)


def test_a_picture_is_the_same_every_time_and_has_the_size_of_a_cover():
    picture = picture_for("village", 0)

    data = draw(picture)

    draw.cache_clear()
    assert draw(picture) == data
    assert Image.open(io.BytesIO(data)).size == (WIDTH, HEIGHT)
    assert 20_000 < len(data) < 120_000


def test_word_files_open_with_their_table():
    _title, name, data = make_document("help-form")

    document = docx.Document(io.BytesIO(data))

    assert name == "help-form.docx"
    assert document.paragraphs[0].text == "困难职工帮扶申请表（示例）"
    assert document.tables[0].cell(0, 0).text == "姓名"


def test_pdf_files_name_their_parts_where_they_lie():
    data = make_document("mutual-guide")[2]

    start = int(data.rsplit(b"startxref\n", 1)[1].split()[0])
    assert data.startswith(b"%PDF-1.4")
    assert data[start : start + 4] == b"xref"
