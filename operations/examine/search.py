"""The search engine in use, and what it has not been told."""

from collections.abc import Iterator

from django.conf import settings
from django.db import connection
from django.db.models import Count, Min
from elasticsearch import Elasticsearch, TransportError

from operations.examine.findings import Finding, error, good, in_words, warning
from operations.measures import seconds_since
from search import facts
from search.models import PendingChange, SearchDocument
from search.rebuild import being_made, is_filled

PART = "搜索"
PATIENCE = 120  # seconds
SUPPORTED = ("9.",)


def examine() -> Iterator[Finding]:
    if connection.vendor == "sqlite" and (missing := facts.missing(connection)):
        yield error(
            PART,
            f"数据库里少了 {missing[0]} 等 {len(missing)} 项，有的文章搜不到",
            "运行 ./portal manage migrate 会补上。",
        )
    documents = SearchDocument.objects.count()
    if not settings.ELASTICSEARCH_URLS:
        yield good(PART, f"用数据库搜索，收录 {documents} 篇")
        return
    yield from examine_elasticsearch(documents)
    yield from examine_pending()
    if being_made():
        yield warning(
            PART,
            "有一次重建没有做完",
            "时钟和后台进程在运行，就自己接着做；也可以再运行 ./portal manage search_rebuild。",
        )


def examine_elasticsearch(documents: int) -> Iterator[Finding]:
    urls = settings.ELASTICSEARCH_URLS  # where one is away, another one answers
    client = Elasticsearch(
        urls, request_timeout=5, max_retries=len(urls) - 1, retry_on_timeout=len(urls) > 1
    )
    try:
        version = client.info()["version"]["number"]
        status = client.cluster.health()["status"]
    except TransportError as problem:
        yield error(
            PART,
            f"Elasticsearch 没有应答（{problem.message}），现在用数据库搜索",
            "看 Elasticsearch 是否在运行、ELASTICSEARCH_URL 对不对；恢复后会自己补齐。",
        )
        return
    if not version.startswith(SUPPORTED):
        yield warning(PART, f"Elasticsearch {version} 没有测试过", "用 9 系列的版本。")
    if status == "red":
        yield error(PART, "Elasticsearch 的索引有一部分不可用", "看它的磁盘和日志。")
    elif not is_filled():
        yield warning(
            PART,
            "Elasticsearch 的索引还没有做全（新装的、丢过数据或刚恢复备份），现在用数据库搜索",
            "时钟和后台进程在运行，几分钟里就自己做；"
            "也可以运行 ./portal manage search_rebuild --elasticsearch-only。",
        )
    else:
        yield good(PART, f"Elasticsearch {version}，数据库里有 {documents} 篇可搜")


def examine_pending() -> Iterator[Finding]:
    pending = PendingChange.objects.aggregate(count=Count("pk"), oldest=Min("since"))
    age = seconds_since(pending["oldest"])
    if age > PATIENCE:
        yield warning(
            PART,
            f"{pending['count']} 篇变化还没有告诉 Elasticsearch，最早的等了 {in_words(age)}",
            "后台进程恢复后会自己送出；也可以运行 ./portal manage search_check。",
        )
