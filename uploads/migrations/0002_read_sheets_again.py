"""Excel files were refused for the name of their copy; they are read again when next asked for."""

from django.db import migrations


def forget(apps, schema_editor):
    texts = apps.get_model("uploads", "AttachmentText").objects
    texts.filter(problem__contains="InvalidFileException").delete()


class Migration(migrations.Migration):
    dependencies = [("uploads", "0001_attachment_texts")]
    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
