"""On PostgreSQL: words are looked up in title and text together, and what ranking and counting read
of a document lies in an index of its own. Wagtail's indexes are of either column alone, and no
plan uses them for both.
"""

from django.db import migrations

INDEXES = {
    "search_entry_text": "wagtailsearch_indexentry USING gin ((title || body))",
    "search_document_facts": (
        "search_searchdocument (article_id) INCLUDE (organisation_id, branch, tier, kind, genre,"
        " year, published_at, title)"
    ),
}


def create(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for name, columns in INDEXES.items():
            schema_editor.execute(f"CREATE INDEX IF NOT EXISTS {name} ON {columns}")


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for name in INDEXES:
            schema_editor.execute(f"DROP INDEX IF EXISTS {name}")


class Migration(migrations.Migration):
    dependencies = [("search", "0003_sqlite_covering_indexes")]
    operations = [migrations.RunPython(create, drop)]
