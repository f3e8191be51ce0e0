"""From clean HTML to the blocks of an article."""

from collections.abc import Iterable
from typing import Any

from bs4 import BeautifulSoup, NavigableString, Tag
from django.utils.html import escape

from news.word.pictures import WordPicture
from news.word.tables import rows_of, table_value

HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]
SCHEMES = ("http://", "https://", "mailto:")
RENAMED = {"strong": "b", "em": "i"}
LINES = {"br", "p", "li", "tr", "td", "th"}
BLANKS = " \t\r\n\u3000\u00a0"  # with the spaces that indent a paragraph in Chinese


def text_of(element: Tag) -> str:
    """The text as one reads it, a line for each break and each paragraph."""
    parts = []
    for node in element.descendants:
        if isinstance(node, NavigableString):
            parts.append(str(node))
        elif isinstance(node, Tag) and node.name in LINES:
            parts.append("\n")
    lines = (line.strip(BLANKS) for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def heading_levels(soup: BeautifulSoup) -> dict[str, str]:
    """What each level of heading becomes: h2 below the article's title, and none left out."""
    used = sorted({tag.name for tag in soup.find_all(HEADINGS)})
    return {name: f"h{min(level, 4)}" for level, name in enumerate(used, start=2)}


class BlockBuilder:
    """Gathers paragraphs into text blocks; a picture or a table stands between two of them."""

    def __init__(self, soup: BeautifulSoup, pictures: list[WordPicture]) -> None:
        self.levels = heading_levels(soup)
        self.pictures = pictures
        self.blocks: list[tuple[str, Any]] = []
        self.text: list[str] = []
        self.caption = ""  # the last paragraph, where it has the style of a caption
        self.has_text = False

    def finish(self) -> list[tuple[str, Any]]:
        if self.text:
            self.blocks.append(("text", "".join(self.text)))
            self.text = []
        return self.blocks

    def add_all(self, parent: BeautifulSoup | Tag) -> None:
        for child in list(parent.children):
            if isinstance(child, Tag):
                self.add(child)
            elif words := str(child).strip(BLANKS):
                self.add_html(f"<p>{escape(words)}</p>")

    def add(self, element: Tag) -> None:
        caption, self.caption = self.caption, ""
        if element.name == "table":
            self.add_table(element, caption)
            return
        images = self.take_images(element)
        before = bool(images) and images[0][1]
        if images and not before:
            self.add_pictures(picture for picture, _before in images)
        self.add_element(element)
        if before:
            self.add_pictures(picture for picture, _before in images)

    def add_element(self, element: Tag) -> None:
        """A heading, a paragraph or a list, without its pictures."""
        words = text_of(element)
        if not words:
            return
        if "caption" in element.get_attribute_list("class"):
            if self.blocks and self.blocks[-1][0] == "picture" and not self.text:
                self.blocks[-1][1].caption = " ".join(words.split())[:300]
                self.has_text = True
                return
            self.caption = " ".join(words.split())
        element.name = self.levels.get(element.name, element.name)
        tidy(element)
        self.add_html(str(element))

    def add_html(self, html: str) -> None:
        self.text.append(html)
        self.has_text = True

    def add_table(self, table: Tag, caption: str) -> None:
        """A table of one cell is a frame around text; a caption above belongs to the table."""
        cells = [cell for row in rows_of(table) for cell in row]
        if len(cells) == 1:
            self.add_all(cells[0])
            return
        images = self.take_images(table)
        if text_of(table):
            if caption:
                self.text.pop()
            self.finish()
            self.blocks.append(("table", table_value(table, caption, text_of)))
            self.has_text = True
        self.add_pictures(picture for picture, _before in images)

    def add_pictures(self, pictures: Iterable[WordPicture]) -> None:
        self.finish()
        self.blocks += [("picture", picture) for picture in pictures]

    def take_images(self, element: Tag) -> list[tuple[WordPicture, bool]]:
        """Take the pictures out, each with whether words stand before it."""
        found = []
        for image in element.find_all("img"):
            source = attribute(image, "src")
            if source.startswith("picture:"):
                picture = self.pictures[int(source.removeprefix("picture:"))]
                found.append((picture, has_words_before(image, element)))
            image.decompose()
        return found


def attribute(tag: Tag, name: str) -> str:
    value = tag.get(name)
    return value if isinstance(value, str) else ""


def has_words_before(image: Tag, element: Tag) -> bool:
    for node in image.previous_elements:
        if node is element:
            return False
        if isinstance(node, NavigableString) and node.strip(BLANKS):
            return True
    return False


def tidy(element: Tag) -> None:
    """Leave what the rich text of an article knows; indents made of spaces go."""
    element.attrs = {}
    for tag in element.find_all(True):
        if tag.decomposed:
            continue
        tag.name = RENAMED.get(tag.name, tag.name)
        if tag.name == "a" and tag.text == "↑":  # the way back from a footnote
            tag.decompose()
        elif tag.name == "a" and not attribute(tag, "href").startswith(SCHEMES):
            tag.unwrap()  # bookmarks, and the way to a footnote
        elif tag.name in {"b", "i"} and element.name in HEADINGS:
            tag.unwrap()
        elif tag.name in {"b", "i", "sup", "sub", "a", "li"} and not text_of(tag):
            tag.decompose()
        elif tag.name == "p":  # in a list
            tag.attrs = {}
    element.smooth()
    trim(element)


def trim(element: Tag) -> None:
    """Cut blanks and breaks off both ends."""
    for from_start in (True, False):
        while (end := outermost(element, from_start)) is not None:
            if isinstance(end, Tag):
                end.decompose()
                continue
            words = end.lstrip(BLANKS) if from_start else end.rstrip(BLANKS)
            if words:
                end.replace_with(words)
                break
            end.extract()


def outermost(element: Tag, from_start: bool) -> NavigableString | Tag | None:
    """The first or last text or break inside."""
    nodes = list(element.descendants)
    for node in nodes if from_start else reversed(nodes):
        if isinstance(node, NavigableString) or (isinstance(node, Tag) and node.name == "br"):
            return node
    return None
