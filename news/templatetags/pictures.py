"""Pictures on public pages: one markup for all of them."""

from typing import Any

from django import template
from wagtail.images.models import AbstractImage
from wagtail.images.shortcuts import get_renditions_or_not_found

from news.pictures import USES

register = template.Library()


@register.inclusion_tag("components/responsive_picture.html")
def show_picture(
    picture: AbstractImage, use: str, css: str, *, alt: str = "", first: bool = False
) -> dict[str, Any]:
    """A picture as one of the ``USES``, with WebP in two widths for browsers that know it.

    Space is kept for it while it loads. The ``first`` of a page is loaded at once, others when
    the reader comes near. One whose file is gone leaves no trace.
    """
    wanted = USES[use]
    made = get_renditions_or_not_found(picture, wanted.specs)
    # A small upload may have but one width.
    widths = {made[spec].width: made[spec] for spec in wanted.webp}
    return {
        "plain": made[wanted.spec],
        "srcset": ", ".join(f"{webp.url} {width}w" for width, webp in widths.items()),
        "sizes": wanted.sizes.removeprefix("auto, ") if first else wanted.sizes,
        "css": css,
        "alt": alt,
        "first": first,
    }
