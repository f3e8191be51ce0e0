"""On SQLite: what ranking and counting read of a row, beside its text and not behind it.

A row with its text fills one page or more, and a query for a common word reads them all.
"""

from django.db import migrations

INDEXES = {
    "search_entry_facts": "wagtailsearch_indexentry (id, content_type_id, object_id)",
    "search_document_facts": (
        "search_searchdocument (article_id, organisation_id, branch, tier, kind, genre, year,"
        " published_at, title)"
    ),
}


def create(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name, columns in INDEXES.items():
            schema_editor.execute(f"CREATE INDEX IF NOT EXISTS {name} ON {columns}")


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name in INDEXES:
            schema_editor.execute(f"DROP INDEX IF EXISTS {name}")


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0002_synonyms"),
        ("wagtailsearch", "0010_add_text_fields"),
    ]
    operations = [migrations.RunPython(create, drop)]
