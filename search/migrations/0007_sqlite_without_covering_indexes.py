"""On SQLite: what is read of a hit has a table of its own (search.facts)."""

from importlib import import_module

from django.db import migrations

covering = import_module("search.migrations.0003_sqlite_covering_indexes")


class Migration(migrations.Migration):
    dependencies = [("search", "0006_postgresql_body_index")]
    operations = [migrations.RunPython(covering.drop, covering.create)]
