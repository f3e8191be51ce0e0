"""Making the indexes anew while they are in use: in parts, so that it can be stopped and resumed."""

import time
from collections.abc import Callable

from django.db import transaction
from django.utils import timezone
from wagtail.search.backends import get_search_backend

from news.models import Entry
from search import upkeep
from search.models import Rebuild, SearchDocument

DATABASE = "database"
Step = Callable[[int], None]


def state_of(engine: str) -> Rebuild:
    return Rebuild.objects.get_or_create(engine=engine)[0]


def is_unfinished() -> bool:
    """Whether the making of the database's index was stopped, so that it should be run again."""
    return Rebuild.objects.filter(engine=DATABASE).exists()


def remember(state: Rebuild, last_article_id: int) -> None:
    state.last_article_id = last_article_id
    state.save(update_fields=["last_article_id"])


def rebuild_database(step: Step) -> int:
    """Write every document anew and drop those of articles that stand in no list any more.

    The rows are replaced one part after the other, so every search finds what it found before.
    """
    state = state_of(DATABASE)
    done = 0
    while ids := next_listed(state.last_article_id):
        done += upkeep.index_now(ids, note=False)
        remember(state, ids[-1])
        step(len(ids))
    while stale := unlisted():
        SearchDocument.objects.filter(pk__in=stale).delete()
    upkeep.count_terms()
    state.delete()
    return done


def next_listed(after: int) -> list[int]:
    """The next articles that stand in a list, by their number."""
    listed = Entry.objects.filter(article_id__gt=after).order_by("article_id")
    return list(listed.values_list("article_id", flat=True).distinct()[: upkeep.BATCH])


def unlisted() -> list[int]:
    documents = SearchDocument.objects.filter(article__entries__isnull=True)
    return list(documents.values_list("pk", flat=True)[: upkeep.BATCH])


def rebuild_elasticsearch(step: Step) -> int:
    """Fill a new index beside the one in service, then let the alias point to it at once.

    Changes made meanwhile are sent to both (upkeep.targets). Raises EngineAway; run again, it
    goes on where it was.
    """
    begin()
    done = 0
    while count := fill_part():
        done += count
        step(count)
    finish()
    return done


def go_on(seconds: float) -> bool:
    """Make a part of the index, for about so long; whether there is more to do."""
    until = time.monotonic() + seconds
    begin()
    while fill_part():
        if time.monotonic() > until:
            return True
    finish()
    return False


def being_made() -> Rebuild | None:
    return Rebuild.objects.filter(engine=upkeep.MAKING).exclude(index_name="").first()


def begin() -> None:
    state_of(upkeep.MAKING)
    backend = get_search_backend(upkeep.ELASTICSEARCH)
    name = f"{backend.get_index_for_model(SearchDocument).name}_{timezone.now():%Y%m%d%H%M%S}"
    Rebuild.objects.filter(engine=upkeep.MAKING, index_name="").update(index_name=name)


def fill_part() -> int:
    """Write the next documents into the new index; returns how many, 0 after the last.

    Where two processes fill the same index, they write some documents twice.
    """
    state = being_made()
    ids = next_documents(state.last_article_id) if state else []
    if state and ids:
        upkeep.send(ids, [state.index_name])
        same = Rebuild.objects.filter(pk=state.pk, index_name=state.index_name)
        same.update(last_article_id=ids[-1], started_at=timezone.now())
    return len(ids)


def next_documents(after: int) -> list[int]:
    documents = SearchDocument.objects.filter(pk__gt=after).order_by("pk")
    return list(documents.values_list("pk", flat=True)[: upkeep.BATCH])


def finish() -> None:
    """Put the new index in service, and remember that this one was made to its end."""
    from search.backends.elasticsearch import switch_alias

    state = being_made()
    if state is None:
        return  # another process was faster
    add_what_is_missing(state.index_name)
    backend = get_search_backend(upkeep.ELASTICSEARCH)
    switch_alias(backend.get_index_for_model(SearchDocument).name, state.index_name)
    with transaction.atomic():
        Rebuild.objects.update_or_create(
            engine=upkeep.FILLED,
            defaults={"index_name": state.index_name, "started_at": timezone.now()},
        )
        Rebuild.objects.filter(pk=state.pk, index_name=state.index_name).delete()


def add_what_is_missing(index_name: str) -> None:
    """A server that lost the new index on the way has only what was written since."""
    from search.backends.elasticsearch import stored_ids

    documents = set(SearchDocument.objects.values_list("pk", flat=True))
    missing = sorted(documents - stored_ids(index_name))
    for start in range(0, len(missing), upkeep.BATCH):
        upkeep.send(missing[start : start + upkeep.BATCH], [index_name])


def is_filled() -> bool:
    """Whether the index in service is one that was made to its end. Raises EngineAway.

    Another one holds what was published since the first write: the server is new, or it lost
    its data, or the database was brought back from a backup.
    """
    from search.backends.elasticsearch import index_in_service

    name = index_in_service()
    return Rebuild.objects.filter(engine=upkeep.FILLED, index_name=name).exists()


def trust_no_index() -> None:
    """After the database was replaced: what Elasticsearch has is of another one."""
    Rebuild.objects.filter(engine__in=(upkeep.MAKING, upkeep.FILLED)).delete()
