"""Small helpers of the public templates: icons, languages, addresses of other sites, QR codes."""

import re

import segno
from django import template
from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from pages.models import BasePage
from sites import queries

register = template.Library()

# The HTML language of each language of the sites, and the first part of its addresses.
HTML_LANGUAGES = {"zh-hans": "zh-Hans"}
DEFAULT_LANGUAGE = settings.LANGUAGE_CODE
ARCHIVE_PREFIX = "/archive/"
HAN = re.compile(r"[\u4e00-\u9fff]")


def prefix_of(language: str) -> str:
    return "" if language == DEFAULT_LANGUAGE else f"{language}/"


@register.simple_tag
def html_lang() -> str:
    """The value of ``lang`` for the language being read."""
    language = get_language() or DEFAULT_LANGUAGE
    return HTML_LANGUAGES.get(language, language)


@register.simple_tag
def is_default_language() -> bool:
    return (get_language() or DEFAULT_LANGUAGE) == DEFAULT_LANGUAGE


@register.simple_tag
def lang_of(page: object) -> str:
    """A ``lang`` attribute where a page's title is shown in Chinese on a page of another language."""
    if (get_language() or DEFAULT_LANGUAGE) == DEFAULT_LANGUAGE:
        return ""
    if getattr(page, "is_translated", True):
        return ""
    return mark_safe(' lang="zh-Hans"')  # noqa: S308 - a constant


@register.simple_tag
def lang_of_text(text: object) -> str:
    """A ``lang`` attribute where a Chinese name stands on a page of another language."""
    if (get_language() or DEFAULT_LANGUAGE) == DEFAULT_LANGUAGE or not HAN.search(str(text)):
        return ""
    return mark_safe(' lang="zh-Hans"')  # noqa: S308 - a constant


@register.filter
def in_language(text: str) -> str:
    """A standard title in the language being read; any other title as it is."""
    return gettext(text) if text else ""


@register.simple_tag
def language_path(request: HttpRequest, language: str) -> str:
    """The address of the page being read in another language; empty where there is none."""
    if request.path.startswith(ARCHIVE_PREFIX):
        return ""
    path = request.path
    for code, _name in settings.LANGUAGES:
        prefix = f"/{prefix_of(code)}"
        if prefix != "/" and path.startswith(prefix):
            path = "/" + path.removeprefix(prefix)
    return f"/{prefix_of(language)}{path.removeprefix('/')}"


@register.simple_tag
def union_url(url: str) -> str:
    """The address of another union's site in the language being read. Takes its root address."""
    return f"{url}{prefix_of(get_language() or DEFAULT_LANGUAGE)}" if url else ""


@register.simple_tag
def icon(name: str) -> SafeString:
    """A picture of the sprite, for the eye only: the words stand beside it."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("img/icons.svg"),
        name,
    )


@register.simple_tag
def qr_svg(text: str) -> SafeString:
    """A QR code as inline SVG; it takes its size and colour from the stylesheet."""
    code = segno.make(text, error="m", micro=False)
    svg = code.svg_inline(border=2, omitsize=True, svgclass="qr", lineclass="qr__dots")
    return mark_safe(svg)  # noqa: S308 - made of numbers by segno


@register.simple_tag
def page_trail(page: BasePage, column: BasePage | None = None) -> list[BasePage]:
    """The pages between the front and this one, or one that is read in a column of this site."""
    return [*queries.trail(column), column] if column else queries.trail(page)


@register.simple_tag
def is_inside(page: BasePage | None, place: BasePage, column: BasePage | None = None) -> bool:
    """Whether the page being read, or the column it is read in, stands at or below a place."""
    here = column or page
    return bool(here and here.path and here.path.startswith(place.path))


@register.simple_tag
def menu_place(page: BasePage | None, column: BasePage | None = None) -> str:
    """What the menus of two pages differ by: the item they lie in, and whether they are that item."""
    here = column or page
    if not here or not here.path:
        return ""
    is_item = not column and here.depth <= queries.MENU_DEPTH
    return f"{here.path[: queries.MENU_DEPTH * BasePage.steplen]}{'' if is_item else '/'}"
