"""On PostgreSQL: no index of the text alone.

Every search asks for title and text together (``search_entry_text``), so this one of Wagtail's was
only written, which cost as much time and space as the one that is read. Should Wagtail drop it
too, Django asks for that with IF EXISTS.
"""

from django.db import migrations

NAME = "wagtailsear_body_90c85d_gin"


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP INDEX IF EXISTS {NAME}")


def create(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            f"CREATE INDEX IF NOT EXISTS {NAME} ON wagtailsearch_indexentry USING gin (body)"
        )


class Migration(migrations.Migration):
    dependencies = [("search", "0005_attachment_texts_move")]
    operations = [migrations.RunPython(drop, create)]
