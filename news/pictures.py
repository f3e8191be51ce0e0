"""The pictures inside a text, so that a page can load what it needs of them together."""

from django.db.models import Prefetch, prefetch_related_objects
from wagtail.blocks import StreamValue
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage

BODY_SPEC = "max-1600x1600"
GRID_SPEC = "fill-480x320"


def body_pictures(body: StreamValue) -> list[AbstractImage]:
    """All pictures of a text in reading order, those of picture sets and video covers too."""
    pictures = []
    for block in body:
        if block.block_type == "picture":
            pictures.append(block.value["image"])
        elif block.block_type == "picture_set":
            pictures.extend(picture["image"] for picture in block.value["pictures"])
        elif block.block_type == "video":
            pictures.append(block.value["poster"])
    return [picture for picture in pictures if picture]


def with_renditions(pictures: list[AbstractImage]) -> list[AbstractImage]:
    """Load the sizes that a text shows of all its pictures, in one query."""
    renditions = get_image_model().get_rendition_model().objects
    sizes = renditions.filter(filter_spec__in=[BODY_SPEC, GRID_SPEC])
    prefetch_related_objects(
        pictures, Prefetch("renditions", queryset=sizes, to_attr="prefetched_renditions")
    )
    return pictures
