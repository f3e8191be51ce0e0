"""From the notation of demo/texts to the blocks of an article (see demo/texts/README.md)."""

import json
import re
import uuid
from collections.abc import Callable, Iterable
from html import escape
from typing import Any

Block = dict[str, Any]
PICTURES = re.compile(r"!\[(\d)\]$")


class Body:
    """Collects blocks; neighbouring paragraphs become one block of text."""

    def __init__(self, seed: str) -> None:
        self.seed = seed
        self.blocks: list[Block] = []
        self.html: list[str] = []

    def add(self, kind: str, value: Any) -> None:
        self._close_text()
        self._append(kind, value)

    def add_html(self, html: str) -> None:
        self.html.append(html)

    def _close_text(self) -> None:
        if self.html:
            self._append("text", "".join(self.html))
            self.html = []

    def _append(self, kind: str, value: Any) -> None:
        self.blocks.append({"type": kind, "value": value, "id": self._id(str(len(self.blocks)))})

    def items(self, values: Iterable[Any]) -> list[Block]:
        """The members of a list block."""
        return [
            {"type": "item", "value": value, "id": self._id(f"{len(self.blocks)}/{number}")}
            for number, value in enumerate(values)
        ]

    def _id(self, place: str) -> str:
        return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{self.seed}/{place}"))

    def as_json(self) -> str:
        self._close_text()
        return json.dumps(self.blocks, ensure_ascii=False)


def write_body(
    text: str,
    seed: str,
    *,
    pictures: Callable[[int], list[Block]] | None = None,
    video: Callable[[str], Block] | None = None,
) -> str:
    """The blocks of a text as JSON. ``pictures`` gives so many, ``video`` the one of that name."""
    body = Body(seed)
    for part in re.split(r"\n\s*\n", text.strip()):
        lines = [line.strip() for line in part.splitlines()]
        count = PICTURES.match(lines[0])
        if count and pictures:
            add_pictures(body, pictures(int(count[1])))
        elif lines[0].startswith("!video ") and video:
            body.add("video", video(lines[0].removeprefix("!video ")))
        elif lines[0].startswith("## "):
            body.add_html(f"<h2>{escape(lines[0][3:])}</h2>")
        elif lines[0].startswith("> "):
            body.add("quote", {"text": lines[0][2:], "attribution": ""})
        elif lines[0].startswith("- "):
            items = "".join(f"<li>{escape(line[2:])}</li>" for line in lines)
            body.add_html(f"<ul>{items}</ul>")
        elif lines[0].startswith("| "):
            body.add("table", table(lines))
        else:
            body.add_html("".join(f"<p>{escape(line)}</p>" for line in lines))
    return body.as_json()


def add_pictures(body: Body, pictures: list[Block]) -> None:
    if len(pictures) == 1:
        body.add("picture", pictures[0])
    elif pictures:
        body.add("picture_set", {"pictures": body.items(pictures)})


def table(lines: list[str]) -> Block:
    """The value of Wagtail's table block; the first row is the heading."""
    return {
        "data": [[cell.strip() for cell in line.strip("| ").split("|")] for line in lines],
        "cell": [],
        "mergeCells": [],
        "first_row_is_table_header": True,
        "first_col_is_header": False,
        "table_header_choice": "row",
        "table_caption": "",
    }
