"""The addresses that an article links to."""

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit, urlunsplit

from news.models import ArticlePage
from news.models.outgoing import LONGEST

PAGE, DOCUMENT = "page:", "document:"  # things of the network, named by their key
FOLLOWED = {"http", "https"}


class Anchors(HTMLParser):
    """Collects what the links of a rich text point to, as the database keeps it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "a":
            return
        values = dict(attrs)
        kind, key = values.get("linktype"), values.get("id") or ""
        if kind in {"page", "document"} and key.isdecimal():
            self.found.append(f"{kind}:{key}")
        elif values.get("href"):
            self.found.append((values["href"] or "").strip())


def addresses_in(article: ArticlePage) -> list[str]:
    """What the text links to in either language, each once; no mail, no telephone, no anchors."""
    hrefs = [href for html in texts_of(article) for href in links_of(html)]
    base = (article.full_url or "") if hrefs else ""
    found = (absolute(href, base) for href in hrefs)
    return list(dict.fromkeys(url for url in found if url))


def texts_of(article: ArticlePage) -> Iterator[str]:
    for body in (article.body_zh_hans, article.body_en):
        for block in body.raw_data if body else ():
            if block["type"] == "text" and isinstance(block["value"], str):
                yield block["value"]


def links_of(html: str) -> list[str]:
    parser = Anchors()
    parser.feed(html)
    return parser.found


def absolute(href: str, base: str) -> str:
    """The address without its fragment; empty for what nobody can open over HTTP."""
    if href.startswith((PAGE, DOCUMENT)):
        return href
    try:
        parts = urlsplit(urljoin(base, href))
    except ValueError:
        return ""
    if parts.scheme not in FOLLOWED or not parts.netloc:
        return ""
    url = urlunsplit(parts._replace(netloc=parts.netloc.lower(), fragment=""))
    return url if len(url) <= LONGEST else ""


def host_of(url: str) -> str:
    """The host that is asked; empty for what stands in the database."""
    try:
        return (urlsplit(url).hostname or "")[:255]
    except ValueError:
        return ""


def named(url: str, kind: str) -> Any:
    """The key of a page or document that an address of ours names, else None."""
    return int(url.removeprefix(kind)) if url.startswith(kind) else None
