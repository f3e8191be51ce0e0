"""The first synonyms, from search/data/synonyms.txt; operators edit them from here on."""

from pathlib import Path

from django.db import migrations

FILE = Path(__file__).resolve().parent.parent / "data" / "synonyms.txt"


def add_synonyms(apps, schema_editor):
    Synonym = apps.get_model("search", "Synonym")
    lines = FILE.read_text(encoding="utf-8").splitlines()
    Synonym.objects.bulk_create(
        Synonym(words=line.strip()) for line in lines if line.strip() and not line.startswith("#")
    )


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(add_synonyms, migrations.RunPython.noop)]
