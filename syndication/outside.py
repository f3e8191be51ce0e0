"""The feed by which a union's outside site receives what is sent down to it.

Atom (RFC 4287) with the full text and the attachments of each article; what was recalled is
named by a tombstone (RFC 6721), so that the outside site takes it down too. The answer carries
``X-Signature-256: sha256=<HMAC-SHA-256 of the body with the site's secret>``.
"""

import hashlib
import hmac
import mimetypes
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Enclosure
from wagtail.log_actions import log

from news.feeds import plain
from news.links import absolute, canonical_url
from news.models import ArticlePage
from syndication.models import OutsideSite, Receipt

FEED_LENGTH = 50
SIGNATURE_HEADER = "X-Signature-256"
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"


class DispatchFeed(Atom1Feed):
    """An Atom feed whose entries have content and which names what was taken down."""

    def root_attributes(self) -> dict[str, str]:
        return {**super().root_attributes(), "xmlns:at": TOMBSTONES}

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})
        for tag in item["obligations"]:
            handler.addQuickElement("category", "", {"scheme": "obligation", "term": tag})

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        for ref, when in self.feed["withdrawn"]:
            handler.addQuickElement("at:deleted-entry", "", {"ref": ref, "when": when})


def outside_feed(request: HttpRequest, key: str) -> HttpResponse:
    """What was sent to the union lately. Fetching it signs for the receipts (签收)."""
    site = OutsideSite.objects.select_related("organisation").filter(key=key, is_active=True)
    outside = site.first()
    if outside is None or not outside.organisation.is_open:
        raise Http404
    receipts = list(recent_receipts(outside))
    body = feed_of(outside, receipts, request).encode()
    sign_for(outside, receipts)
    answer = HttpResponse(body, content_type=DispatchFeed.content_type)
    answer[SIGNATURE_HEADER] = signature(outside.secret, body)
    answer["Cache-Control"] = "private, no-store"
    return answer


def signature(secret: str, body: bytes) -> str:
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def recent_receipts(outside: OutsideSite) -> QuerySet[Receipt]:
    received = Receipt.objects.filter(recipient=outside.organisation).exclude(
        state=Receipt.State.DECLINED
    )
    return (
        received.select_related("dispatch__article__organisation", "dispatch__article__cover")
        .prefetch_related("dispatch__article__attachments__document")
        .order_by("-pk")[:FEED_LENGTH]
    )


def feed_of(outside: OutsideSite, receipts: list[Receipt], request: HttpRequest) -> str:
    recalled = [row for row in receipts if row.state == Receipt.State.RECALLED]
    feed = DispatchFeed(
        title=f"{outside.organisation.name} 下发稿件",
        link=outside.url,
        description="",
        language="zh-Hans",
        feed_url=request.build_absolute_uri(),
        withdrawn=[(ref_of(row.dispatch.article), timezone.now().isoformat()) for row in recalled],
    )
    for receipt in receipts:
        if receipt.state != Receipt.State.RECALLED and receipt.dispatch.article.live:
            add_article(feed, receipt)
    return feed.writeString("utf-8")


def ref_of(article: ArticlePage) -> str:
    """The same in every feed of the network, whatever becomes of the article's address."""
    return f"urn:uuid:{article.translation_key}"


def add_article(feed: DispatchFeed, receipt: Receipt) -> None:
    article, dispatch = receipt.dispatch.article, receipt.dispatch
    link = canonical_url(article)
    root_url = "/".join(link.split("/", 3)[:3])
    content = render_to_string("syndication/outside_content.html", {"article": article})
    feed.add_item(
        title=plain(article.title),
        link=link,
        description=plain(article.lead),
        author_name=plain(article.author or article.source_name),
        pubdate=article.published_at or dispatch.created_at,
        updateddate=max(article.last_published_at or dispatch.created_at, dispatch.created_at),
        unique_id=ref_of(article),
        categories=[dispatch.column_code],
        obligations=[dispatch.obligation],
        content=plain(with_host(content, root_url)),
        enclosures=[file_of(row.document, root_url) for row in article.attachments.all()],
    )


def with_host(html: str, root_url: str) -> str:
    """Addresses of pictures and files, which an outside reader can't complete."""
    for name in ("src", "href"):
        html = html.replace(f'{name}="/', f'{name}="{root_url}/')
    return html


def file_of(document: Any, root_url: str) -> Enclosure:
    kind = mimetypes.guess_type(document.filename)[0] or "application/octet-stream"
    return Enclosure(absolute(document.url, root_url), str(document.file_size or 0), kind)


def sign_for(outside: OutsideSite, receipts: list[Receipt]) -> None:
    """Note that the outside site has fetched them; no person has."""
    now = timezone.now()
    unseen = [row.pk for row in receipts if row.seen_at is None]
    if unseen:
        Receipt.objects.filter(pk__in=unseen, seen_at__isnull=True).update(seen_at=now)
        log(outside, "syndication.sign", data={"receipts": unseen})
    pause = timedelta(minutes=1)  # a site that fetches every second needs no row written each time
    if outside.fetched_at is None or now - outside.fetched_at > pause:
        OutsideSite.objects.filter(pk=outside.pk).update(fetched_at=now)


def feed_address(outside: OutsideSite) -> str:
    """Where the outside site fetches it: at the desk's host."""
    return f"{settings.WAGTAILADMIN_BASE_URL}/api/v3/outside/{outside.key}/feed.xml"
