"""Very many articles for measuring: copies of those made, without the time to make each.

A copy has its article's texts, dates, column and union, and a number of its own. No query looks
at anything that this makes cheaper: every copy is a row, an entry of the index and a hit.
"""
# ruff: noqa: S608 - names of tables and columns, and numbers of our own

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import connection, models, transaction
from elasticsearch.helpers import parallel_bulk
from wagtail.search.backends import get_search_backend
from wagtail.search.models import IndexEntry

from news.models import ArticlePage, Entry
from pages.models import BasePage
from search import upkeep
from search.backends.elasticsearch import WRITE_SECONDS
from search.models import SearchDocument

CHUNK = 1_000
DIGITS = "'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'"
UUID = {"postgresql": "gen_random_uuid()", "sqlite": "lower(hex(randomblob(16)))"}


def copy_articles(first: int, last: int, times: int) -> None:
    """Copy the articles of these numbers and all that the search reads of them.

    They are the newest ones, all in lists, and indexed already.
    """
    if upkeep.uses_elasticsearch():
        copy_in_elasticsearch(first, last, times)
    else:
        copy_in_database(first, last, times)


def copy_in_database(first: int, last: int, times: int) -> None:
    """One statement for each table and copy; half a million rows of pages take about a minute."""
    parent = "substr(path, 1, length(path) - 4)"
    most = BasePage.objects.aggregate(most=models.Max("numchild"))["most"]
    for number in range(1, times + 1):
        shift = number * (last - first + 1)
        place = f"({most * number} + row_number() OVER (PARTITION BY {parent} ORDER BY path))"
        with transaction.atomic():
            copy_rows(
                BasePage, f"id BETWEEN {first} AND {last}",
                id=f"id + {shift}",
                path=f"{parent} || {base36(place)}",
                slug=f"slug || '-{number}'",
                url_path=f"substr(url_path, 1, length(url_path) - 1) || '-{number}/'",
                translation_key=UUID[connection.vendor],
            )  # fmt: skip
            copy_rows(
                ArticlePage, f"basepage_ptr_id BETWEEN {first} AND {last}",
                basepage_ptr_id=f"basepage_ptr_id + {shift}",
            )  # fmt: skip
            copy_rows(
                Entry, f"article_id BETWEEN {first} AND {last}",
                id=f"id + {shift}", article_id=f"article_id + {shift}",
            )  # fmt: skip
            copy_rows(
                SearchDocument, f"article_id BETWEEN {first} AND {last}",
                article_id=f"article_id + {shift}",
            )  # fmt: skip
            copy_index_entries(first, last, shift)
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), [BasePage, Entry, IndexEntry]):
            cursor.execute(sql)


def copy_rows(model: type[models.Model], where: str, **changed: str) -> None:
    """Insert the rows again, some columns as the SQL given for them."""
    columns = [field.column for field in model._meta.local_concrete_fields]
    values = [changed.get(column, column) for column in columns]
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(columns)})"
            f" SELECT {', '.join(values)} FROM {table} WHERE {where}"
        )


def copy_index_entries(first: int, last: int, shift: int) -> None:
    kind = ContentType.objects.get_for_model(SearchDocument).pk
    columns = [
        field.column for field in IndexEntry._meta.local_concrete_fields if not field.primary_key
    ]
    number = "CAST(object_id AS bigint)"
    values = [
        f"CAST({number} + {shift} AS text)" if column == "object_id" else column
        for column in columns
    ]
    table = IndexEntry._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(values)} FROM {table}"
            f" WHERE content_type_id = {kind} AND {number} BETWEEN {first} AND {last}"
        )


def base36(number: str) -> str:
    """SQL for the four digits that Wagtail's tree of pages numbers the children with."""
    return " || ".join(
        f"substr({DIGITS}, CAST(1 + ({number} / {36**power}) % 36 AS integer), 1)"
        for power in (3, 2, 1, 0)
    )


def copy_in_elasticsearch(first: int, last: int, times: int) -> None:
    """Straight into the index, which is all that the searches measured ask."""
    backend = get_search_backend(upkeep.ELASTICSEARCH)
    name = backend.get_index_for_model(SearchDocument).name
    client = backend.es.options(request_timeout=WRITE_SECONDS)
    client.indices.put_settings(
        index=name, settings={"refresh_interval": "-1", "translog.durability": "async"}
    )
    mapping = backend.mapping_class(SearchDocument)
    for start in range(first, last + 1, upkeep.BATCH):
        rows = upkeep.documents_with_carriers(range(start, min(start + upkeep.BATCH, last + 1)))
        sources = {row.pk: mapping.get_document(row) for row in rows}
        shifts = [number * (last - first + 1) for number in range(1, times + 1)]
        copies = (
            copy_of(name, pk, source, shift) for shift in shifts for pk, source in sources.items()
        )
        for _result in parallel_bulk(client, copies, thread_count=2, chunk_size=CHUNK):
            pass  # each has to be asked for, or it is not sent
    client.indices.put_settings(
        index=name, settings={"refresh_interval": None, "translog.durability": None}
    )
    client.indices.refresh(index=name)
    client.indices.flush(index=name)


def copy_of(index: str, pk: int, source: dict[str, Any], shift: int) -> dict[str, Any]:
    number = pk + shift
    copy = {**source, "pk": str(number), "article": number}
    return {"_index": index, "_id": str(number), "_source": copy}
