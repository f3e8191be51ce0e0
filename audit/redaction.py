"""Numbers that name a person are masked before anything is written to a log."""

import re
from typing import Any

HIDDEN = "（不记录）"
# Field and parameter names whose values never reach a log; compared as parts of the name.
SECRET_NAMES = (
    "password", "passwd", "pwd", "secret", "token", "csrf", "sessionid", "session_key", "api_key",
    "apikey", "authorization", "cookie", "recovery", "private_key", "密码", "口令",
)  # fmt: skip
PERSONAL_NAMES = (
    "email", "mobile", "phone", "id_number", "identity", "bank", "card_number", "birthday",
    "home_address", "last_login",
)  # fmt: skip
NUMBERS = re.compile(
    r"(?<![0-9A-Za-z.])(?:"
    r"[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]"  # 身份证
    r"|(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}"  # 手机
    r"|(?:62|4\d|5[1-5])\d{2}(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?"  # 银行卡
    r")(?![0-9A-Za-z])"
)
EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")
# ``password=…``, ``"token": "…"``, ``Authorization: Basic …`` in any text.
# Lengths are bounded: Chinese text is one long word, and logs may hold whole articles.
PAIR = re.compile(
    rf"""(?ix) (?<![A-Za-z0-9_-]) (?P<name>["']? [A-Za-z0-9_-]{{0,40}}?
    (?:{"|".join(SECRET_NAMES)}) [A-Za-z0-9_-]{{0,40}} ["']?) (?P<mark>\s{{0,3}}(?:=>|[=:：])\s{{0,3}})
    (?P<value> "(?:[^"\\]|\\.)*" | '(?:[^'\\]|\\.)*' | \[[^\]]*\]
      | (?:(?:Basic|Bearer)\s+)? [^\s,;&}}'"]+)"""
)


def is_secret(name: str) -> bool:
    return any(part in name.lower() for part in SECRET_NAMES)


def is_personal(name: str) -> bool:
    return any(part in name.lower() for part in PERSONAL_NAMES)


def mask(text: str) -> str:
    """The text with passwords, identity, telephone and card numbers and e-mail taken out."""
    text = PAIR.sub(rf"\g<name>\g<mark>{HIDDEN}", text)
    return EMAIL.sub(HIDDEN, NUMBERS.sub(HIDDEN, text))


def mask_all(value: Any, name: str = "") -> Any:
    """The same for whatever JSON can hold; a field that has a secret name loses its value."""
    if name and (is_secret(name) or is_personal(name)):
        return HIDDEN if value not in (None, "", [], {}) else value
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, dict):
        return {key: mask_all(item, str(key)) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [mask_all(item) for item in value]
    return value
