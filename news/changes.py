"""What has changed between two versions of an article, part by part."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import unescape
from typing import Any

from django.utils.functional import Promise
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamValue

from news.compare import Segment, compare, is_changed, replaced
from news.models import ArticlePage

Label = str | Promise
BLOCK_ENDS = ("</p>", "</h2>", "</h3>", "</h4>", "</li>", "<br/>", "<br>", "<hr/>")


@dataclass(frozen=True)
class ChangedPart:
    """One part of an article with its differences; ``is_list``: each segment is an item."""

    label: Label
    segments: list[Segment]
    is_list: bool = False


TEXTS: tuple[tuple[Label, Callable[[ArticlePage], str]], ...] = (
    (_("肩题"), lambda page: page.over_title_zh_hans or ""),
    (_("标题"), lambda page: page.title_zh_hans or ""),
    (_("副题"), lambda page: page.sub_title_zh_hans or ""),
    (_("导语"), lambda page: page.lead_zh_hans or ""),
    (_("正文"), lambda page: text_of(page.body_zh_hans)),
    (_("体裁"), lambda page: str(page.get_genre_display())),
    (_("来源"), lambda page: page.source_name),
    (_("作者"), lambda page: page.author),
    (_("摄影"), lambda page: page.photographer),
    (_("英文标题"), lambda page: page.title_en or ""),
    (_("英文导语"), lambda page: page.lead_en or ""),
    (_("英文正文"), lambda page: text_of(page.body_en)),
)


def changes_between(old: ArticlePage, new: ArticlePage) -> list[ChangedPart]:
    """The parts that differ, in the order in which an article is read."""
    parts = [ChangedPart(label, compare(part(old), part(new))) for label, part in TEXTS]
    parts += [
        ChangedPart(label, compare_items(items(old), items(new)), is_list=True)
        for label, items in LISTS
    ]
    return [part for part in parts if is_changed(part.segments)]


def compare_items(old: Sequence[tuple[int, str]], new: Sequence[tuple[int, str]]) -> list[Segment]:
    """Lists of keys and names: another file under the same name is a change too."""
    found: list[Segment] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            found += [Segment("same", name) for _key, name in old[start:end]]
        else:
            for _key, name in old[start:end]:
                found += replaced(name, "")
            for _key, name in new[new_start:new_end]:
                found += replaced("", name)
    return found


def text_of(body: StreamValue | None) -> str:
    """The readable text of a body, one line a paragraph, picture or table row."""
    return "\n".join(line for line in lines_of(body) if line)


def lines_of(body: StreamValue | None) -> Iterator[str]:
    for block in body or ():
        reader = READERS.get(block.block_type)
        if reader:
            yield from reader(block.value)


def rich_text_lines(value: Any) -> list[str]:
    html = str(value.source)
    for end in BLOCK_ENDS:
        html = html.replace(end, f"{end}\n")
    text = unescape(strip_tags(html)).replace("\xa0", " ")
    return [line.strip() for line in text.splitlines()]


def table_lines(value: dict[str, Any] | None) -> list[str]:
    rows = (value or {}).get("data") or []
    return ["｜".join(str(cell or "") for cell in row) for row in rows]


READERS: dict[str, Callable[[Any], list[str]]] = {
    "text": rich_text_lines,
    "picture": lambda value: [value.get("caption") or ""],
    "picture_set": lambda value: [row.get("caption") or "" for row in value["pictures"]],
    "video": lambda value: [value.get("caption") or "", value.get("transcript") or ""],
    "table": table_lines,
    "quote": lambda value: [value["text"], value.get("attribution") or ""],
}


def pictures_of(page: ArticlePage) -> list[tuple[int, str]]:
    """The cover and the pictures of the text."""
    found = [page.cover] if page.cover else []
    for block in page.body_zh_hans or ():
        if block.block_type == "picture":
            found.append(block.value["image"])
        elif block.block_type == "picture_set":
            found += [row["image"] for row in block.value["pictures"]]
    return [(image.pk, image.title) for image in found if image]


def files_of(page: ArticlePage) -> list[tuple[int, str]]:
    """Attachments below the text and in it, and videos."""
    found = [(row.document_id, row.label) for row in page.attachments.all()]
    for block in page.body_zh_hans or ():
        if block.block_type in {"attachment", "video"}:
            document = block.value.get("document") or block.value.get("file")
            if document:
                found.append((document.pk, block.value.get("title") or document.title))
    return found


LISTS: tuple[tuple[Label, Callable[[ArticlePage], list[tuple[int, str]]]], ...] = (
    (_("图片"), pictures_of),
    (_("附件和视频"), files_of),
)
