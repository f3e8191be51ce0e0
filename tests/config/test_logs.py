"""Passwords and personal data never reach a log."""

import io
import logging
import time

import pytest
from django.conf import settings
from django.utils.log import configure_logging

from audit.redaction import mask, mask_all

ID_NUMBER, MOBILE, CARD = "340123199001011234", "13812345678", "6222021234567890123"


@pytest.fixture
def written():
    """What the handler of the settings writes."""
    configure_logging("logging.config.dictConfig", settings.LOGGING)
    handler = next(
        one for one in logging.getLogger().handlers if type(one) is logging.StreamHandler
    )
    handler.stream = stream = io.StringIO()
    yield stream.getvalue
    logging.getLogger().removeHandler(handler)


@pytest.mark.parametrize(
    "line",
    [
        "POST password=Geheim-99",
        '{"password": "Geheim-99", "a": 1}',
        "{'new_password1': ['Geheim-99']}",
        "Authorization: Bearer Geheim-99",
        "Cookie: sessionid=Geheim-99; b=2",
        "密码：Geheim-99",
        "token => Geheim-99",
        f"会员 {ID_NUMBER} 登记",
        f"会员{ID_NUMBER[:-1]}X登记",
        f"电话 {MOBILE}，卡 {CARD}",
        "电话 138 1234 5678",
        "电话 +86-138-1234-5678",
        "卡 6222 0212 3456 7890 123",
        "邮箱 li.wei@example.org",
    ],
)
def test_a_line_loses_what_must_not_be_there(written, line):
    logging.getLogger("news.actions").error("before %s after", line)

    text = written()
    assert "before" in text
    for part in (
        "Geheim-99",
        ID_NUMBER[:17],
        MOBILE,
        CARD,
        "1234 5678",
        "1234-5678",
        "3456",
        "li.wei",
    ):
        assert part not in text


def test_a_traceback_loses_it_too(written):
    try:
        raise ValueError(f"bad row: {ID_NUMBER}, password=Geheim-99")
    except ValueError:
        logging.getLogger("django.request").exception("failed")

    text = written()
    assert "ValueError" in text
    assert ID_NUMBER not in text
    assert "Geheim-99" not in text


@pytest.mark.parametrize(
    "line",
    [
        "皖工发〔2026〕12号，2026-11-25 10:00:00，第 20261125 期",
        "hash 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "0551-62600000 网站标识码 3400000012",
        "clock: published 12 pages in 340 ms",
    ],
)
def test_ordinary_numbers_stay(line):
    assert mask(line) == line


def test_fields_with_secret_names_lose_their_value():
    masked = mask_all(
        {"user": {"password": "x", "email": "", "name": "王"}, "rows": [{"token": 1}]}
    )

    assert masked == {
        "user": {"password": "（不记录）", "email": "", "name": "王"},
        "rows": [{"token": "（不记录）"}],
    }


def test_a_long_article_is_masked_in_no_time():
    text = "工会把服务送到班组和工地" * 20_000
    started = time.perf_counter()

    assert mask(text) == text
    assert time.perf_counter() - started < 2


def test_a_failed_sign_in_leaves_no_typed_name_in_the_log(written, client, db):
    client.post(
        "/accounts/login/",
        {"username": "Geheim-99", "password": "other"},
        headers={"host": "desk.localhost"},
    )

    assert "Geheim-99" not in written()
