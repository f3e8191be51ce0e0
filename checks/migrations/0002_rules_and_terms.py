"""The rules as they begin, and the first words from checks/data/terms.csv; operators go on."""

import csv
from pathlib import Path

from django.db import migrations

FILE = Path(__file__).resolve().parent.parent / "data" / "terms.csv"
# code, level, nobody may let it pass, limit
RULES = (
    ("error_word", "WARN", False, None),
    ("fixed_wording", "WARN", False, None),
    ("sensitive_word", "WARN", False, None),
    ("wrong_date", "WARN", False, None),
    ("identity_number", "BLOCK", True, None),
    ("bank_card", "BLOCK", False, None),
    ("mobile_number", "WARN", False, None),
    ("notice_incomplete", "BLOCK", False, None),
    ("title_length", "WARN", False, 40),
    ("date_missing", "HINT", False, None),
    ("source_missing", "HINT", False, None),
    ("cover_missing", "HINT", False, None),
    ("alt_missing", "WARN", False, None),
    ("dead_link", "WARN", False, None),
    ("file_unread", "HINT", False, None),
)
KINDS = {"错别字": "error_word", "规范表述": "fixed_wording", "敏感词": "sensitive_word"}
LEVELS = {"禁止发布": "BLOCK", "说明理由": "WARN", "提示": "HINT", "": ""}


def add_rules(apps, schema_editor):
    CheckRule = apps.get_model("checks", "CheckRule")
    CheckRule.objects.bulk_create(
        CheckRule(code=code, level=level, is_final=is_final, limit=limit)
        for code, level, is_final, limit in RULES
    )


def add_terms(apps, schema_editor):
    Term = apps.get_model("checks", "Term")
    with FILE.open(encoding="utf-8", newline="") as file:
        Term.objects.bulk_create(
            Term(
                word=row["词语"],
                kind=KINDS[row["类别"]],
                suggestion=row["应为"],
                level=LEVELS[row["级别"]],
                unless=row["例外"],
                note=row["说明"],
            )
            for row in csv.DictReader(file)
        )


class Migration(migrations.Migration):
    dependencies = [("checks", "0001_initial")]
    operations = [
        migrations.RunPython(add_rules, migrations.RunPython.noop),
        migrations.RunPython(add_terms, migrations.RunPython.noop),
    ]
