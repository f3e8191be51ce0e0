"""How large pictures are shown, and those inside a text loaded together."""

import logging
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from wagtail.blocks import StreamValue
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage, SourceImageIOError

logger = logging.getLogger(__name__)

EMBLEM_SPEC = "fill-160x160"


@dataclass(frozen=True)
class PictureUse:
    """One way in which pages show pictures. The specs are those of Wagtail's renditions."""

    spec: str  # in the format of the upload: for old browsers, feeds and other programs
    smaller: str  # for phones
    sizes: str  # how wide it is shown, as HTML's attribute says it

    @property
    def webp(self) -> tuple[str, str]:
        """The narrower comes first. WebP takes half the bytes of JPEG."""
        return (f"{self.smaller}|format-webp", f"{self.spec}|format-webp")

    @property
    def specs(self) -> tuple[str, ...]:
        return (self.spec, *self.webp)


CARD = PictureUse("fill-480x320", "fill-240x160", "auto, (max-width: 48rem) 50vw, 15rem")
WIDE = PictureUse("fill-1200x675", "fill-600x338", "(max-width: 60rem) 100vw, 40rem")
BODY = PictureUse("max-1600x1600", "max-800x800", "auto, (max-width: 54rem) 100vw, 50rem")
BANNER = PictureUse("fill-1216x160", "fill-608x80", "auto, (max-width: 76rem) 100vw, 76rem")
HEAD = PictureUse("fill-1600x400", "fill-800x200", "100vw")
USES = {"card": CARD, "wide": WIDE, "body": BODY, "banner": BANNER, "head": HEAD}

# What pages show of a picture, made as soon as it is uploaded and not when the first reader comes.
SPECS = (*(spec for use in USES.values() for spec in use.specs), EMBLEM_SPEC)


def make_sizes(picture: AbstractImage) -> None:
    """Those that are not there yet. A file that is broken or gone is shown as missing by pages."""
    try:
        picture.get_renditions(*SPECS)
    except (SourceImageIOError, OSError) as error:
        logger.warning("sizes of picture %s can't be made: %s", picture.pk, error)


def ready_for(*uses: PictureUse) -> QuerySet[AbstractImage]:
    """The pictures with the sizes that these uses need, in one query more."""
    specs = [spec for use in uses for spec in use.specs]
    return get_image_model().objects.prefetch_renditions(*specs)


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
    sizes = renditions.filter(filter_spec__in=[*BODY.specs, *CARD.specs])
    prefetch_related_objects(
        pictures, Prefetch("renditions", queryset=sizes, to_attr="prefetched_renditions")
    )
    return pictures
