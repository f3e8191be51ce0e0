"""Pictures for the demo, drawn by rule from a seed: no photograph, no person, no licence."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from io import BytesIO

from demo.pictures import landscape, occasions, people, work
from demo.pictures.canvas import HEIGHT, WIDTH, Canvas
from demo.pictures.palettes import PALETTES, Palette

QUALITY = 84
SCENES: dict[str, Callable[[Canvas, Palette], None]] = {
    "village": landscape.village,
    "bridge": landscape.bridge,
    "energy": landscape.energy,
    "fields": landscape.fields,
    "skyline": work.skyline,
    "factory": work.factory,
    "site": work.building_site,
    "station": work.station,
    "road": work.road,
    "workers": people.workers,
    "craftsman": people.craftsman,
    "women": people.women,
    "flags": occasions.flags,
    "books": occasions.books,
    "sport": people.sport,
    "meeting": people.meeting,
    "law": occasions.law,
    "help": occasions.helping_hands,
}


@dataclass(frozen=True)
class Picture:
    """One of the demo's pictures; ``alt`` says what it shows."""

    scene: str
    palette: str
    alt: str

    @property
    def name(self) -> str:
        return f"{self.scene}-{self.palette}"


@cache
def draw(picture: Picture) -> bytes:
    """The picture as JPEG, 1200 × 675; the same every time."""
    canvas = Canvas(picture.name)
    SCENES[picture.scene](canvas, PALETTES[picture.palette])
    out = BytesIO()
    canvas.reduced().save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return out.getvalue()


__all__ = ["HEIGHT", "SCENES", "WIDTH", "Picture", "draw"]
