"""What an article lacks, or has too much of."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from checks.draft import Draft
from checks.findings import Finding
from checks.models import RuleCode
from checks.rules.book import RuleBook
from news.actions import UNWRITTEN_ALT
from news.models import Genre

TITLE_LIMIT = 40  # characters; two letters or digits count as one
DATED = {Genre.NOTICE, Genre.PUBLICITY, Genre.POLICY}
WITHOUT_COVER = DATED | {Genre.GUIDE, Genre.DOWNLOAD, Genre.READING}
DAY = re.compile(
    r"\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}"
    r"|[〇○零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
)
FILE_NAME = re.compile(
    r"^(?:img|dsc|image|photo|微信图片|图片|照片|截图|截屏)?[\s_\-()（）\d.]*"
    r"(?:\.(?:jpe?g|png|gif|webp|bmp))?$",
    re.IGNORECASE,
)


def title_length(draft: Draft, book: RuleBook) -> Iterator[Finding]:
    code = RuleCode.TITLE_LENGTH
    if code not in book:
        return
    limit = book.limit(code, TITLE_LIMIT)
    width = sum(1 if ord(sign) > 0x2E7F else 0.5 for sign in draft.title)
    if width > limit:
        values = {"count": round(width), "limit": limit}
        yield book.finding(
            code,
            gettext_lazy("标题"),
            _("标题 %(count)s 字，超过 %(limit)s 字，列表里显示不全。") % values,
            words=draft.title,
        )


def notice_parts(draft: Draft, book: RuleBook) -> Iterator[Finding]:
    """A public notice says for how long and to whom one may object; so does what is called one."""
    code = RuleCode.NOTICE_INCOMPLETE
    page = draft.page
    if code not in book or not (page.genre == Genre.PUBLICITY or draft.title.endswith("公示")):
        return
    if not (page.notice_starts and page.notice_ends):
        yield book.finding(code, gettext_lazy("公示"), _("没有写公示的起止日期。"), key="period")
    if not (page.notice_contact or "").strip():
        yield book.finding(code, gettext_lazy("公示"), _("没有写公示的联系方式。"), key="contact")


def missing_parts(draft: Draft, book: RuleBook) -> Iterator[Finding]:
    page = draft.page
    # A notice of nothing but files has its date in them.
    is_dated = not draft.has_text or DAY.search(draft.body)
    if RuleCode.DATE_MISSING in book and page.genre in DATED and not is_dated:
        genre = page.get_genre_display()
        message = _("%(genre)s的正文里没有落款日期。") % {"genre": genre}
        yield book.finding(RuleCode.DATE_MISSING, gettext_lazy("正文"), message, key="date")
    if RuleCode.SOURCE_MISSING in book and not (page.source or "").strip():
        message = _("来源空着，发布以后署名为“%(name)s”。") % {"name": own_name(page)}
        yield book.finding(RuleCode.SOURCE_MISSING, gettext_lazy("来源"), message, key="source")
    if RuleCode.COVER_MISSING in book and page.genre not in WITHOUT_COVER and not page.cover_id:
        message = _("没有封面，列表和首页里没有图片。")
        yield book.finding(RuleCode.COVER_MISSING, gettext_lazy("封面"), message, key="cover")


def own_name(page) -> str:
    return page.organisation.name if page.organisation_id else _("本会")


def missing_alt(draft: Draft, book: RuleBook) -> Iterator[Finding]:
    """Also what Word files come with, and what says no more than a file's name."""
    if RuleCode.ALT_MISSING not in book:
        return
    for picture in draft.pictures:
        if picture.alt in ("", UNWRITTEN_ALT) or FILE_NAME.match(picture.alt):
            yield book.finding(
                RuleCode.ALT_MISSING,
                picture.place,
                _("替代文字要写图片里有什么，读屏软件念给看不见图片的读者。"),
                words=picture.alt,
                key=f"{picture.title}/{picture.alt}",
            )
