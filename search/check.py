"""Whether the indexes hold exactly what the public can read."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import F, QuerySet
from wagtail.search.models import IndexEntry

from news.models import ArticlePage, Entry
from search import facts, upkeep
from search.documents import findable
from search.models import PendingChange, SearchDocument

BATCH = 500


@dataclass(frozen=True)
class Difference:
    """Articles that the index lacks, and those that it has although nobody should find them."""

    missing: list[int]
    surplus: list[int]

    def __bool__(self) -> bool:
        return bool(self.missing or self.surplus)


def compare_database() -> Difference:
    """By article: should it be found, does it have a document, is this in the database's index.

    A document older than the last publishing of its article counts as missing.
    """
    expected = set(expected_ids())
    indexed = {int(pk) for pk in index_entries().values_list("object_id", flat=True)}
    documents = set(SearchDocument.objects.values_list("pk", flat=True))
    stale = set(stale_ids())
    missing = expected - (indexed & documents) | (expected & stale)
    surplus = (documents | indexed) - expected
    return Difference(sorted(missing), sorted(surplus))


def expected_ids() -> Iterator[int]:
    listed = Entry.objects.order_by("article_id").values_list("article_id", flat=True).distinct()
    ids = list(listed)
    for start in range(0, len(ids), BATCH):
        articles = ArticlePage.objects.filter(pk__in=ids[start : start + BATCH])
        yield from (article.pk for article in findable(articles.defer_streamfields()))


def stale_ids() -> Iterator[int]:
    newer = SearchDocument.objects.filter(article__last_published_at__gt=F("changed_at"))
    yield from newer.values_list("pk", flat=True)


def index_entries() -> QuerySet[IndexEntry]:
    content_type = ContentType.objects.get_for_model(SearchDocument)
    return IndexEntry.objects.filter(content_type=content_type)


def mend_database(found: Difference) -> None:
    wrong = found.missing + found.surplus
    for start in range(0, len(wrong), upkeep.BATCH):
        part = wrong[start : start + upkeep.BATCH]
        upkeep.index_now(part)
        left = SearchDocument.objects.filter(pk__in=part).values_list("pk", flat=True)
        gone = [str(pk) for pk in part if pk not in set(left)]
        index_entries().filter(object_id__in=gone).delete()


def facts_differ() -> bool:
    """Whether what SQLite reads of the hits isn't what their documents say."""
    return connection.vendor == "sqlite" and facts.differ(connection)


def compare_elasticsearch() -> Difference:
    """Raises EngineAway."""
    from search.backends.elasticsearch import stored_ids

    stored = stored_ids()
    documents = set(SearchDocument.objects.values_list("pk", flat=True))
    noted = set(PendingChange.objects.values_list("pk", flat=True))
    return Difference(
        sorted((documents - stored) | (noted & documents)), sorted(stored - documents)
    )


def mend_elasticsearch(found: Difference) -> None:
    """Send what differs, and everything that was noted and not yet sent. Raises EngineAway."""
    wrong = found.missing + found.surplus
    for start in range(0, len(wrong), upkeep.BATCH):
        upkeep.send(wrong[start : start + upkeep.BATCH])
    upkeep.send_changes()
