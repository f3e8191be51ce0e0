"""Personal numbers are known by their check digits, not by their length."""

import pytest

from checks.numbers import is_bank_card, is_identity_number, masked, personal_numbers

IDENTITY = "11010519491231002X"  # the example in GB 11643
CARD = "6222021234567890128"


def kinds(text):
    return [number.kind for number in personal_numbers(text)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"身份证{IDENTITY}。", ["identity_number"]),
        (f"（{IDENTITY.lower()}）", ["identity_number"]),
        ("身份证１１０１０５１９４９１２３１００２Ｘ", ["identity_number"]),
        ("110105 19491231 002X", ["identity_number"]),
        ("110105194912310021", []),  # wrong check digit
        ("110105194913310024", []),  # no such month
        ("990105194912310026", []),  # no such province
        (f"A{IDENTITY}", []),
        ("卡号" + CARD, ["bank_card"]),
        ("6222 0212 3456 7890 128", ["bank_card"]),
        ("6222021234567890127", []),
        ("电话13805510000", ["mobile_number"]),
        ("+86 138-0551-0000", ["mobile_number"]),
        ("0551-62600000", []),
        ("12380", []),
        ("共13805510000.50元", ["mobile_number"]),
        ("2026年11月27日", []),
    ],
)
def test_what_is_a_personal_number(text, kind):
    assert kinds(text) == kind


def test_an_identity_number_is_not_a_bank_card_too():
    assert kinds(f"{IDENTITY} {CARD} 13805510000") == [
        "identity_number", "bank_card", "mobile_number",
    ]  # fmt: skip


def test_check_digits():
    assert is_identity_number(IDENTITY)
    assert not is_identity_number("110105194912310")
    assert is_bank_card("4111111111111111")
    assert not is_bank_card("4111111111111112")


def test_a_masked_number_can_be_found_and_not_read():
    assert masked(IDENTITY) == "110*************2X"
