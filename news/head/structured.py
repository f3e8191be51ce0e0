"""What search engines read of a page as JSON-LD (schema.org)."""

import json
from typing import Any

from news.head.metas import moment
from news.head.reading import Reading
from news.links import LANGUAGE_TAGS, absolute, canonical_url, shown_language
from news.models import ArticlePage
from sites import queries

# A script element ends at the first "</script" whatever its type, so these may not stand in it.
ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def structured_data(reading: Reading, image_url: str) -> list[str]:
    """The JSON-LD objects of a page, safe to be put into a script element."""
    objects = []
    if isinstance(reading.page, ArticlePage):
        objects.append(news_article(reading, image_url))
    if not reading.is_front:
        objects.append(breadcrumbs(reading))
    return [json.dumps(thing, ensure_ascii=False).translate(ESCAPES) for thing in objects]


def news_article(reading: Reading, image_url: str) -> dict[str, Any]:
    article = reading.page
    organisation = {"@type": "Organization", "name": article.organisation.name}
    author = {"@type": "Person", "name": article.author} if article.author else organisation
    values = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.title,
        "description": reading.description,
        "url": reading.canonical,
        "mainEntityOfPage": reading.canonical,
        "image": [image_url] if image_url else [],
        "datePublished": moment(article.published_at),
        "dateModified": moment(article.last_published_at),
        "inLanguage": LANGUAGE_TAGS[shown_language(article)],
        "articleSection": reading.column.title if reading.column else "",
        "author": author,
        "publisher": organisation if reading.placed else organisation | emblem(reading),
    }
    return {name: value for name, value in values.items() if value}


def emblem(reading: Reading) -> dict[str, Any]:
    """The logo of the site's union, as uploaded."""
    image = reading.organisation.emblem
    if image is None:
        return {}
    url = absolute(image.file.url, reading.site.root_url)
    return {"logo": {"@type": "ImageObject", "url": url}}


def breadcrumbs(reading: Reading) -> dict[str, Any]:
    """The way from the site's front to the page; a page read at its heir's names no more."""
    page = reading.page
    steps = [(page.title, reading.url(number=1))]
    if not reading.is_archived:
        above = [reading.site.root_page, *pages_above(reading)]
        steps = [(step.title, canonical_url(step)) for step in above] + steps
    items = [
        {"@type": "ListItem", "position": position, "name": name, "item": url}
        for position, (name, url) in enumerate(steps, start=1)
    ]
    return {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items}


def pages_above(reading: Reading) -> list:
    """Most articles stand right in a column of the first level, which is known already."""
    column = reading.column
    if column and column.depth == queries.MENU_DEPTH:
        return [column]
    if column and reading.placed:
        return [*queries.trail(column), column]
    return queries.trail(reading.page)
