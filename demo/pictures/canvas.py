"""A drawing surface in units of the finished picture, drawn larger and reduced at the end."""

import math
from collections.abc import Sequence
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

WIDTH, HEIGHT = 1200, 675
SCALE = 2  # drawn twice as large, so that edges come out smooth

Colour = tuple[int, int, int]
Point = tuple[float, float]


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """``one`` with ``share`` (0 to 1) of ``other`` in it."""
    return tuple(round(a + (b - a) * share) for a, b in zip(one, other, strict=True))  # type: ignore[return-value]


class Canvas:
    def __init__(self, seed: str) -> None:
        self.random = Random(seed)
        self.image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE))
        self.pen = ImageDraw.Draw(self.image)

    def reduced(self) -> Image.Image:
        return self.image.reduce(SCALE)

    @staticmethod
    def at(points: Sequence[Point]) -> list[Point]:
        return [(x * SCALE, y * SCALE) for x, y in points]

    def polygon(self, points: Sequence[Point], colour: Colour) -> None:
        self.pen.polygon(self.at(points), fill=colour)

    def box(
        self, x: float, y: float, width: float, height: float, colour: Colour, round_: float = 0
    ) -> None:
        corners = self.at([(x, y), (x + width, y + height)])
        self.pen.rounded_rectangle(corners, round_ * SCALE, fill=colour)

    def disc(self, x: float, y: float, radius: float, colour: Colour, squash: float = 1) -> None:
        corners = [(x - radius, y - radius * squash), (x + radius, y + radius * squash)]
        self.pen.ellipse(self.at(corners), fill=colour)

    def pie(
        self, x: float, y: float, radius: float, start: float, end: float, colour: Colour
    ) -> None:
        corners = self.at([(x - radius, y - radius), (x + radius, y + radius)])
        self.pen.pieslice(corners, start, end, fill=colour)

    def line(self, points: Sequence[Point], colour: Colour, width: float = 2) -> None:
        self.pen.line(self.at(points), fill=colour, width=round(width * SCALE), joint="curve")

    def fade(self, top: Colour, bottom: Colour, y: float = 0, height: float = HEIGHT) -> None:
        """A band over the whole width that goes from one colour to another."""
        self.image.paste(self._ramp(top, bottom, height), (0, round(y * SCALE)))

    @staticmethod
    def _ramp(top: Colour, bottom: Colour, height: float) -> Image.Image:
        ramp = Image.new("RGB", (1, 256))
        ramp.putdata([mix(top, bottom, step / 255) for step in range(256)])
        ramp = ramp.resize((1, round(height * SCALE)), Image.Resampling.BILINEAR)
        return ramp.resize((WIDTH * SCALE, ramp.height), Image.Resampling.NEAREST)

    def faded_polygon(self, points: Sequence[Point], top: Colour, bottom: Colour) -> None:
        """A shape whose colour changes from its upper to its lower end."""
        first = max(0, min(y for _, y in points))
        last = min(HEIGHT, max(y for _, y in points))
        height = max(1, round((last - first) * SCALE))
        mask = Image.new("L", (WIDTH * SCALE, height))
        ImageDraw.Draw(mask).polygon(
            [(x * SCALE, (y - first) * SCALE) for x, y in points], fill=255
        )
        ramp = self._ramp(top, bottom, height / SCALE)
        self.image.paste(ramp, (0, round(first * SCALE)), mask)

    def glow(
        self, x: float, y: float, radius: float, colour: Colour, strength: float = 0.6
    ) -> None:
        """Light around a point, soft to the outside."""
        size = round(radius * 2 * SCALE)
        light = Image.radial_gradient("L").resize((size, size))
        mask = ImageChops.invert(light).point(lambda value: int(max(0, value - 75) * strength))
        corner = (round((x - radius) * SCALE), round((y - radius) * SCALE))
        self.image.paste(Image.new("RGB", (size, size), colour), corner, mask)

    def veil(
        self, x: float, y: float, width: float, height: float, colour: Colour, strength: float
    ) -> None:
        """A soft patch of mist or shadow."""
        small = Image.new("L", (60, 60))
        ImageDraw.Draw(small).ellipse((10, 10, 50, 50), fill=round(255 * strength))
        small = small.filter(ImageFilter.GaussianBlur(6))
        size = (round(width * SCALE), round(height * SCALE))
        corner = (round((x - width / 2) * SCALE), round((y - height / 2) * SCALE))
        self.image.paste(Image.new("RGB", size, colour), corner, small.resize(size))

    def ridge(self, y: float, swing: float, roughness: float = 1) -> list[Point]:
        """The outline of a range of hills, closed at the bottom of the picture."""
        waves = [
            (
                self.random.uniform(0.6, 1.1) * swing / number,
                self.random.uniform(0.8, 1.6) * number * roughness,
                self.random.uniform(0, math.tau),
            )
            for number in (1, 2, 4)
        ]
        outline = [
            (
                x,
                y
                + sum(
                    high * math.sin(often * x / WIDTH * math.tau + shift)
                    for high, often, shift in waves
                ),
            )
            for x in range(-10, WIDTH + 21, 10)
        ]
        return [*outline, (WIDTH + 10, HEIGHT + 10), (-10, HEIGHT + 10)]
