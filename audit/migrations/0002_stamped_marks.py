"""The marks at both ends of the chain get a stamp; those that are there get it now."""

from django.db import migrations, models

from audit.chain import mark_text, stamp_of


def stamp_marks(apps, schema_editor):
    for mark in apps.get_model("audit", "AuditMark").objects.all():
        mark.stamp = stamp_of(mark_text(mark.kind, mark.number, mark.hash))
        mark.save(update_fields=["stamp"])


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_audit_log")]

    operations = [
        # Without a default: SQLite would make the table anew, to which a trigger refers.
        migrations.AddField("auditmark", "stamp", models.CharField(max_length=64, null=True)),
        migrations.RunPython(stamp_marks, migrations.RunPython.noop),
    ]
