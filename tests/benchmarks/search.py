"""The search: how well it answers two judged sets, and how fast it is at any number of articles."""

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import cycle
from pathlib import Path
from random import Random
from typing import Any

from django.conf import settings
from django.db import connection
from django.test.utils import override_settings
from django.utils import timezone
from wagtail.search.backends import get_search_backend

from demo.articles import tags_in_use
from demo.network import fill_union, provision_network, unions_to_fill
from demo.staff import StaffMaker
from news.entries import list_articles
from news.models import ArticlePage, ColumnPage, Entry, Genre
from pages.bulk import add_children
from search import rebuild, upkeep
from search.engines.base import BELOW, DATE, NETWORK, SITE
from search.models import SearchDocument
from search.queries import Search, find
from sites.models import Organisation
from tests.benchmarks import web
from tests.benchmarks.copies import copy_articles
from tests.benchmarks.figures import Figure, seconds
from tests.benchmarks.network import CHUNK, settle
from tests.benchmarks.quality import KnownItems, Ranking, Score, UnionQueries

ROUNDS = 10  # of each query shape
MADE = 20_000  # articles that are made and indexed one by one; the others are copies of them
SENTENCES = 14  # in an article made for measuring
IN_ONE_COLUMN = 40  # one after the other: 20,000 stand in all columns of the network
POOL = 600  # demo articles whose sentences are taken
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
QUEUED = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


class Silent:
    def write(self, *args: Any, **kwargs: Any) -> None:
        pass


def run(*, articles: int = 20_000, **_ignored: object) -> dict[str, Figure]:
    with (
        tempfile.TemporaryDirectory() as media,
        override_settings(MEDIA_ROOT=media, TASKS=TASKS),
    ):
        build_demo()
        return {**quality(), **speed(articles, Path(media))}


def build_demo() -> None:
    """The demo network with its articles, as the judgements know them."""
    provision_network(Silent())
    staff, tags = StaffMaker("measured"), tags_in_use()
    staff.add_network_staff()
    for union in Organisation.objects.open():
        staff.add_staff(union)
    for union in unions_to_fill():
        fill_union(union, tags=tags, staff=staff, today=timezone.localdate())


def quality() -> dict[str, Figure]:
    union_queries = UnionQueries()
    index_all()
    ours = union_queries.judge(ranked)
    plain = union_queries.judge(plain_search())
    known = KnownItems()
    add_known(known)
    index_all()
    mrr, plain_mrr = known.judge(ranked), known.judge(plain_search())
    return figures_of(ours, plain) | {
        "mrr_known": Figure(mrr, "", plain_mrr),
        "mrr_known_baseline": Figure(plain_mrr, ""),
    }


def figures_of(ours: Score, plain: Score) -> dict[str, Figure]:
    return {
        "ndcg": Figure(ours.ndcg, "", plain.ndcg),
        "ndcg_baseline": Figure(plain.ndcg, ""),
        "recall_50": Figure(ours.recall, "", plain.recall),
        "mrr": Figure(ours.mrr, "", plain.mrr),
        **{
            f"ndcg_{kind}": Figure(value, "", plain.kinds[kind])
            for kind, value in ours.kinds.items()
        },
    }


def index_all() -> None:
    rebuild.rebuild_database(lambda count: None)
    if upkeep.uses_elasticsearch():
        rebuild.rebuild_elasticsearch(lambda count: None)
    settle()


def ranked(query: str, count: int) -> list[int]:
    found = find(Search(query, province(), size=count))
    return [*found.answer.article_ids, *found.partly] if found else []


def plain_search() -> Ranking:
    """Wagtail's own backend over the same documents, cut by nobody.

    In the database both kinds of entries would be one row, so ours are written again afterwards.
    """
    if upkeep.uses_elasticsearch():
        options: dict[str, Any] = {
            "URLS": settings.ELASTICSEARCH_URLS,
            "INDEX_PREFIX": "plain_",
        }
        backend = get_search_backend("wagtail.search.backends.elasticsearch9", **options)
        index = backend.get_index_for_model(SearchDocument)
        index.reset()
        index.add_model(SearchDocument)
    else:
        backend = get_search_backend("wagtail.search.backends.database")
        index = backend.get_index_for_model(SearchDocument)
    documents = SearchDocument.objects.order_by("pk")
    for start in range(0, documents.count(), CHUNK):
        index.add_items(SearchDocument, list(documents[start : start + CHUNK]))
    index.refresh()

    def rank(query: str, count: int) -> list[int]:
        return [row.pk for row in backend.search(query, SearchDocument.objects.all())[:count]]

    return rank


def add_known(known: KnownItems) -> None:
    column = columns()[0]
    batch = [
        ArticlePage(title=title, slug=f"known-{number}", body=[("text", f"<p>{text}</p>")])
        for number, (title, text) in enumerate(known.pages)
    ]
    add_children(column, batch)
    list_articles(batch, column, column.organisation)
    known.article_ids = [article.pk for article in batch]


def speed(articles: int, folder: Path) -> dict[str, Figure]:
    made = make_articles(max(0, min(articles, MADE) - Entry.objects.count()))
    took = seconds(index_all)
    written = count = SearchDocument.objects.count()
    if articles > count and made:
        times = round((articles - count) / len(made))
        copy_articles(made[0], made[-1], times)
        settle()
        wait_for(lambda: not merges(), limit=600)
        count += times * len(made)
    times_ms = sorted(time_shapes())
    return {
        "p50_ms": Figure(statistics.median(times_ms), "ms"),
        "p95_ms": Figure(times_ms[int(len(times_ms) * 0.95)], "ms"),
        **{f"p50_{name}_ms": Figure(value, "ms") for name, value in shape_medians().items()},
        "index_docs_per_s": Figure(written / took, "documents/s"),
        "visible_s": Figure(visible_seconds(folder), "s"),
        "bytes_per_doc": Figure(index_bytes() / max(count, 1), "bytes"),
        "documents": Figure(count, "documents"),
    }


def merges() -> int:
    """How many Elasticsearch is at: what it was given lately it puts in order by itself."""
    if not upkeep.uses_elasticsearch():
        return 0
    stats = get_search_backend(upkeep.ELASTICSEARCH).es.indices.stats(metric="merge")
    return int(stats["_all"]["primaries"]["merges"]["current"])


def province() -> Organisation:
    return Organisation.objects.get(depth=1)


def columns() -> list[ColumnPage]:
    return list(
        ColumnPage.objects.filter(code__in=["yaowen", "jiceng", "tongzhi"])
        .select_related("organisation")
        .order_by("pk")
    )


def make_articles(count: int) -> range:
    """Articles out of the demo's own sentences and titles, spread over all unions; their numbers."""
    random = Random(count)
    pool = list(SearchDocument.objects.order_by("pk").values_list("title", "text")[:POOL])
    sentences = [line for _title, text in pool for line in text.split("\n") if len(line) > 10]
    titles = [title for title, _text in pool]
    now, made, first = timezone.now(), 0, 0
    for column in cycle(columns()):
        if made >= count:
            break
        batch = list(
            written(random, titles, sentences, now, min(count - made, IN_ONE_COLUMN), made)
        )
        add_children(column, batch)
        list_articles(batch, column, column.organisation)
        first, made = first or batch[0].pk, made + len(batch)
    return range(first, first + made)


def written(
    random: Random, titles: list[str], sentences: list[str], now: Any, count: int, first: int
) -> Iterator[ArticlePage]:
    for number in range(first, first + count):
        body = "".join(f"<p>{random.choice(sentences)}</p>" for _ in range(SENTENCES))
        yield ArticlePage(
            title=f"{random.choice(titles)}（{number}）",
            slug=f"m{number}",
            genre=random.choice(Genre.values),
            published_at=now - timedelta(minutes=random.randrange(1_500_000)),
            body=[("text", body)],
        )


def shapes() -> dict[str, Search]:
    """The ten kinds of questions that are put, all with facets and scopes counted."""
    union = Organisation.objects.get(slug="hefei")
    return {
        "common": Search("工会", union),
        "two_words": Search("技能竞赛 报名", union),
        "rare": Search("焊工 绣花", union),
        "synonym": Search("职代会", union),
        "phrase": Search('"户外劳动者服务"', union),
        "exclude": Search("送温暖 -困难", union),
        "site": Search("职工", union, scope=SITE),
        "below": Search("法律援助", union, scope=BELOW),
        "facets": Search(
            "培训", union, filters={"tier": "COUNTY", "year": str(timezone.now().year)}
        ),
        "by_date": Search("服务 职工", union, scope=NETWORK, sort=DATE, page=5),
    }


def time_shapes() -> Iterator[float]:
    """After a round that warms: a server of which nothing was asked yet takes twice the time."""
    for is_measured in (False, True):
        for search in shapes().values():
            for _ in range(ROUNDS):
                took = search_ms(search)
                if is_measured:
                    yield took


def shape_medians() -> dict[str, float]:
    return {
        name: statistics.median(search_ms(search) for _ in range(3))
        for name, search in shapes().items()
    }


def search_ms(search: Search) -> float:
    """What one search takes. Elasticsearch keeps counts until the next change; not here."""
    if upkeep.uses_elasticsearch():
        backend = get_search_backend(upkeep.ELASTICSEARCH)
        name = backend.get_index_for_model(SearchDocument).name
        backend.es.indices.clear_cache(index=name, request=True)
    return seconds(lambda: find(search)) * 1000


def visible_seconds(folder: Path) -> float:
    """From the beginning of publishing until a reader finds it, by a worker as installed."""
    column = columns()[3]
    with override_settings(TASKS=QUEUED), web.working(web.environment(folder)):
        publish_until_found(column, 0)  # which waits for the worker's start
        return statistics.median(publish_until_found(column, number) for number in range(1, 6))


def publish_until_found(column: ColumnPage, number: int) -> float:
    title = f"眼见为实第{number}号测量稿"
    started = time.perf_counter()
    column.add_child(instance=ArticlePage(title=title, slug=f"visible-{number}"))
    wait_for(lambda: bool(ranked(f'"{title}"', 1)))
    return time.perf_counter() - started


def wait_for(done: Callable[[], bool], limit: float = 30) -> None:
    until = time.monotonic() + limit
    while not done():
        if time.monotonic() > until:
            raise RuntimeError("not found in time")
        time.sleep(0.02)


def index_bytes() -> float:
    """What the index of the engine in use takes; in a database with the documents it serves."""
    if upkeep.uses_elasticsearch():
        backend = get_search_backend(upkeep.ELASTICSEARCH)
        name = backend.get_index_for_model(SearchDocument).name
        stats = backend.es.indices.stats(index=name, metric="store")
        return stats["_all"]["primaries"]["store"]["size_in_bytes"]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT pg_total_relation_size('wagtailsearch_indexentry')"
                " + pg_total_relation_size('search_searchdocument')"
            )
        else:
            cursor.execute(
                "SELECT sum(pgsize) FROM dbstat WHERE name LIKE '%indexentry%'"
                " OR name LIKE 'search_searchdocument%' OR name = 'search_facts'"
            )
        return float(cursor.fetchone()[0])
