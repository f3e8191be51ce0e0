"""What makes an article findable, or findable no more, queues its indexing where it happens."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail import hooks
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from news.entries import with_lines
from news.models import ColumnPage, Entry
from news.signals import entries_changed
from search import rebuild, resume, tasks
from search.documents import articles_with
from search.models import SearchDocument
from search.upkeep import note_changes
from sites.models import Organisation, OrganisationQuerySet


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
    index_files_below(instance.collection)


def follow_moved_collection(
    sender: Any, instance: Collection, created: bool, **kwargs: Any
) -> None:
    """A folder may come to stand below a private one; Wagtail moves it after saving it."""
    if not created:
        transaction.on_commit(lambda: index_files_below(Collection.objects.get(pk=instance.pk)))


def index_files_below(collection: Collection) -> None:
    documents = get_document_model().objects.filter(collection__path__startswith=collection.path)
    tasks.index_in_parts(articles_with(documents))


def follow_file(sender: Any, instance: Any, created: bool, **kwargs: Any) -> None:
    """A file was replaced, renamed, or put in another folder."""
    if not created:
        tasks.index_in_parts(articles_with(get_document_model().objects.filter(pk=instance.pk)))


def follow_lost_file(sender: Any, instance: Any, **kwargs: Any) -> None:
    article_ids = articles_with(get_document_model().objects.filter(pk=instance.pk))
    transaction.on_commit(lambda: tasks.index_in_parts(article_ids))


@hooks.register("after_bulk_action")
def follow_many_files(request: Any, action_type: str, objects: Any, action: Any) -> None:
    """Files put in another folder together: Wagtail writes them without saving each."""
    model = get_document_model()
    if action_type == "add_to_collection" and model in action.models:
        documents = model.objects.filter(pk__in=[document.pk for document in objects])
        tasks.index_in_parts(articles_with(documents))


@hooks.register("organisations_moved")
def follow_the_tree(moved: OrganisationQuerySet) -> None:
    for union in with_lines(moved):
        tasks.index_branch.enqueue(organisation_id=union.pk)


@hooks.register("clock_tick")
def take_up_every_tick() -> None:
    resume.take_up()


@hooks.register("installation_restored")
def fill_anew() -> None:
    rebuild.trust_no_index()


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
    post_save.connect(
        follow_moved_collection, Collection, dispatch_uid="search.follow_moved_collection"
    )
    post_save.connect(follow_file, get_document_model(), dispatch_uid="search.follow_file")
    pre_delete.connect(
        follow_lost_file, get_document_model(), dispatch_uid="search.follow_lost_file"
    )
