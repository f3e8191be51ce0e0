"""The meta elements of a page.

The names in capitals (SiteName, ColumnName, ArticleTitle and their like) are those that
《政府网站发展指引》(国办发〔2017〕47号) asks of public sites; inspections read them by machine.
"""

from typing import Any

from django.utils.timezone import localtime

from news.head.reading import Reading
from news.links import OPEN_GRAPH_LOCALES, shown_language
from news.models import ArticlePage, ColumnPage

Pairs = list[tuple[str, Any]]


def site_metas(reading: Reading) -> Pairs:
    return [
        ("SiteName", reading.site_name),
        ("SiteDomain", reading.site.hostname),
        ("SiteIDCode", reading.organisation.site_id_code),
    ]


def column_metas(reading: Reading) -> Pairs:
    """Of a column, and of any other page but the front and the articles: it stands for one."""
    page = reading.page
    return [
        ("ColumnName", page.title),
        ("ColumnType", column_type(page)),
        ("ColumnDescription", reading.description),
        ("ColumnKeywords", ",".join([page.title, reading.organisation.name])),
    ]


def article_metas(reading: Reading, image_url: str) -> Pairs:
    article, column = reading.page, reading.column
    return [
        ("ColumnName", column.title if column else ""),
        ("ColumnType", column_type(column) if column else ""),
        ("ArticleTitle", article.title),
        ("PubDate", format(localtime(article.published_at), "%Y-%m-%d %H:%M"))
        if article.published_at
        else ("PubDate", ""),
        ("ContentSource", article.source_name),
        ("Author", article.author),
        ("Keywords", keywords(reading)),
        ("Description", reading.description),
        ("Url", reading.url()),
        ("Image", image_url),
    ]


def keywords(reading: Reading) -> str:
    """An article's tags; for want of them its column and union."""
    names = [tag.name for tag in reading.tags]
    if not names and reading.column:
        names = [reading.column.title, reading.organisation.name]
    return ",".join(names)


def column_type(page: Any) -> str:
    if isinstance(page, ColumnPage):
        return page.get_kind_display()
    return str(page._meta.verbose_name)


def metas(reading: Reading, image_url: str) -> Pairs:
    named = site_metas(reading)
    if isinstance(reading.page, ArticlePage):
        named += article_metas(reading, image_url)
    elif not reading.is_front:
        named += column_metas(reading)
    return named


def open_graph(reading: Reading, image_url: str) -> Pairs:
    page = reading.page
    is_article = isinstance(page, ArticlePage)
    properties = [
        ("og:type", "article" if is_article else "website"),
        ("og:title", reading.site_name if reading.is_front else reading.title),
        ("og:description", reading.description),
        ("og:url", reading.canonical),
        ("og:image", image_url),
        ("og:site_name", reading.site_name),
        ("og:locale", OPEN_GRAPH_LOCALES[shown_language(page)]),
    ]
    if not is_article:
        return properties
    return [
        *properties,
        ("article:published_time", moment(page.published_at)),
        ("article:modified_time", moment(page.last_published_at)),
        ("article:section", reading.column.title if reading.column else ""),
        *(("article:tag", tag.name) for tag in reading.tags),
    ]


def moment(when: Any) -> str:
    """ISO 8601 in the time of the network; empty for a draft."""
    return localtime(when).isoformat(timespec="seconds") if when else ""
