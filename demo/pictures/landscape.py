"""Scenes of the country: hills, villages, rivers, fields, wind and sun power."""

import math

from PIL import Image

from demo.pictures.canvas import HEIGHT, SCALE, WIDTH, Canvas, Colour, mix
from demo.pictures.palettes import Palette

WHITE = (255, 255, 255)


def sky(canvas: Canvas, palette: Palette, clouds: int = 3) -> None:
    canvas.fade(*palette.sky, height=HEIGHT)
    x, y = canvas.random.uniform(700, 1050), canvas.random.uniform(110, 190)
    canvas.glow(x, y, 330, palette.sun, 0.9)
    canvas.disc(x, y, 46, mix(palette.sun, WHITE, 0.35))
    for _ in range(clouds):
        cloud(canvas, palette, canvas.random.uniform(60, 1100), canvas.random.uniform(60, 210))


def cloud(canvas: Canvas, palette: Palette, x: float, y: float) -> None:
    colour = mix(palette.sky[1], WHITE, 0.55)
    width = canvas.random.uniform(70, 120)
    for shift, radius in ((-0.5, 0.24), (-0.15, 0.36), (0.22, 0.3), (0.55, 0.2)):
        canvas.pie(x + shift * width, y, radius * width, 180, 360, colour)


def hills(
    canvas: Canvas, palette: Palette, base: float, layers: int = 4, swing: float = 46
) -> None:
    """Ranges of hills, paler with distance, each with mist at its foot."""
    for number in range(layers):
        share = number / max(layers - 1, 1)
        colour = mix(palette.far, palette.near, share)
        y = base - (1 - share) * 120
        foot = mix(colour, palette.sky[1], 0.62 - 0.3 * share)
        canvas.faded_polygon(
            canvas.ridge(y, swing * (1.15 - 0.5 * share), 0.8 + share), colour, foot
        )


def river(canvas: Canvas, palette: Palette, y: float) -> None:
    canvas.fade(mix(palette.water, palette.sky[1], 0.45), palette.water, y, HEIGHT - y)
    light = mix(palette.water, WHITE, 0.35)
    for _ in range(46):
        depth = canvas.random.random() ** 1.4
        length = 24 + 130 * depth * canvas.random.uniform(0.5, 1)
        x, line_y = canvas.random.uniform(-60, WIDTH), y + 8 + depth * (HEIGHT - y - 14)
        canvas.box(x, line_y, length, 1.2 + 1.6 * depth, light, 1)


def house(canvas: Canvas, palette: Palette, x: float, y: float, size: float) -> None:
    """A white house with dark eaves and stepped gables, standing on ``y``."""
    width, high = size * canvas.random.uniform(1.0, 1.5), size * canvas.random.uniform(0.72, 0.95)
    shade = mix(palette.wall, palette.far, 0.22)
    canvas.box(x, y - high, width, high, palette.wall)
    canvas.box(x + width * 0.84, y - high, width * 0.16, high, shade)
    roof = [
        (x, y - high),
        (x + width * 0.1, y - high * 1.26),
        (x + width * 0.9, y - high * 1.26),
        (x + width, y - high),
    ]
    canvas.polygon(roof, palette.dark)
    for side in (-1, 1):
        edge = x if side < 0 else x + width
        for step, (reach, lift) in enumerate(((0.0, 1.46), (0.15, 1.24), (0.28, 1.03))):
            left = edge + (reach if side < 0 else -reach - 0.15) * width
            canvas.box(left, y - high * lift, width * 0.15, high * (lift - 0.9), palette.wall)
            canvas.box(
                left - size * 0.03,
                y - high * lift - size * 0.05,
                width * 0.15 + size * 0.06,
                size * 0.075,
                palette.dark,
                1.5,
            )
            if step == 0:
                continue
    door = mix(palette.dark, (120, 84, 60), 0.4)
    canvas.box(x + width * 0.42, y - high * 0.44, width * 0.16, high * 0.44, door)
    canvas.box(x + width * 0.4, y - high * 0.5, width * 0.2, high * 0.07, palette.dark)
    for place in (0.16, 0.7):
        canvas.box(x + width * place, y - high * 0.66, size * 0.11, size * 0.13, palette.dark)


def tree(canvas: Canvas, palette: Palette, x: float, y: float, size: float) -> None:
    leaf = mix(palette.near, palette.gold, canvas.random.uniform(0, 0.22))
    canvas.box(
        x - size * 0.05,
        y - size * 0.6,
        size * 0.1,
        size * 0.6,
        mix(palette.dark, (110, 80, 60), 0.5),
    )
    for dx, dy, radius in ((0, 0.95, 0.36), (-0.24, 0.72, 0.28), (0.25, 0.74, 0.29)):
        canvas.disc(x + dx * size, y - dy * size, radius * size, leaf)
    canvas.disc(x + 0.08 * size, y - size, 0.2 * size, mix(leaf, WHITE, 0.13))


def reflections(canvas: Canvas, palette: Palette, y: float, depth: float = 110) -> None:
    """The shore mirrored in the water, fainter with depth."""
    band, top, width = round(depth * SCALE), round(y * SCALE), WIDTH * SCALE
    shore = canvas.image.crop((0, top - band, width, top))
    shore = shore.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    fading = Image.new("L", (1, 64))
    fading.putdata([round(100 * (1 - step / 63)) for step in range(64)])
    canvas.image.paste(shore, (0, top), fading.resize((width, band)))


def village(canvas: Canvas, palette: Palette) -> None:
    """White houses below the hills, by the water."""
    sky(canvas, palette)
    hills(canvas, palette, 400)
    canvas.faded_polygon(
        canvas.ridge(470, 12), palette.ground, mix(palette.ground, palette.near, 0.3)
    )
    for row, (y, size, step) in enumerate(((468, 62, 118), (516, 92, 168))):
        x = -30.0 + row * 50
        while x < WIDTH:
            if canvas.random.random() < 0.82:
                house(canvas, palette, x, y + canvas.random.uniform(-6, 6), size)
            else:
                tree(canvas, palette, x + 40, y, size * 1.1)
            x += step * canvas.random.uniform(0.85, 1.25)
    for _ in range(7):
        tree(canvas, palette, canvas.random.uniform(0, WIDTH), 534, canvas.random.uniform(60, 96))
    river(canvas, palette, 540)
    reflections(canvas, palette, 540)


def bridge(canvas: Canvas, palette: Palette) -> None:
    """A stone bridge over the river, a boat, hills behind."""
    sky(canvas, palette)
    hills(canvas, palette, 410, 4, 54)
    river(canvas, palette, 455)
    stone, shade = mix(palette.wall, palette.far, 0.28), mix(palette.wall, palette.dark, 0.36)
    deck = [(x, 452 - 62 * math.sin(math.pi * (x - 180) / 760)) for x in range(180, 941, 10)]
    canvas.polygon([*deck, (940, 520), (180, 520)], stone)
    opening = mix(palette.water, palette.dark, 0.22)
    for x, radius in ((330, 58), (560, 84), (790, 58)):
        canvas.pie(x, 520, radius + 9, 180, 360, shade)
        canvas.pie(x, 520, radius, 180, 360, opening)
    canvas.line(deck, shade, 7)
    rail = [(x, y - 22) for x, y in deck]
    canvas.line(rail, stone, 5)
    for x, y in deck[::4]:
        canvas.box(x - 3, y - 26, 6, 26, stone)
    river(canvas, palette, 520)
    boat(canvas, palette, canvas.random.uniform(200, 380), 590)
    boat(canvas, palette, canvas.random.uniform(800, 980), 560, 0.7)
    for x in (40, 120, 1030, 1120):
        tree(canvas, palette, x, 470, canvas.random.uniform(110, 160))


def boat(canvas: Canvas, palette: Palette, x: float, y: float, size: float = 1) -> None:
    hull = [
        (x, y),
        (x + 150 * size, y),
        (x + 126 * size, y + 24 * size),
        (x + 24 * size, y + 24 * size),
    ]
    canvas.polygon(hull, palette.dark)
    canvas.pie(x + 74 * size, y, 38 * size, 180, 360, mix(palette.dark, palette.gold, 0.4))
    canvas.box(x - 10, y + 25 * size, 170 * size, 3, mix(palette.water, WHITE, 0.5), 2)


def energy(canvas: Canvas, palette: Palette) -> None:
    """Wind turbines on the ridges and solar panels on the slope."""
    sky(canvas, palette)
    hills(canvas, palette, 430, 4, 40)
    for x, y, size in (
        (170, 400, 0.8),
        (420, 380, 1.0),
        (660, 410, 0.75),
        (930, 390, 1.1),
        (1090, 420, 0.7),
    ):
        turbine(canvas, x, y, size)
    canvas.faded_polygon(canvas.ridge(470, 14), palette.ground, palette.near)
    panel, rim = (44, 74, 128), (206, 218, 232)
    for row in range(3):
        y, size = 500 + row * 56, 1 + row * 0.25
        for x in range(-60 - row * 30, WIDTH, round(150 * size)):
            slab = [
                (x + 22 * size, y),
                (x + 142 * size, y),
                (x + 120 * size, y + 36 * size),
                (x, y + 36 * size),
            ]
            canvas.polygon(slab, panel)
            canvas.line([*slab, slab[0]], rim, 2)
            for part in (1, 2, 3):
                canvas.line(
                    [(x + (22 + 30 * part) * size, y), (x + 30 * part * size, y + 36 * size)],
                    rim,
                    1,
                )
            canvas.line([(x + 11 * size, y + 18 * size), (x + 131 * size, y + 18 * size)], rim, 1)


def turbine(canvas: Canvas, x: float, y: float, size: float) -> None:
    hub = y - 210 * size
    canvas.polygon(
        [
            (x - 5 * size, y + 60),
            (x + 5 * size, y + 60),
            (x + 2.4 * size, hub),
            (x - 2.4 * size, hub),
        ],
        WHITE,
    )
    turn = canvas.random.uniform(0, 120)
    for blade in range(3):
        angle = math.radians(turn + blade * 120)
        tip = (x + math.cos(angle) * 104 * size, hub + math.sin(angle) * 104 * size)
        side = (-math.sin(angle) * 6 * size, math.cos(angle) * 6 * size)
        root = (x + math.cos(angle) * 24 * size, hub + math.sin(angle) * 24 * size)
        canvas.polygon([(x, hub), (root[0] + side[0], root[1] + side[1]), tip], (246, 248, 250))
    canvas.disc(x, hub, 6 * size, (214, 222, 230))


def fields(canvas: Canvas, palette: Palette) -> None:
    """Rows of tea or grain on round hills, with a road and a few houses."""
    sky(canvas, palette)
    hills(canvas, palette, 360, 3, 44)
    for number, y in enumerate((400, 470, 560)):
        ground = mix(palette.ground, palette.near, 0.18 * number)
        ridge = canvas.ridge(y, 26, 0.7)
        canvas.faded_polygon(ridge, ground, mix(ground, palette.gold, 0.18))
        furrow = mix(ground, palette.dark, 0.2)
        for offset in range(12, 120, 15 + number * 5):
            canvas.line([(x, top + offset) for x, top in ridge[:-2]], furrow, 3 + number * 1.5)
        if number == 0:
            for x in (250, 360, 470):
                house(canvas, palette, x, ridge[x // 10][1] + 14, 60)
    for x in (80, 700, 780, 1080):
        tree(canvas, palette, x, 520, canvas.random.uniform(80, 120))


def shade_of(colour: Colour, share: float = 0.3) -> Colour:
    return mix(colour, (0, 0, 0), share)
