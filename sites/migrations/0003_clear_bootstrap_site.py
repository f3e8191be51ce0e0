"""Wagtail makes a welcome page and a site for any host; here every site belongs to a union."""

from django.db import migrations


def clear(apps, schema_editor):
    page = apps.get_model("pages", "BasePage")
    site = apps.get_model("wagtailcore", "Site")
    site.objects.filter(organisation_site__isnull=True).delete()
    page.objects.filter(depth__gt=1).delete()
    page.objects.filter(depth=1).update(
        title="工会门户网络",
        title_zh_hans="工会门户网络",
        title_en="Union portal network",
        draft_title="工会门户网络",
        numchild=0,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("sites", "0002_sites_staff_mourning"),
        ("pages", "0003_finalise_base_page"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(clear, migrations.RunPython.noop)]
