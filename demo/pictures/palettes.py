"""The colours of a time of day. Every scene can be drawn in each of them."""

from dataclasses import dataclass

from demo.pictures.canvas import Colour


@dataclass(frozen=True)
class Palette:
    sky: tuple[Colour, Colour]
    sun: Colour
    far: Colour
    near: Colour
    water: Colour
    ground: Colour
    wall: Colour
    dark: Colour
    accent: Colour = (200, 42, 38)
    gold: Colour = (244, 190, 84)


MORNING = Palette(
    sky=((142, 190, 214), (253, 232, 205)),
    sun=(255, 214, 138),
    far=(164, 192, 200),
    near=(70, 122, 104),
    water=(150, 196, 206),
    ground=(126, 160, 112),
    wall=(250, 246, 238),
    dark=(58, 66, 78),
)
NOON = Palette(
    sky=((84, 158, 214), (222, 240, 246)),
    sun=(255, 244, 206),
    far=(138, 180, 204),
    near=(62, 134, 88),
    water=(104, 172, 208),
    ground=(120, 176, 104),
    wall=(252, 251, 247),
    dark=(52, 64, 82),
)
DUSK = Palette(
    sky=((96, 92, 150), (252, 176, 126)),
    sun=(255, 196, 112),
    far=(158, 124, 158),
    near=(78, 66, 96),
    water=(206, 148, 142),
    ground=(108, 86, 102),
    wall=(246, 226, 208),
    dark=(50, 44, 66),
    gold=(255, 204, 110),
)
MIST = Palette(
    sky=((196, 214, 210), (240, 244, 236)),
    sun=(255, 250, 232),
    far=(176, 200, 196),
    near=(66, 104, 104),
    water=(176, 204, 204),
    ground=(132, 160, 140),
    wall=(252, 252, 248),
    dark=(50, 62, 66),
)
AUTUMN = Palette(
    sky=((122, 182, 206), (250, 236, 206)),
    sun=(255, 226, 160),
    far=(170, 186, 180),
    near=(188, 128, 62),
    water=(146, 190, 196),
    ground=(206, 166, 88),
    wall=(252, 247, 236),
    dark=(70, 58, 56),
)
PALETTES = {
    "morning": MORNING,
    "noon": NOON,
    "dusk": DUSK,
    "mist": MIST,
    "autumn": AUTUMN,
}
