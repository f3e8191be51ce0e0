"""On SQLite the facts of each hit stand in a table that triggers keep."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from wagtail.search.models import IndexEntry

from operations.examine.search import examine
from search import check, facts
from search.models import SearchDocument
from search.query import parse
from search.upkeep import index_now

pytestmark = pytest.mark.skipif(connection.vendor != "sqlite", reason="a table of SQLite's")


def stored(column):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {facts.TABLE}")
        return [value for (value,) in cursor.fetchall()]


def test_they_follow_an_article_from_publishing_to_its_end(publish, search_for):
    article = publish("职代会召开")
    assert stored("title") == ["职代会召开"]

    article.title = article.title_zh_hans = "职代会延期"
    article.save_revision().publish()
    assert stored("title") == ["职代会延期"]
    assert not check.facts_differ()

    article.unpublish()
    assert stored("title") == []


def test_they_follow_what_is_written_in_bulk(publish):
    article = publish("职代会召开")

    SearchDocument.objects.update(kind="NOTICE", published_at=timezone.now())
    assert stored("kind") == ["NOTICE"]
    assert not check.facts_differ()

    SearchDocument.objects.filter(pk=article.pk).delete()
    assert stored("id") == []


@pytest.mark.parametrize("order", [("entry", "document"), ("document", "entry")])
def test_the_order_in_which_entry_and_document_come_and_go_does_not_matter(publish, order):
    publish("职代会召开")
    rows = {"entry": check.index_entries().get(), "document": SearchDocument.objects.get()}
    tables = {"entry": IndexEntry.objects, "document": SearchDocument.objects}

    for name in order:
        tables[name].filter(pk=rows[name].pk)._raw_delete(using="default")
        assert stored("id") == []
    for name in order:
        assert stored("id") == []
        tables[name].bulk_create([rows[name]])

    assert stored("id") == [rows["entry"].pk]


def test_what_was_lost_is_seen_and_mended(publish, search_for):
    publish("职代会召开")
    facts.remove_triggers(connection)
    publish("职代会闭幕")
    assert search_for("职代会") == ["职代会召开"]
    assert "search_facts_of_entry" in next(examine()).text

    with pytest.raises(SystemExit):
        call_command("search_check", "--dry-run")
    call_command("search_check")

    assert search_for("职代会") == ["职代会闭幕", "职代会召开"]
    assert not facts.missing(connection)


def test_a_table_of_another_release_is_made_anew(publish, search_for):
    publish("职代会召开")
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {facts.TABLE}")
        cursor.execute(f"CREATE TABLE {facts.TABLE} (id INTEGER PRIMARY KEY, article_id)")
    assert facts.missing(connection) == [facts.TABLE]

    facts.after_migrating()

    assert search_for("职代会") == ["职代会召开"]


def test_a_document_without_a_kind_is_found_and_narrowed(publish, search_for):
    publish("职代会召开")
    SearchDocument.objects.update(kind="")

    assert search_for("职代会") == ["职代会召开"]
    assert search_for("职代会", filters={"kind": "NOTICE"}) == []


def test_a_migration_finds_no_trigger_and_leaves_all(publish):
    publish("职代会召开")
    config = apps.get_app_config("search")

    facts.before_migrating(plan=["something"])
    assert facts.missing(connection) == list(facts.TRIGGERS)
    index_now([SearchDocument.objects.get().pk])
    facts.after_migrating(sender=config, plan=["something"])

    assert facts.missing(connection) == []
    assert not check.facts_differ()


def test_a_phrase_is_looked_for_by_its_longest_words():
    """Whoever finds 职工代表大会 has found 职工 and 代表 with it."""
    (clause,) = parse('"职工代表大会开幕"').clauses

    assert set(clause.choices[0].words) == {"职工代表大会", "开幕"}
