"""A first list of outlets; operators change the values and add their own."""

from django.db import migrations

# name, kind, tier, points of an article, of a brief, yuan a point
OUTLETS = (
    ("县区工会网站", "NETWORK", "COUNTY", "1", "0.5", "0"),
    ("市总工会网站", "NETWORK", "CITY", "5", "3", "4"),
    ("省总工会网站", "NETWORK", "PROVINCE", "15", "8", "4"),
    ("工人日报", "UNION_MEDIA", "NATIONAL", "40", "15", "4"),
    ("中工网", "UNION_MEDIA", "NATIONAL", "30", "10", "4"),
    ("省级党报", "PARTY_PAPER", "PROVINCE", "30", "12", "4"),
    ("安徽工人日报", "UNION_MEDIA", "PROVINCE", "20", "8", "4"),
    ("《工友》", "UNION_MEDIA", "PROVINCE", "20", "8", "4"),
    ("市级党报", "PARTY_PAPER", "CITY", "10", "5", "4"),
)


def add_outlets(apps, schema_editor):
    Outlet = apps.get_model("syndication", "Outlet")
    for place, (name, kind, tier, weight, brief_weight, fee) in enumerate(OUTLETS, start=1):
        Outlet.objects.get_or_create(
            name=name,
            defaults={
                "kind": kind,
                "tier": tier,
                "weight": weight,
                "brief_weight": brief_weight,
                "fee_per_point": fee,
                "order": place * 10,
            },
        )


def remove_outlets(apps, schema_editor):
    Outlet = apps.get_model("syndication", "Outlet")
    names = [row[0] for row in OUTLETS]
    Outlet.objects.filter(name__in=names, adoptions__isnull=True).delete()


class Migration(migrations.Migration):
    dependencies = [("syndication", "0001_initial")]

    operations = [migrations.RunPython(add_outlets, remove_outlets)]
