"""Addresses from Chinese names."""

import re

from pypinyin import lazy_pinyin, load_phrases_dict

LONGEST = 40  # characters

# Place names whose usual reading is not the local one.
load_phrases_dict(
    {"涡阳": [["guō"], ["yáng"]], "长丰": [["cháng"], ["fēng"]], "天长": [["tiān"], ["cháng"]]}
)


def pinyin_slug(text: str) -> str:
    """The pinyin of a text as an address: letters and digits in one word, at most 40.

    Django's and Wagtail's own slugs drop Chinese characters or read many place names wrongly.
    Empty where the text has neither characters nor letters.
    """
    return re.sub(r"[^a-z0-9]", "", "".join(lazy_pinyin(text)).lower())[:LONGEST]
