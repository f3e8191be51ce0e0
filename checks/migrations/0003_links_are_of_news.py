"""Links are followed by news, for published articles and for drafts alike."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("checks", "0002_rules_and_terms")]
    operations = [migrations.DeleteModel("Link")]
