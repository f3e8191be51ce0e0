"""The table was made by search and has been renamed by it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("search", "0005_attachment_texts_move"),
        ("wagtaildocs", "0014_alter_document_file_size"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="AttachmentText",
                    fields=[
                        ("document", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name="+", serialize=False, to="wagtaildocs.document", verbose_name="文件")),
                        ("file_hash", models.CharField(blank=True, db_index=True, max_length=40, verbose_name="文件指纹")),
                        ("text", models.TextField(blank=True, verbose_name="文字")),
                        ("problem", models.CharField(blank=True, max_length=200, verbose_name="没有读出的原因")),
                    ],
                    options={"verbose_name": "附件文字", "verbose_name_plural": "附件文字"},
                )
            ]
        )
    ]
