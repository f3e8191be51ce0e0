"""Things that several scenes show: rays, flowers, flags, books, hearts, stars."""

import math

from demo.pictures.canvas import Canvas, Colour, mix
from demo.pictures.landscape import WHITE, shade_of
from demo.pictures.palettes import Palette


def backdrop(canvas: Canvas, palette: Palette) -> None:
    """A calm, bright background with rays from below."""
    canvas.fade(mix(palette.sky[0], WHITE, 0.35), mix(palette.sky[1], WHITE, 0.2))
    ray = mix(palette.sky[1], WHITE, 0.55)
    for step in range(0, 180, 20):
        one, other = math.radians(180 + step), math.radians(188 + step)
        canvas.polygon(
            [
                (600, 720),
                (600 + 1200 * math.cos(one), 720 + 1200 * math.sin(one)),
                (600 + 1200 * math.cos(other), 720 + 1200 * math.sin(other)),
            ],
            mix(ray, palette.sky[0], 0.12),
        )


def star(canvas: Canvas, x: float, y: float, radius: float, colour: Colour) -> None:
    points = []
    for step in range(10):
        reach = radius if step % 2 == 0 else radius * 0.4
        angle = math.radians(-90 + 36 * step)
        points.append((x + reach * math.cos(angle), y + reach * math.sin(angle)))
    canvas.polygon(points, colour)


def flower(canvas: Canvas, x: float, y: float, radius: float, colour: Colour) -> None:
    for petal in range(5):
        angle = math.radians(72 * petal + 18)
        canvas.disc(
            x + radius * 0.62 * math.cos(angle),
            y + radius * 0.62 * math.sin(angle),
            radius * 0.52,
            colour,
        )
    canvas.disc(x, y, radius * 0.34, mix(colour, (255, 240, 170), 0.75))


def flag(canvas: Canvas, palette: Palette, x: float, y: float, high: float) -> None:
    canvas.box(x - 3, y - high, 6, high, mix(palette.dark, WHITE, 0.55), 2)
    canvas.disc(x, y - high, 6, palette.gold)
    top = [(x + 3 + step, y - high + 12 + 8 * math.sin(step / 22)) for step in range(0, 118, 4)]
    bottom = [(px, py + 76) for px, py in reversed(top)]
    canvas.polygon([*top, *bottom], palette.accent)
    fold = [(px, py) for px, py in top if 34 < px - x < 66]
    canvas.polygon(
        [*fold, *[(px, py + 76) for px, py in reversed(fold)]], shade_of(palette.accent, 0.1)
    )


def open_book(canvas: Canvas, palette: Palette, x: float, y: float) -> None:
    cover = palette.accent
    canvas.polygon(
        [
            (x - 190, y - 40),
            (x, y - 14),
            (x + 190, y - 40),
            (x + 214, y + 44),
            (x, y + 66),
            (x - 214, y + 44),
        ],
        cover,
    )
    for side in (-1, 1):
        page = [
            (x, y - 22),
            (x + side * 96, y - 54),
            (x + side * 182, y - 44),
            (x + side * 204, y + 34),
            (x + side * 100, y + 26),
            (x, y + 54),
        ]
        canvas.polygon(page, WHITE if side < 0 else (246, 243, 236))
        for line in range(5):
            row = y - 26 + line * 13
            canvas.line(
                [(x + side * (40 + line * 2), row), (x + side * (160 + line * 4), row - 3)],
                (196, 196, 198),
                2.5,
            )


def heart(canvas: Canvas, x: float, y: float, size: float, colour: Colour) -> None:
    points = []
    for step in range(80):
        t = math.tau * step / 80
        points.append((
            x + size * math.sin(t) ** 3,
            y - size / 16 * (13 * math.cos(t) - 5 * math.cos(2 * t) - 2 * math.cos(3 * t) - math.cos(4 * t)),
        ))  # fmt: skip
    canvas.polygon(points, colour)
