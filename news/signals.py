"""What has to follow when Wagtail changes articles without saving them."""

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import Signal
from wagtail.images import get_image_model
from wagtail.signals import page_unpublished, post_page_move

# Sent with ``article_ids`` inside the transaction that changed lines of those articles, or what
# the lines show: an app above news that keeps something of them (an index) queues its work here.
entries_changed = Signal()
# Sent with ``link`` when an address was found dead, or alive again.
link_turned = Signal()


@transaction.atomic
def follow_a_move(sender, instance, **kwargs):
    """A page moved to another place takes its organisation and its list lines along."""
    from news.entries import sync_own_entry
    from news.models import ArticlePage

    for article in ArticlePage.objects.descendant_of(instance, inclusive=True).select_related(
        "organisation"
    ):
        sync_own_entry(article)


def follow_an_unpublishing(sender, instance, **kwargs):
    """Wagtail may unpublish by way of the base page, which knows nothing of list lines."""
    from news.models import Entry

    Entry.objects.filter(article_id=instance.pk, is_own=True).delete()
    entries_changed.send(Entry, article_ids=[instance.pk])


def follow_an_upload(sender, instance, **kwargs):
    """A new picture, one with another file or with another focal point."""
    from news.tasks import make_sizes

    make_sizes.enqueue(instance.pk)


def connect() -> None:
    post_save.connect(
        follow_an_upload, sender=get_image_model(), dispatch_uid="news.follow_an_upload"
    )
    page_unpublished.connect(follow_an_unpublishing, dispatch_uid="news.follow_an_unpublishing")
    post_page_move.connect(follow_a_move, dispatch_uid="news.follow_a_move")
