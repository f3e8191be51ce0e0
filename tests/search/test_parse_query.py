"""What is typed becomes clauses; nothing that can be typed is an error."""

from hypothesis import given
from hypothesis import strategies as st

from search.query import parse


def literals(query):
    return [[choice.literal for choice in clause.choices] for clause in query.clauses]


def test_each_word_is_a_clause():
    assert literals(parse("肥西 职代会")) == [["肥西"], ["职代会"]]


def test_words_that_only_ask_are_left_out():
    assert literals(parse("怎么加入工会")) == [["加入"], ["工会"]]


def test_a_synonym_is_another_choice_of_its_clause():
    query = parse("职代会", {"职代会": ["职代会", "职工代表大会"]})

    assert literals(query) == [["职代会", "职工代表大会"]]


def test_quotes_of_any_kind_make_a_phrase_that_is_checked():
    for typed in ('"劳动者服务"', "“劳动者服务”", "「劳动者服务」", '"劳动者服务'):
        (clause,) = parse(typed).clauses
        assert clause.checked
        assert clause.literals == ["劳动者服务"]


def test_a_minus_before_a_word_excludes_it_and_one_inside_does_not():
    query = parse("工会 -演出 2026-11")

    assert [clause.literals for clause in query.excluded] == [["演出"]]
    assert ["11"] in literals(query)


def test_a_name_that_no_dictionary_has_is_looked_for_as_it_stands():
    (clause,) = parse("张伟强").clauses

    assert clause.checked


def test_a_very_long_query_says_so():
    assert parse("工会" * 5_000).too_long


def test_only_signs_or_only_exclusions_ask_for_nothing():
    for typed in ("", "  ", "!!!", '""', "-", "-工会", "\x00", "😀" * 0):
        assert parse(typed).is_empty


@given(st.text(max_size=200))
def test_any_string_can_be_parsed(typed):
    query = parse(typed)

    assert len(query.clauses) <= 12
