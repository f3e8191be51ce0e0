import pytest

from search.engines.base import in_two_digits


@pytest.mark.parametrize(
    ("number", "said"), [(0, 0), (7, 7), (41, 41), (419, 420), (41_237, 41_000)]
)
def test_an_estimate_says_no_more_than_it_knows(number, said):
    assert in_two_digits(number) == said
