"""The hits of a search as a feed, newest first."""

from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from news.feeds import plain
from news.links import LANGUAGE_TAGS
from search.hits import Hit
from search.queries import Search


def search_feed(request: HttpRequest, search: Search, hits: list[Hit]) -> HttpResponse:
    link = request.build_absolute_uri().replace("/search/feed.xml", "/search/", 1)
    feed = Atom1Feed(
        title=plain(_("搜索：%(query)s") % {"query": search.typed}),
        link=link,
        description="",
        language=LANGUAGE_TAGS.get(get_language() or "", get_language()),
        author_name=plain(search.here.name),
        feed_url=request.build_absolute_uri(),
    )
    for hit in hits:
        feed.add_item(
            title=plain(hit.plain_title),
            link=request.build_absolute_uri(hit.url),
            description=escape(plain(hit.lead)),
            author_name=plain(hit.author),
            pubdate=hit.published_at,
            updateddate=hit.article.last_published_at or hit.published_at,
            unique_id=f"urn:uuid:{hit.article.translation_key}",
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)
