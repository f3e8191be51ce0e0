"""Work of this app that is done outside requests. Each may run twice without harm."""

from django_tasks import task

LATER = -10  # after whatever else waits


@task(priority=LATER)
def record_links(article_ids: list[int]) -> None:
    from news.outgoing.record import record_links as record

    record(article_ids)


@task(priority=LATER)
def check_links() -> None:
    """One part, and then itself again behind what has come in meanwhile."""
    from news.outgoing.checking import check_part

    if check_part():
        check_links.enqueue()


@task()
def make_sizes(image_id: int) -> None:
    from wagtail.images import get_image_model

    from news import pictures

    picture = get_image_model().objects.filter(pk=image_id).first()
    if picture is not None:
        pictures.make_sizes(picture)
