"""What makes an article findable, or findable no more, queues its indexing where it happens."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail import hooks
from wagtail.documents import get_document_model
from wagtail.models import CollectionViewRestriction, PageViewRestriction

from news.models import ArticleAttachment, ColumnPage, Entry
from news.signals import entries_changed
from search import tasks
from search.models import SearchDocument
from search.upkeep import note_changes
from sites.models import Organisation


def follow_entries(sender: Any, article_ids: Any, **kwargs: Any) -> None:
    tasks.index_in_parts(article_ids)


def follow_removal(sender: Any, instance: SearchDocument, **kwargs: Any) -> None:
    """An article was deleted: the database forgets its document by itself."""
    note_changes([instance.pk])
    tasks.tell_elasticsearch()


def follow_union(sender: Any, instance: Organisation, created: bool, **kwargs: Any) -> None:
    """A union was renamed, closed, merged, opened or hidden."""
    if not created:
        tasks.index_branch.enqueue(organisation_id=instance.pk)


def follow_column(sender: Any, instance: ColumnPage, created: bool, **kwargs: Any) -> None:
    if not created:
        tasks.index_branch.enqueue(page_path=instance.path)


def follow_lost_column(sender: Any, instance: ColumnPage, **kwargs: Any) -> None:
    """A column goes, and with it its lines of others' articles, which stay where they are from."""
    placed = Entry.objects.filter(column=instance, is_own=False)
    article_ids = list(placed.values_list("article_id", flat=True))
    transaction.on_commit(lambda: tasks.index_in_parts(article_ids))


def follow_privacy(sender: Any, instance: PageViewRestriction, **kwargs: Any) -> None:
    tasks.index_branch.enqueue(page_path=instance.page.path)


def follow_collection(sender: Any, instance: CollectionViewRestriction, **kwargs: Any) -> None:
    attachments = ArticleAttachment.objects.filter(
        document__collection__path__startswith=instance.collection.path
    )
    tasks.index_in_parts(attachments.values_list("article_id", flat=True).distinct())


def follow_file(sender: Any, instance: Any, created: bool, **kwargs: Any) -> None:
    if not created:
        attachments = ArticleAttachment.objects.filter(document=instance)
        tasks.index_in_parts(attachments.values_list("article_id", flat=True))


@hooks.register("organisation_moved")
def follow_the_tree(organisation: Organisation) -> None:
    for moved in Organisation.objects.within(organisation):
        tasks.index_branch.enqueue(organisation_id=moved.pk)


@hooks.register("clock_day")
def check_every_day() -> None:
    tasks.check_at_night()


def connect() -> None:
    entries_changed.connect(follow_entries, dispatch_uid="search.follow_entries")
    for signal in (post_save, post_delete):
        signal.connect(follow_privacy, PageViewRestriction, dispatch_uid="search.follow_privacy")
        signal.connect(
            follow_collection, CollectionViewRestriction, dispatch_uid="search.follow_collection"
        )
    post_delete.connect(follow_removal, SearchDocument, dispatch_uid="search.follow_removal")
    post_save.connect(follow_union, Organisation, dispatch_uid="search.follow_union")
    post_save.connect(follow_column, ColumnPage, dispatch_uid="search.follow_column")
    pre_delete.connect(follow_lost_column, ColumnPage, dispatch_uid="search.follow_lost_column")
    post_save.connect(follow_file, get_document_model(), dispatch_uid="search.follow_file")
