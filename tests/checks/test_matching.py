"""Thousands of words are found at once."""

import time

import pytest

from checks.matching import Matcher


def found(text, *words):
    matcher = Matcher((word, word, exceptions) for word, exceptions in words)
    return [(match.start, match.value) for match in matcher.find(text)]


def test_each_word_is_found_where_it_stands():
    assert found("工汇送情凉，工汇真好", ("工汇", ()), ("送情凉", ())) == [
        (0, "工汇"), (2, "送情凉"), (6, "工汇"),
    ]  # fmt: skip


def test_the_longest_word_is_told_and_not_the_words_inside_it():
    assert found("总书纪", ("总书", ()), ("总书纪", ()), ("书纪", ())) == [(0, "总书纪")]


def test_width_and_case_do_not_matter():
    assert found("ＸXx１", ("xxX1", ())) == [(0, "xxX1")]


@pytest.mark.parametrize(
    ("text", "count"),
    [("随即然后出发", 0), ("即然如此", 1), ("随即然后，即然", 1), ("立即然而", 1)],
)
def test_a_word_inside_a_right_phrase_is_left_alone(text, count):
    assert len(found(text, ("即然", ("随即然后",)))) == count


def test_no_words_find_nothing():
    assert found("工汇") == []


def test_words_with_signs_of_regular_expressions_are_plain_words():
    assert found("5.1劳动节和[*]^-]", ("5.1劳动节", ()), ("[*]", ()), ("^-]", ())) == [
        (0, "5.1劳动节"), (7, "[*]"), (10, "^-]"),
    ]  # fmt: skip


def test_five_thousand_words_take_milliseconds():
    signs = [chr(0x4E00 + number) for number in range(3000)]
    words = [
        (signs[number * 7 % 3000] + signs[number * 13 % 3000] + signs[number % 3000], ())
        for number in range(5000)
    ]
    text = "".join(signs[number * 31 % 3000] for number in range(20_000))
    matcher = Matcher((word, word, exceptions) for word, exceptions in words)

    begun = time.perf_counter()
    list(matcher.find(text))

    assert time.perf_counter() - begun < 0.2
