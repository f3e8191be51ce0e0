"""The files of versions that were kept before they were written down."""

import re

from django.db import migrations

BLOCK = re.compile(r'"(?:document|file)": ?(\d+)')
LINK = re.compile(r'<a\b[^>]*linktype=\\?"document\\?"[^>]*>')
NUMBER = re.compile(r'\bid=\\?"(\d+)\\?"')
BODIES = ("body", "body_zh_hans", "body_en")


def files_named_by(content):
    found = {row.get("document") for row in content.get("attachments") or ()}
    for name in BODIES:
        body = content.get(name) or ""
        found.update(int(key) for key in BLOCK.findall(body))
        for link in LINK.findall(body):
            found.update(int(key) for key in NUMBER.findall(link))
    return found - {None}


def find(apps, schema_editor):
    documents = apps.get_model("wagtaildocs", "Document").objects
    known = set(documents.values_list("pk", flat=True))
    rows = apps.get_model("syndication", "VersionDocument")
    revisions = set()
    for name in ("Placement", "SubmissionVersion"):
        kept = apps.get_model("syndication", name).objects.filter(revision__isnull=False)
        revisions.update(kept.values_list("revision", flat=True))
    if not known or not revisions:
        return
    every = apps.get_model("wagtailcore", "Revision").objects.filter(
        object_id__isnull=False, content_type__app_label="news"
    )
    for revision in every.only("content").iterator(chunk_size=200):
        if revision.pk in revisions:
            rows.objects.bulk_create(
                rows(revision_id=revision.pk, document_id=key)
                for key in sorted(files_named_by(revision.content) & known)
            )


class Migration(migrations.Migration):
    dependencies = [("syndication", "0005_version_documents")]
    operations = [migrations.RunPython(find, migrations.RunPython.noop)]
