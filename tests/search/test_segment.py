"""Cutting words, and the one form in which texts are compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.pinyin import sound_of
from search.segment import index_words, parts, query_words
from search.text import fold


def test_a_union_term_stays_whole_in_a_query():
    assert query_words("推进产改和职代会") == ["推进", "产改", "和", "职代会"]


def test_a_text_has_a_long_word_and_the_words_in_it():
    words = index_words("召开职工代表大会")

    assert {"职工代表大会", "职工", "代表大会", "大会"} <= set(words)


def test_traditional_wide_and_capital_letters_are_one_form():
    assert fold("總工會ＡＢＣ") == "总工会abc"


def test_a_long_word_can_also_be_found_by_its_parts():
    assert parts("户外劳动者服务站点") == ["户外劳动者", "服务站点"]


def test_words_of_one_sound_sound_alike():
    assert sound_of("公会") == sound_of("工会") == "gonghui"


@given(st.text(max_size=300))
def test_folding_keeps_every_place(text):
    assert len(fold(text)) == len(text)


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_words_characters_are_found_whatever_stands_around_it(before, after):
    words = set(index_words(before + "肥西县总工会" + after))

    assert set(query_words("肥西县总工会")) <= words


@pytest.mark.parametrize("text", ["AI+工会", "“5+2”工作法", "C#语言", "互联网+工会", "#送温暖#"])
def test_a_text_is_found_by_each_word_of_itself(text):
    assert set(query_words(text)) <= set(index_words(text))
