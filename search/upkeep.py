"""Keeping the indexes in step with what the public can read.

The database's own index is written in the transaction that writes a document. Elasticsearch
stands outside it: what it has still to be told is noted in the same transaction and sent
afterwards, and stays noted while it is away.
"""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.search.backends import get_search_backend

from search.documents import carriers_of, learn_unions, read_files, write_documents
from search.models import PendingChange, Rebuild, SearchDocument, Term
from search.pinyin import sound_of
from search.segment import index_words
from search.text import is_han

BATCH = 200
ELASTICSEARCH = "elasticsearch"
# Of the indexes: one that was made, or half made, in another format is not asked, and made anew.
FORMAT = 3
MAKING, FILLED = f"elasticsearch-{FORMAT}", f"filled-{FORMAT}"


def uses_elasticsearch() -> bool:
    return ELASTICSEARCH in settings.WAGTAILSEARCH_BACKENDS


def index_now(article_ids: Sequence[int], *, note: bool = True) -> int:
    """Bring documents and the database's index up to date; returns how many can be found."""
    read_files(article_ids)
    return write_now(article_ids, note=note)


@transaction.atomic
def write_now(article_ids: Sequence[int], *, note: bool) -> int:
    learn_unions()
    rows, gone = write_documents(article_ids)
    SearchDocument.objects.filter(pk__in=gone).delete()
    add_to_database_index(rows)
    if note:
        note_changes(article_ids)
    learn_titles(rows)
    return len(rows)


def add_to_database_index(rows: list[SearchDocument]) -> None:
    index = get_search_backend("default").get_index_for_model(SearchDocument)
    index.add_items(SearchDocument, rows)


def learn_titles(rows: Iterable[SearchDocument]) -> None:
    """Words that are new to the network's titles; how many titles have them is counted later."""
    words = {word for row in rows for word in title_words(row.title)}
    known = set(Term.objects.filter(pk__in=words).values_list("pk", flat=True))
    new = [Term(word=word, sound=sound_of(word)[:120]) for word in sorted(words - known)]
    Term.objects.bulk_create(new, ignore_conflicts=True)


def title_words(title: str) -> set[str]:
    return {word for word in index_words(title) if len(word) > 1 and is_han(word)}


def note_changes(article_ids: Iterable[int]) -> None:
    """Write down that Elasticsearch has to be told of these articles."""
    if not uses_elasticsearch():
        return
    rows = [PendingChange(article_id=pk, token=uuid.uuid4()) for pk in article_ids]
    PendingChange.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["article_id"], update_fields=["token"]
    )


def send_changes() -> int:
    """Tell Elasticsearch what is noted; returns how many. Raises EngineAway, nothing is lost."""
    sent = 0
    while True:
        noted = list(PendingChange.objects.order_by("since", "pk")[:BATCH])
        if not noted:
            return sent
        send([row.article_id for row in noted])
        for row in noted:
            PendingChange.objects.filter(pk=row.pk, token=row.token).delete()
        sent += len(noted)


def send(article_ids: Sequence[int], index_names: Sequence[str] = ()) -> None:
    """Write the present state of these articles into Elasticsearch.

    Found at once where they go to the index in service; without names they do. What changes
    meanwhile is written again: another process may have told of it before this one wrote.
    """
    from search.backends.elasticsearch import bulk_write

    left = list(article_ids)
    while left:
        before = versions(left)
        documents = documents_with_carriers(left)
        bulk_write(documents, left, index_names or targets(), refresh=not index_names)
        after = versions(left)
        left = [pk for pk in left if before.get(pk) != after.get(pk)]


def versions(article_ids: Sequence[int]) -> dict[int, datetime]:
    documents = SearchDocument.objects.filter(pk__in=article_ids)
    return dict(documents.values_list("pk", "changed_at"))


def documents_with_carriers(article_ids: Sequence[int]) -> list[SearchDocument]:
    carriers = carriers_of(article_ids)
    rows = list(SearchDocument.objects.filter(pk__in=list(article_ids)))
    for row in rows:
        row._carriers = carriers.get(row.pk, [])
    return [row for row in rows if row._carriers]


def targets() -> list[str]:
    """The index in service, and the one that is being made."""
    index = get_search_backend(ELASTICSEARCH).get_index_for_model(SearchDocument)
    building = Rebuild.objects.filter(engine=MAKING).exclude(index_name="").first()
    return [index.name, *([building.index_name] if building else [])]


def count_terms() -> None:
    """Count anew in how many titles each word stands."""
    learn_unions()
    before = set(Term.objects.values_list("pk", flat=True))
    counts: dict[str, int] = {}
    for title in SearchDocument.objects.values_list("title", flat=True).iterator(2_000):
        for word in title_words(title):
            counts[word] = counts.get(word, 0) + 1
    rows = [
        Term(word=word, sound=sound_of(word)[:120], titles=count)
        for word, count in sorted(counts.items())
    ]
    for start in range(0, len(rows), 1_000):
        Term.objects.bulk_create(
            rows[start : start + 1_000],
            update_conflicts=True,
            unique_fields=["word"],
            update_fields=["titles", "sound"],
        )
    stale = sorted(before - counts.keys())
    for part in (stale[at : at + 500] for at in range(0, len(stale), 500)):
        Term.objects.filter(pk__in=part).delete()


def next_try(seconds: int) -> bool:
    """Whether this caller is the one to try again; the others need not."""
    now = timezone.now()
    then = now + timedelta(seconds=seconds)
    row, _created = Rebuild.objects.get_or_create(
        engine="catch-up", defaults={"started_at": now - timedelta(seconds=1)}
    )
    slack = timedelta(seconds=seconds)  # another one's clock may be a little ahead
    nobody_tries = Rebuild.objects.filter(outside("started_at", now, then + slack), pk=row.pk)
    return bool(nobody_tries.update(started_at=then))


def outside(field: str, first: datetime, last: datetime) -> Q:
    """Moments before this span; or after it, which were noted before the clock was set back."""
    return Q(**{f"{field}__lt": first}) | Q(**{f"{field}__gt": last})
