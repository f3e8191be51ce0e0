"""Files that nobody could look into."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from checks.draft import Draft
from checks.findings import Finding
from checks.models import RuleCode
from checks.rules.book import RuleBook
from uploads.reading import KINDS, MAX_TEXT, is_read, known_text

PICTURES_AND_FILMS = {"mp4", "webm"}


def unread_files(draft: Draft, book: RuleBook) -> Iterator[Finding]:
    if RuleCode.FILE_UNREAD not in book:
        return
    for place, document in draft.files:
        kind = document.file_extension.lower()
        if kind in PICTURES_AND_FILMS:
            continue
        if is_read(document):
            if len(known_text(document)) < MAX_TEXT:
                continue
            message = _("文件太长，只检查了前面的部分，后面请自己核对有没有个人信息。")
        elif kind in KINDS:
            message = _("还没有读完，或者读不出文字，请自己核对有没有个人信息。")
        else:
            message = _("这种文件不能检查，请自己核对有没有个人信息。")
        yield book.finding(RuleCode.FILE_UNREAD, place, message, key=str(document.pk))
