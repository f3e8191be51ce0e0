"""Words of the same sound are offered only for what nobody writes."""

import pytest

from search.corrections import corrected
from search.models import Term


@pytest.fixture(autouse=True)
def words(db):
    Term.objects.create(word="弋江", sound="yijiang", titles=1)
    Term.objects.create(word="译讲", sound="yijiang", titles=9)
    Term.objects.create(word="职代会", sound="zhidaihui", titles=9)


@pytest.mark.parametrize("typed", ["弋江", "弋江职代会", "职代会弋江"])
def test_the_name_of_a_place_that_titles_have_is_left_as_it_is(typed):
    assert corrected(typed) == ""


def test_what_no_title_has_is_corrected():
    assert corrected("易江职代会") == "译讲职代会"


def test_pinyin_may_be_written_in_syllables():
    assert corrected("zhi dai hui") == "职代会"
    assert corrected("trade union") == ""
