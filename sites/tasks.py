"""Work of this app that is done outside requests."""

from collections import defaultdict

from django_tasks import task
from wagtail.search.backends import get_search_backends

from pages.models import BasePage

BATCH = 500


@task()
def index_pages(organisation_id: int) -> None:
    """Put all pages of a union into the search index; safe to run twice."""
    by_class: dict[type, list[BasePage]] = defaultdict(list)
    pages = BasePage.objects.filter(organisation_id=organisation_id).order_by("pk")
    for page in pages.specific().iterator(chunk_size=BATCH):
        by_class[type(page)].append(page)
    for backend in get_search_backends(with_auto_update=True):
        for model, rows in by_class.items():
            index = backend.get_index_for_model(model)
            for start in range(0, len(rows), BATCH):
                index.add_items(model, rows[start : start + BATCH])
