"""Making the indexes anew while they are in use: in parts, so that it can be stopped and resumed."""

from collections.abc import Callable

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
    from search.backends.elasticsearch import switch_alias

    backend = get_search_backend(upkeep.ELASTICSEARCH)
    state = state_of(upkeep.ELASTICSEARCH)
    alias = backend.get_index_for_model(SearchDocument).name
    if not state.index_name:
        state.index_name = f"{alias}_{timezone.now():%Y%m%d%H%M%S}"
        state.save(update_fields=["index_name"])
    done = 0
    while ids := next_documents(state.last_article_id):
        upkeep.send(ids, [state.index_name])
        remember(state, ids[-1])
        done += len(ids)
        step(len(ids))
    switch_alias(alias, state.index_name)
    state.delete()
    return done


def next_documents(after: int) -> list[int]:
    documents = SearchDocument.objects.filter(pk__gt=after).order_by("pk")
    return list(documents.values_list("pk", flat=True)[: upkeep.BATCH])
