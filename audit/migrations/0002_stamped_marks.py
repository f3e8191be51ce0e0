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
        migrations.AddField(
            "auditmark", "stamp", models.CharField(blank=True, max_length=64, db_default="")
        ),
        migrations.RunPython(stamp_marks, migrations.RunPython.noop),
    ]
