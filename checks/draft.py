"""An article as the rules read it: its texts with their places, its pictures, links and files."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model

from news.changes import rich_text_lines, table_lines
from news.models import ArticlePage

ANCHOR = re.compile(r"<a\b([^>]*)>", re.IGNORECASE)
Place = str | Promise  # in words, in the language of who reads it
ATTRIBUTE = re.compile(r"([a-z]+)\s*=\s*\"([^\"]*)\"", re.IGNORECASE)


@dataclass(frozen=True)
class Passage:
    """A stretch of text and where it stands, in words."""

    place: Place
    text: str


@dataclass(frozen=True)
class Picture:
    place: Place
    alt: str
    title: str  # of the file in the library


@dataclass(frozen=True)
class Anchor:
    """A link: outside with its ``url``, or inside with a kind (page, document) and a number."""

    place: Place
    url: str = ""
    kind: str = ""
    key: str = ""

    @property
    def address(self) -> str:
        """What is asked for: without the place in the page."""
        return self.url.split("#")[0].strip()


@dataclass
class Draft:
    """Everything of one article that is checked, read once."""

    page: Any  # an article; a topic or standard page where only words are looked at
    passages: list[Passage] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)
    files: list[tuple[Place, Any]] = field(default_factory=list)  # place, document
    has_text: bool = False  # whether there is a paragraph in the body

    @property
    def title(self) -> str:
        return self.page.title_zh_hans or self.page.title or ""

    @property
    def body(self) -> str:
        return "\n".join(passage.text for passage in self.passages)


def read_article(page: ArticlePage) -> Draft:
    draft = Draft(page)
    draft.passages = [passage for passage in heads_of(page) if passage.text.strip()]
    read_body(draft, page.body_zh_hans or page.body, "")
    read_body(draft, page.body_en, _("英文"))
    for row in page.attachments.all():
        add_file(draft, row.document, row.title)
    add_linked_files(draft)
    return draft


def read_page(page: Any) -> Draft:
    """A topic or a standard page: its heads, all words of its blocks, and the files in them."""
    draft = Draft(page)
    heads = [
        (_("标题"), "title"),
        (_("说明"), "intro"),
        (_("搜索结果里的说明"), "search_description"),
    ]
    for place, name in heads:
        for language in ("zh_hans", "en"):
            text = getattr(page, f"{name}_{language}", "") or ""
            draft.passages += [Passage(place, text)] if text.strip() else []
    for body in (page.body_zh_hans, page.body_en):
        for block in body or ():
            words = block.block.get_searchable_content(block.value)
            draft.passages += [Passage(_("正文"), text) for text in map(str, words) if text.strip()]
            if block.block_type == "attachment":
                add_file(draft, block.value.get("document"), block.value.get("title"))
            elif block.block_type == "text":
                draft.anchors += anchors_in(str(block.value.source), _("正文"))
    add_linked_files(draft)
    return draft


def heads_of(page: ArticlePage) -> Iterator[Passage]:
    yield Passage(_("标题"), page.title_zh_hans or page.title or "")
    yield Passage(_("肩题"), page.over_title_zh_hans or "")
    yield Passage(_("副题"), page.sub_title_zh_hans or "")
    yield Passage(_("导语"), page.lead_zh_hans or "")
    yield Passage(_("来源"), page.source or "")
    yield Passage(_("公示联系方式"), page.notice_contact or "")
    yield Passage(_("搜索结果里的标题"), page.seo_title_zh_hans or "")
    yield Passage(_("搜索结果里的说明"), page.search_description_zh_hans or "")
    yield Passage(_("英文标题"), page.title_en or "")
    yield Passage(_("英文导语"), page.lead_en or "")


def read_body(draft: Draft, body: Any, prefix: Place) -> None:
    paragraph = 0
    pictures = 0
    for block in body or ():
        value = block.value
        if block.block_type == "text":
            for line in rich_text_lines(value):
                if line:
                    paragraph += 1
                    place = format_lazy(
                        _("{language}正文第 {number} 段"), language=prefix, number=paragraph
                    )
                    draft.passages.append(Passage(place, line))
                    draft.has_text = True
            draft.anchors += anchors_in(str(value.source), format_lazy("{}{}", prefix, _("正文")))
        elif block.block_type in ("picture", "picture_set"):
            rows = [value] if block.block_type == "picture" else value["pictures"]
            for row in rows:
                pictures += 1
                place = format_lazy(
                    _("{language}第 {number} 张图片"), language=prefix, number=pictures
                )
                add_picture(draft, row, place)
        elif block.block_type == "attachment":
            add_file(draft, value.get("document"), value.get("title"))
        else:
            draft.passages += [
                Passage(format_lazy("{}{}", prefix, part), text)
                for part, text in texts_of(block.block_type, value)
                if text.strip()
            ]


def texts_of(kind: str, value: Any) -> list[tuple[Place, str]]:
    match kind:
        case "quote":
            return [(_("引文"), value["text"] or ""), (_("引文"), value.get("attribution") or "")]
        case "video":
            captions = (value.get("caption") or "", value.get("transcript") or "")
            return [(_("视频说明"), text) for text in captions]
        case "table":
            return [(_("表格"), "\n".join(table_lines(value)))]
    return []


def add_picture(draft: Draft, row: Any, place: Place) -> None:
    image = row.get("image")
    alt, caption = row.get("alt") or "", row.get("caption") or ""
    draft.pictures.append(Picture(place, alt.strip(), image.title if image else ""))
    draft.passages += [Passage(place, text) for text in (alt, caption) if text.strip()]


def add_file(draft: Draft, document: Any, title: str | None) -> None:
    if document is None:
        return
    name = title or document.title
    place = format_lazy(_("附件“{name}”"), name=name)
    draft.files.append((place, document))
    draft.passages.append(Passage(_("附件名称"), name))


def add_linked_files(draft: Draft) -> None:
    """Files that words of the text lead to are as public as those below it."""
    keys = {anchor.key for anchor in draft.anchors if anchor.kind == "document"}
    keys -= {str(document.pk) for _place, document in draft.files}
    numbers = [int(key) for key in keys if key.isdecimal()]
    if numbers:
        for document in get_document_model().objects.filter(pk__in=numbers).order_by("pk"):
            add_file(draft, document, "")


def anchors_in(source: str, place: Place) -> list[Anchor]:
    found = []
    for match in ANCHOR.finditer(source):
        names = dict(ATTRIBUTE.findall(match[1]))
        kind = names.get("linktype", "")
        if kind in ("page", "document"):
            found.append(Anchor(place, kind=kind, key=names.get("id", "")))
        elif url := html.unescape(names.get("href", "")):
            found.append(Anchor(place, url=url))
    return found
