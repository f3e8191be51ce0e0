"""Pictures that a union shares with the network, and what other unions make of its pictures."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.images import get_image_model
from wagtail.models import Collection, ReferenceIndex

from sites.models import MediaCollection, SharedImage


def share_image(image: Any) -> SharedImage:
    """Let all unions choose the picture, in the name of the union on whose shelf it is."""
    owner = owners_of([image])[image.pk]
    row, _created = SharedImage.objects.update_or_create(
        image=image, defaults={"organisation_id": owner}
    )
    return row


def unshare_image(image: Any) -> None:
    """Nobody else can choose the picture any more; where it is in use it stays."""
    for row in SharedImage.objects.filter(image=image):
        row.delete()


def owners_of(images: Sequence[Any]) -> dict[int, int | None]:
    """The union on whose shelf each picture is; None for the network's own. Two queries."""
    paths = dict(
        Collection.objects.filter(pk__in={image.collection_id for image in images}).values_list(
            "pk", "path"
        )
    )
    above = {path[:end] for path in paths.values() for end in steps(path)}
    shelves = dict(
        MediaCollection.objects.filter(collection__path__in=above).values_list(
            "collection__path", "organisation"
        )
    )
    return {image.pk: owner_by_path(paths[image.collection_id], shelves) for image in images}


def steps(path: str) -> range:
    """Where the paths of a collection and of those above it end."""
    return range(Collection.steplen, len(path) + 1, Collection.steplen)


def owner_by_path(path: str, shelves: dict[str, int]) -> int | None:
    return next((shelves[path[:end]] for end in steps(path) if path[:end] in shelves), None)


def other_unions_using(images: Sequence[Any]) -> dict[int, int]:
    """How many unions beside its own use each picture, for those that others use.

    By the pages and lines that name it and carry their union; one query for each kind of them.
    A draft of a page that is live counts once it is published.
    """
    of_images = ContentType.objects.get_for_model(get_image_model())
    uses = ReferenceIndex.objects.filter(
        to_content_type=of_images, to_object_id__in=[str(image.pk) for image in images]
    ).values_list("base_content_type", "object_id", "to_object_id")
    by_kind: dict[int, set[tuple[str, int]]] = defaultdict(set)
    for kind, key, image_key in uses:
        by_kind[kind].add((key, int(image_key)))
    unions: dict[int, set[int]] = defaultdict(set)
    for kind, pairs in by_kind.items():
        model: Any = ContentType.objects.get_for_id(kind).model_class()
        if not hasattr(model, "organisation_id"):
            continue
        rows = model._base_manager.filter(pk__in={key for key, _image in pairs})
        found = {str(pk): union for pk, union in rows.values_list("pk", "organisation")}
        for key, image_key in pairs & {pair for pair in pairs if pair[0] in found}:
            unions[image_key].add(found[key])
    owners = owners_of(images)
    counts = {key: len(users - {owners[key], None}) for key, users in unions.items()}
    return {key: count for key, count in counts.items() if count}
