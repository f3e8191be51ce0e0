"""The sizes in which pictures are shown, and those inside a text loaded together."""

import logging

from django.db.models import Prefetch, prefetch_related_objects
from wagtail.blocks import StreamValue
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage, SourceImageIOError

logger = logging.getLogger(__name__)

BODY_SPEC = "max-1600x1600"
GRID_SPEC = CARD_SPEC = "fill-480x320"
WIDE_SPEC = "fill-1200x675"
# What pages show of a picture, made as soon as it is uploaded and not when the first reader comes.
SIZES = (CARD_SPEC, WIDE_SPEC, BODY_SPEC)


def make_sizes(picture: AbstractImage) -> None:
    """Those that are not there yet. A file that is broken or gone is shown as missing by pages."""
    try:
        picture.get_renditions(*SIZES)
    except (SourceImageIOError, OSError) as error:
        logger.warning("sizes of picture %s can't be made: %s", picture.pk, error)


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
