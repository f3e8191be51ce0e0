"""Differences of Chinese texts and of versions of an article."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from news.changes import changes_between
from news.compare import Segment, compare
from tests.factories.news import ImageFactory, make_article

texts = st.text(alphabet="工会职工会议。，！\n 12.5%ab召开全省", max_size=80)


def joined(segments, without):
    return "".join(segment.text for segment in segments if segment.kind != without)


@settings(max_examples=300, deadline=None)
@given(texts, texts)
def test_the_segments_give_back_both_texts(old, new):
    segments = compare(old, new)

    assert joined(segments, "added") == old
    assert joined(segments, "removed") == new


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_at_all_is_given_back(old, new):
    segments = compare(old, new)

    assert (joined(segments, "added"), joined(segments, "removed")) == (old, new)


@pytest.mark.parametrize(
    ("old", "new", "removed", "added"),
    [
        ("全省工会信息化工作会议召开", "全省工会数字化工作会议召开", "信息", "数字"),
        ("共有12人参加。", "共有21人参加。", "12", "21"),
        ("投入3.5万元", "投入3.6万元", "3.5", "3.6"),
        ("增长12%以上", "增长15%以上", "12%", "15%"),
        ("会议召开。", "会议召开。大家鼓掌。", "", "大家鼓掌。"),
        ("第一段。\n第二段。", "第二段。", "第一段。\n", ""),
        ("Hello world", "Hello there", "world", "there"),
    ],
)
def test_only_what_has_changed_is_marked(old, new, removed, added):
    segments = compare(old, new)

    assert "".join(s.text for s in segments if s.kind == "removed") == removed
    assert "".join(s.text for s in segments if s.kind == "added") == added


def test_a_text_that_stayed_is_one_segment():
    assert compare("一样。两样。", "一样。两样。") == [Segment("same", "一样。两样。")]
    assert compare("", "") == []


def test_a_long_article_is_compared_within_a_second():
    old = "".join(f"第{n}个单位开展了送清凉活动，慰问一线职工。" for n in range(1_000))
    new = old.replace("第500个单位", "第五百个单位")

    began = time.monotonic()
    segments = compare(old, new)

    assert time.monotonic() - began < 1
    assert joined(segments, "removed") == new


def test_every_part_of_an_article_is_compared(network):
    county = network.county
    cover, other = ImageFactory.of(county), ImageFactory.of(county)
    old = make_article(
        county,
        "共12人",
        lead="导语",
        cover=cover,
        body=[("text", "<p>第一段。</p><p>第二段。</p>"), ("quote", {"text": "引文"})],
    )
    new = make_article(
        county,
        "共21人",
        lead="导语",
        cover=other,
        body=[("text", "<p>第一段。</p><p>第二段改了。</p>"), ("quote", {"text": "引文"})],
    )

    parts = {str(part.label): part.segments for part in changes_between(old, new)}

    assert set(parts) == {"标题", "正文", "图片"}
    assert Segment("added", "改了") in parts["正文"]
    # The same name, and yet another picture.
    assert [segment.kind for segment in parts["图片"]] == ["removed", "added"]


def test_a_version_against_itself_shows_nothing(network):
    article = make_article(network.county, body=[("text", "<p>正文</p>")])

    assert changes_between(article, article) == []
