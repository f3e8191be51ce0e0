"""Every answer has a number, and the log lines of its request carry it."""

import json
import logging
import sys

import pytest

from config.logs import JsonFormatter, MaskingFilter, request_id


@pytest.fixture
def line():
    """A log record as it reaches a collector."""

    def write(message, *args, **extra):
        record = logging.LogRecord(
            "portal", logging.INFO, __file__, 1, message, args, extra.pop("exc_info", None)
        )
        vars(record).update(extra)
        MaskingFilter().filter(record)
        return json.loads(JsonFormatter().format(record))

    return write


def test_an_answer_has_a_number_of_its_own(visit):
    first, second = visit("feixi.localhost"), visit("feixi.localhost")

    assert first["X-Request-ID"] != second["X-Request-ID"]


def test_a_well_formed_number_of_the_proxy_is_kept(visit):
    answer = visit("feixi.localhost", headers={"X-Request-ID": "0a1b2c3d-4e5f"})

    assert answer["X-Request-ID"] == "0a1b2c3d-4e5f"


@pytest.mark.parametrize(
    "forged", ["short", "x" * 65, "line\tbreak00", "<script>alert(1)</script>"]
)
def test_anything_else_is_not(visit, forged):
    assert visit("feixi.localhost", headers={"X-Request-ID": forged})["X-Request-ID"] != forged


def test_lines_are_json_with_the_number(line):
    token = request_id.set("0a1b2c3d")

    found = line("%s %s", "GET", "/", status=200, milliseconds=3.5)

    request_id.reset(token)
    assert found["request"] == "0a1b2c3d"
    assert (found["message"], found["status"], found["milliseconds"]) == ("GET /", 200, 3.5)


def test_a_traceback_is_masked_too(line):
    try:
        raise ValueError("电话 13812345678")
    except ValueError:
        found = line("failed", exc_info=sys.exc_info())

    assert "ValueError" in found["traceback"]
    assert "13812345678" not in json.dumps(found)


def test_the_number_ends_with_the_request(visit):
    visit("feixi.localhost")

    assert request_id.get() == ""
