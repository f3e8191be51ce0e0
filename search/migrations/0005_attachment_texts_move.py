"""The texts of files belong to uploads, where news reads them too; the rows stay."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("search", "0004_postgresql_text_index")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.AlterModelTable("AttachmentText", "uploads_attachmenttext")
            ],
            state_operations=[migrations.DeleteModel("AttachmentText")],
        )
    ]
