"""Lines and documents that counted to the branch of a neighbour are set right by an upgrade."""

from importlib import import_module

import pytest
from django.apps import apps

from news.models import Entry
from search.models import SearchDocument
from tests.factories.news import make_article


@pytest.mark.parametrize(
    "migration",
    ["news.migrations.0006_regions_of_today", "search.migrations.0008_branches_of_today"],
)
def test_they_follow_the_tree_as_it_is(network, migration):
    make_article(network.county)
    make_article(network.direct)
    Entry.objects.update(region_path=network.direct.path)
    SearchDocument.objects.update(branch=network.direct.path)

    import_module(migration).follow_the_tree(apps, None)

    if migration.startswith("news"):
        found = Entry.objects.values_list("organisation", "region_path")
        assert set(found) == {
            (network.county.pk, network.city.path),
            (network.direct.pk, network.direct.path),
        }
    else:
        found = SearchDocument.objects.values_list("organisation", "branch")
        assert set(found) == {(union.pk, union.path) for union in (network.county, network.direct)}
