"""Making many pages at once: new sites, demo content, benchmark data."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from wagtail.fields import StreamField
from wagtail.models import Locale, ReferenceIndex

from pages.models import BasePage

# The kind and key of what is named, and the place: as in the model, and in this page.
Reference = tuple[int, str, str, str]


@transaction.atomic
def add_children(parent: BasePage, pages: Sequence[BasePage]) -> list[BasePage]:
    """Insert unsaved pages of any classes as the last children of ``parent``, in the order given.

    One insert for the base rows and one for each class, where ``add_child`` takes about eight
    queries a page. What ``save()`` would fill in is filled in here; validation, signals, log
    entries and index tasks are left out, so the caller answers for the values and for indexing.
    What the pages name is put in Wagtail's index of references, as ``save()`` would.
    """
    if not pages:
        return []
    parent = BasePage.objects.select_for_update().get(pk=parent.pk)
    last = parent.get_children().order_by("-path").values_list("path", flat=True).first()
    step = int(last[-BasePage.steplen :], 36) if last else 0
    locale = Locale.objects.get(pk=parent.locale_id)
    now = timezone.now()
    for page in pages:
        step += 1
        page.depth = parent.depth + 1
        page.path = BasePage._get_path(parent.path, page.depth, step)
        page.url_path = f"{parent.url_path}{page.slug}/"
        page.draft_title = page.title
        page.locale = locale
        page.content_type = ContentType.objects.get_for_model(type(page))
        if page.organisation_id is None:
            page.organisation_id = parent.organisation_id
        if page.live:
            page.first_published_at = page.first_published_at or now
            page.last_published_at = page.last_published_at or page.first_published_at
    # Asked while they have no key: they have no rows below them in the database either.
    named = [references_of(page) for page in pages]
    insert(pages)
    index_references(zip(pages, named, strict=True))
    BasePage.objects.filter(pk=parent.pk).update(numchild=F("numchild") + len(pages))
    return list(pages)


def references_of(page: BasePage) -> set[Reference]:
    """What a page names, and where."""
    for field in page._meta.concrete_fields:
        if isinstance(field, StreamField):
            field.get_prep_value(field.value_from_object(page))  # gives new blocks their keys
    return set(ReferenceIndex._extract_references_from_object(page))


def index_references(named: Iterable[tuple[BasePage, set[Reference]]]) -> None:
    """Write down which pictures, files and pages these pages name; nothing where they name none."""
    base = ContentType.objects.get_for_model(BasePage)
    ReferenceIndex.objects.bulk_create(
        [
            ReferenceIndex(
                base_content_type=base,
                content_type=page.content_type,
                object_id=page.pk,
                to_content_type_id=to_content_type,
                to_object_id=to_object,
                model_path=model_path,
                content_path=path,
                content_path_hash=ReferenceIndex._get_content_path_hash(path),
            )
            for page, references in named
            for to_content_type, to_object, model_path, path in references
        ],
        batch_size=500,
    )


def insert(pages: Sequence[BasePage]) -> None:
    """Write the rows of both tables. Django has no bulk insert for models of two tables."""
    names = [field.attname for field in BasePage._meta.concrete_fields if not field.primary_key]
    bases = []
    for page in pages:
        base = BasePage()
        for name in names:
            base.__dict__[name] = page.__dict__.get(name, getattr(page, name))
        bases.append(base)
    BasePage.objects.bulk_create(bases, batch_size=500)
    by_class: dict[type[BasePage], list[BasePage]] = defaultdict(list)
    for page, base in zip(pages, bases, strict=True):
        page.pk = page.basepage_ptr_id = base.pk
        page.id = base.pk
        page._state.adding = False
        page._state.db = base._state.db
        by_class[type(page)].append(page)
    for model, rows in by_class.items():
        fields = model._meta.local_concrete_fields
        for start in range(0, len(rows), 200):
            model._base_manager._insert(rows[start : start + 200], fields=fields, using=None)
