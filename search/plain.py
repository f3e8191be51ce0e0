"""The plain text of an article's body."""

import html
import re
from collections.abc import Iterator
from typing import Any

TAGS = re.compile(r"<[^>]*>")
BLOCK_ENDS = re.compile(r"</(?:p|li|h\d|td|th|tr|div)>|<br\s*/?>|<hr\s*/?>", re.IGNORECASE)
BLANKS = re.compile(r"[ \t\r\f\v]+")
LINES = re.compile(r"\s*\n\s*")


def plain_text(source: str) -> str:
    """HTML without its tags, a line for each paragraph."""
    text = html.unescape(TAGS.sub("", BLOCK_ENDS.sub("\n", source)))
    return LINES.sub("\n", BLANKS.sub(" ", text)).strip()


def body_text(body: Any) -> str:
    """What a reader finds written in a StreamField of news.blocks.ArticleBodyBlock."""
    return "\n".join(piece for block in body for piece in pieces_of(block) if piece)


def pieces_of(block: Any) -> Iterator[str]:
    value = block.value
    match block.block_type:
        case "text":
            yield plain_text(value.source)
        case "picture":
            yield from words_of_picture(value)
        case "picture_set":
            for picture in value["pictures"]:
                yield from words_of_picture(picture)
        case "video":
            yield from (value["caption"] or "", value["transcript"] or "")
        case "table":
            for row in (value or {}).get("data") or []:
                yield " ".join(plain_text(str(cell)) for cell in row if cell)
        case "quote":
            yield from (value["text"] or "", value["attribution"] or "")


def words_of_picture(picture: Any) -> Iterator[str]:
    yield picture["alt"] or ""
    yield picture["caption"] or ""


def files_in(body: Any) -> list[tuple[Any, str]]:
    """The documents offered in the body, each with the name shown."""
    return [
        (block.value["document"], block.value["title"] or block.value["document"].title)
        for block in body
        if block.block_type == "attachment" and block.value["document"]
    ]
