"""From a Word file to the parts of an article, without the database."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath
from typing import Any

import mammoth
import nh3
from bs4 import BeautifulSoup, Tag
from django.utils.translation import gettext as _

from news.word.blocks import HEADINGS, BlockBuilder, text_of
from news.word.container import check_container
from news.word.errors import WordFileError
from news.word.pictures import PictureReader, WordPicture

__all__ = ["WordArticle", "WordFileError", "WordPicture", "read_word"]

TITLE_LENGTH = 255
SHORT_LINE = 60  # characters that a first line may have to be a title

# The names of styles as Word, WPS and LibreOffice write them. What no line names becomes a
# plain paragraph: fonts, colours and sizes are the site's own matter.
STYLES = {
    "h1.title": ("Title", "标题"),  # not fresh: a title may run over two paragraphs
    "h1:fresh": ("标题 1", "标题1"),
    "h2:fresh": ("标题 2", "标题2"),
    "h3:fresh": ("标题 3", "标题3"),
    "p.caption:fresh": ("Caption", "caption", "题注"),
}
STYLE_MAP = "\n".join(
    f"p[style-name='{name}'] => {target}" for target, names in STYLES.items() for name in names
)
TAGS = {
    "h1", "h2", "h3", "h4", "h5", "h6", "p", "br", "strong", "em", "b", "i", "sup", "sub", "a",
    "ul", "ol", "li", "img", "table", "thead", "tbody", "tr", "td", "th",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href"}, "img": {"src", "alt"}, "h1": {"class"}, "p": {"class"},
    "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"},
}  # fmt: skip


@dataclass
class WordArticle:
    """``blocks`` are pairs as in ArticleBodyBlock, a picture's value being a WordPicture."""

    title: str
    blocks: list[tuple[str, Any]]
    skipped_pictures: int

    @property
    def pictures(self) -> list[WordPicture]:
        return [value for kind, value in self.blocks if kind == "picture"]


def read_word(name: str, data: bytes) -> WordArticle:
    """Read an uploaded .docx file. Raises WordFileError with a sentence for the editor."""
    check_container(name, data)
    reader = PictureReader()
    soup = BeautifulSoup(clean_html(data, reader), "html.parser")
    title = take_title(soup)
    builder = BlockBuilder(soup, reader.pictures)
    builder.add_all(soup)
    if not (title or builder.has_text):
        raise WordFileError(_("文件里没有文字。"))
    title = title or " ".join(PurePath(name).stem.split())
    return WordArticle(title[:TITLE_LENGTH], builder.finish(), reader.skipped)


def clean_html(data: bytes, reader: PictureReader) -> str:
    """What the document says, in the few elements that an article can have."""
    try:
        result = mammoth.convert_to_html(
            BytesIO(data),
            style_map=STYLE_MAP,
            include_embedded_style_map=False,
            convert_image=mammoth.images.img_element(reader.read),
        )
    except WordFileError:
        raise
    except Exception as error:  # a broken file breaks the reader in a hundred ways
        raise WordFileError(_("文件已损坏，打不开。")) from error
    return nh3.clean(
        result.value,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "picture"},
        link_rel=None,
    )


def take_title(soup: BeautifulSoup) -> str:
    """Cut the title out of the text: the title paragraph, else a heading, else a short first line."""
    for element in title_candidates(soup):
        title = text_of(element).replace("\n", "").strip()
        if title and element.find("img") is None:
            element.decompose()
            return title
    return ""


def title_candidates(soup: BeautifulSoup) -> Iterator[Tag]:
    yield from soup.find_all("h1", class_="title")
    yield from soup.find_all(HEADINGS, recursive=False)
    first = next((tag for tag in soup.find_all(True, recursive=False) if text_of(tag)), None)
    if first is not None and first.name == "p":
        line = text_of(first)
        if len(line) <= SHORT_LINE and not line.endswith(tuple("。；：！？.;:!?")):
            yield first
