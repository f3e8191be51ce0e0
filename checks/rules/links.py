"""Links that lead nowhere: to pages that are not shown, and to addresses that do not answer."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from wagtail.documents import get_document_model

from checks.draft import Anchor, Draft
from checks.findings import Finding
from checks.models import RuleCode
from checks.rules.book import RuleBook
from news.models import OutgoingLink
from news.outgoing.extract import absolute
from pages.models import BasePage


def dead_links(draft: Draft, book: RuleBook) -> Iterator[Finding]:
    """What lies outside was tried by a task (news.outgoing); nothing is asked for here."""
    code = RuleCode.DEAD_LINK
    if code not in book or not draft.anchors:
        return
    yield from dead_inside(draft.anchors, book)
    keys = {
        OutgoingLink.key_of(url): anchor
        for anchor in draft.anchors
        if anchor.url and (url := absolute(anchor.url, ""))
    }
    dead = OutgoingLink.objects.dead().filter(key__in=keys).values_list("key", "reason")
    reasons = dict(dead)
    for key, anchor in keys.items():
        if key in reasons:
            values = {"url": anchor.url, "answer": reasons[key]}
            message = _("%(url)s 打不开（%(answer)s）。") % values
            yield book.finding(code, anchor.place, message, words=anchor.url)


def dead_inside(anchors: Iterable[Anchor], book: RuleBook) -> Iterator[Finding]:
    shown = {
        "page": keys_of(BasePage.objects.live(), anchors, "page"),
        "document": keys_of(get_document_model().objects.all(), anchors, "document"),
    }
    messages = {
        "page": _("链接的页面不存在或没有发布。"),
        "document": _("链接的文件不存在。"),
    }
    for anchor in anchors:
        if anchor.kind and anchor.key not in shown[anchor.kind]:
            key = f"{anchor.kind} {anchor.key}"
            yield book.finding(RuleCode.DEAD_LINK, anchor.place, messages[anchor.kind], key=key)


def keys_of(rows, anchors: Iterable[Anchor], kind: str) -> set[str]:
    named = {anchor.key for anchor in anchors if anchor.kind == kind and anchor.key.isdecimal()}
    if not named:
        return set()
    return {str(key) for key in rows.filter(pk__in=named).values_list("pk", flat=True)}
