"""Scenes of work: the city, the factory, the building site, the line, the service station."""

import math

from demo.pictures.canvas import HEIGHT, WIDTH, Canvas, Colour, mix
from demo.pictures.landscape import WHITE, hills, river, shade_of, sky, tree
from demo.pictures.palettes import Palette


def tower(
    canvas: Canvas, palette: Palette, x: float, y: float, width: float, high: float, colour: Colour
) -> None:
    """A block of flats or offices with rows of windows, some lit."""
    canvas.box(x, y - high, width, high, colour)
    canvas.box(x + width * 0.72, y - high, width * 0.28, high, shade_of(colour, 0.1))
    lit, unlit = mix(palette.gold, WHITE, 0.3), mix(colour, palette.sky[0], 0.35)
    row = y - high + 12
    while row < y - 14:
        place = x + 8
        while place < x + width - 12:
            canvas.box(place, row, 8, 10, lit if canvas.random.random() < 0.28 else unlit)
            place += 16
        row += 20


def city_row(
    canvas: Canvas, palette: Palette, y: float, low: float, tall: float, share: float
) -> None:
    x = -20.0
    while x < WIDTH:
        width = canvas.random.uniform(54, 108)
        colour = mix(
            mix(palette.far, palette.sky[1], 0.3),
            palette.wall,
            share * canvas.random.uniform(0.3, 0.9),
        )
        tower(canvas, palette, x, y, width, canvas.random.uniform(low, tall), colour)
        x += width + canvas.random.uniform(2, 16)


def skyline(canvas: Canvas, palette: Palette) -> None:
    """The city across the water, a train on its bridge."""
    sky(canvas, palette)
    hills(canvas, palette, 400, 2, 30)
    city_row(canvas, palette, 470, 120, 250, 0.4)
    city_row(canvas, palette, 480, 50, 150, 0.9)
    for x in range(20, WIDTH, 84):
        tree(
            canvas, palette, x + canvas.random.uniform(-20, 20), 490, canvas.random.uniform(46, 68)
        )
    river(canvas, palette, 486)
    deck = mix(palette.wall, palette.dark, 0.3)
    for x in range(40, WIDTH, 190):
        canvas.polygon([(x, 590), (x + 26, 590), (x + 20, 675), (x + 6, 675)], shade_of(deck, 0.1))
    canvas.box(-5, 572, WIDTH + 10, 18, deck)
    train(canvas, palette, canvas.random.uniform(120, 320), 572)


def train(canvas: Canvas, palette: Palette, x: float, y: float) -> None:
    nose = [(x, y - 4), (x + 24, y - 26), (x + 80, y - 50), (x + 900, y - 50), (x + 900, y - 4)]
    canvas.polygon(nose, WHITE)
    canvas.box(x + 4, y - 18, 896, 6, palette.accent)
    canvas.polygon(
        [(x + 46, y - 30), (x + 78, y - 44), (x + 104, y - 44), (x + 104, y - 30)], palette.dark
    )
    for place in range(130, 880, 44):
        canvas.box(x + place, y - 42, 28, 13, palette.dark, 3)


def gear(
    canvas: Canvas,
    x: float,
    y: float,
    radius: float,
    colour: Colour,
    teeth: int = 14,
    hole: Colour = WHITE,
) -> None:
    points = []
    for step in range(teeth * 4):
        reach = radius if step % 4 in (0, 1) else radius * 0.84
        angle = math.tau * (step + 0.5) / (teeth * 4)
        points.append((x + reach * math.cos(angle), y + reach * math.sin(angle)))
    canvas.polygon(points, colour)
    canvas.disc(x, y, radius * 0.5, hole)
    canvas.disc(x, y, radius * 0.36, colour)
    canvas.disc(x, y, radius * 0.14, hole)


def factory(canvas: Canvas, palette: Palette) -> None:
    """Halls with saw-tooth roofs and chimneys, gears in the foreground."""
    sky(canvas, palette)
    hills(canvas, palette, 420, 3, 36)
    hall, roof = mix(palette.wall, palette.far, 0.2), mix(palette.dark, palette.far, 0.25)
    for x in (150, 216, 930):
        canvas.polygon(
            [(x, 480), (x + 44, 480), (x + 36, 220), (x + 8, 220)],
            mix(palette.wall, palette.dark, 0.16),
        )
        for band in (232, 262, 292):
            canvas.box(x + 8, band, 29, 12, palette.accent)
        for puff, size in ((0, 16), (24, 22), (58, 28)):
            canvas.disc(x + 26 + puff, 204 - puff * 0.7, size, mix(palette.sky[1], WHITE, 0.6))
    for x in range(290, 900, 122):
        canvas.polygon([(x, 400), (x + 122, 330), (x + 122, 400)], roof)
        canvas.polygon(
            [(x + 88, 394), (x + 116, 394), (x + 116, 346)], mix(palette.sky[0], WHITE, 0.35)
        )
    canvas.box(290, 398, 610, 120, hall)
    for x in range(312, 880, 62):
        canvas.box(x, 424, 40, 40, mix(palette.sky[0], WHITE, 0.2), 3)
        canvas.line([(x + 20, 424), (x + 20, 464)], hall, 2)
    canvas.box(560, 466, 74, 52, roof)
    canvas.faded_polygon(canvas.ridge(520, 4), palette.ground, shade_of(palette.ground, 0.15))
    for x in (60, 120, 960, 1040, 1130):
        tree(canvas, palette, x, 532, canvas.random.uniform(70, 110))
    gear(canvas, 1010, 640, 128, palette.gold, 16, palette.ground)
    gear(canvas, 812, 690, 92, palette.accent, 13, palette.ground)
    gear(canvas, 150, 700, 104, mix(palette.dark, palette.far, 0.5), 14, palette.ground)


def crane(canvas: Canvas, palette: Palette, x: float, y: float, high: float, side: int) -> None:
    colour = mix(palette.gold, palette.accent, 0.25)
    top = y - high
    for step in range(0, round(high), 26):
        canvas.line([(x - 8, y - step), (x + 8, y - step - 26)], colour, 2)
        canvas.line([(x + 8, y - step), (x - 8, y - step - 26)], colour, 2)
    for edge in (-8, 8):
        canvas.line([(x + edge, y), (x + edge, top - 26)], colour, 4)
    reach = side * high * 0.85
    canvas.line([(x - reach * 0.36, top), (x + reach, top)], colour, 5)
    canvas.line([(x, top - 22), (x + reach, top - 18)], colour, 3)
    for step in range(12):
        place = x + reach * step / 12
        canvas.line(
            [(place, top), (place + reach / 24, top - 20), (place + reach / 12, top)], colour, 2
        )
    canvas.line([(x, top - 66), (x + reach * 0.7, top - 16)], colour, 2)
    canvas.line([(x, top - 66), (x - reach * 0.34, top)], colour, 2)
    canvas.line([(x - 8, top), (x, top - 66), (x + 8, top)], colour, 4)
    canvas.box(
        min(x - reach * 0.36, x - reach * 0.25), top - 4, abs(reach) * 0.11, 30, palette.dark
    )
    hook = x + reach * 0.72
    canvas.line([(hook, top), (hook, top + high * 0.3)], palette.dark, 2)
    canvas.box(hook - 26, top + high * 0.3, 52, 12, palette.dark)


def building_site(canvas: Canvas, palette: Palette) -> None:
    """Tower cranes over houses that are being built."""
    sky(canvas, palette)
    hills(canvas, palette, 440, 3, 34)
    city_row(canvas, palette, 500, 60, 150, 0.3)
    concrete = mix(palette.wall, palette.dark, 0.24)
    for x, floors, width in ((190, 7, 250), (720, 9, 270)):
        for floor in range(floors):
            y = 560 - floor * 38
            canvas.box(x, y - 38, width, 8, concrete)
            for column in range(5):
                canvas.box(x + column * (width - 12) / 4, y - 38, 12, 38, shade_of(concrete, 0.12))
        canvas.box(x - 10, 560 - floors * 38 * 0.45, width + 20, 7, mix(palette.near, WHITE, 0.2))
        canvas.box(x + 24, 500, 90, 26, palette.accent, 3)
    crane(canvas, palette, 520, 560, 420, -1)
    crane(canvas, palette, 1060, 560, 470, -1)
    canvas.faded_polygon(
        canvas.ridge(562, 4), mix(palette.ground, palette.gold, 0.3), shade_of(palette.ground)
    )
    for x in range(-20, WIDTH, 120):
        canvas.box(x, 610, 112, 40, mix(palette.near, WHITE, 0.12), 3)
        canvas.box(x + 10, 622, 92, 5, WHITE)


def station(canvas: Canvas, palette: Palette) -> None:
    """A service station for those who work outdoors: a hut with an awning, benches, trees."""
    sky(canvas, palette)
    city_row(canvas, palette, 470, 70, 210, 0.5)
    canvas.faded_polygon(canvas.ridge(480, 3), palette.ground, shade_of(palette.ground, 0.12))
    canvas.box(-5, 560, WIDTH + 10, 120, mix(palette.dark, WHITE, 0.5))
    for x in range(20, WIDTH, 130):
        canvas.box(x, 618, 70, 7, mix(palette.wall, palette.gold, 0.2))
    canvas.box(-5, 548, WIDTH + 10, 16, mix(palette.wall, palette.dark, 0.18))
    canvas.box(420, 330, 400, 220, palette.wall, 4)
    canvas.box(404, 308, 432, 26, palette.accent, 4)
    for part in range(9):
        canvas.polygon(
            [
                (412 + part * 46.5, 334),
                (458 + part * 46.5, 334),
                (452 + part * 47.5, 376),
                (402 + part * 47.5, 376),
            ],
            palette.accent if part % 2 == 0 else WHITE,
        )
    glass = mix(palette.sky[0], WHITE, 0.45)
    canvas.box(446, 392, 150, 104, glass, 4)
    canvas.box(700, 392, 84, 158, glass, 4)
    canvas.box(446, 496, 150, 10, shade_of(palette.wall, 0.25))
    cup(canvas, palette, 486, 490)
    cup(canvas, palette, 548, 490)
    canvas.disc(648, 440, 34, palette.accent)
    gear(canvas, 648, 440, 24, palette.gold, 10, palette.accent)
    for x in (240, 900):
        bench = mix(palette.dark, (140, 100, 70), 0.6)
        canvas.box(x, 512, 130, 10, bench, 3)
        canvas.box(x + 12, 520, 8, 30, bench)
        canvas.box(x + 110, 520, 8, 30, bench)
    for x, size in ((120, 190), (330, 150), (1010, 170), (1130, 200)):
        tree(canvas, palette, x, 550, size)


def cup(canvas: Canvas, palette: Palette, x: float, y: float) -> None:
    canvas.polygon([(x - 17, y - 34), (x + 17, y - 34), (x + 13, y), (x - 13, y)], palette.accent)
    canvas.box(x - 17, y - 38, 34, 6, palette.gold, 2)
    for dx in (-6, 6):
        canvas.line(
            [(x + dx, y - 46), (x + dx + 4, y - 54), (x + dx, y - 62)],
            mix(palette.sky[1], WHITE, 0.7),
            2.5,
        )


def road(canvas: Canvas, palette: Palette) -> None:
    """A road that leads to the hills, with lamps and pylons."""
    sky(canvas, palette)
    hills(canvas, palette, 400, 4, 50)
    canvas.faded_polygon(canvas.ridge(450, 8), palette.ground, palette.near)
    asphalt = mix(palette.dark, WHITE, 0.35)
    canvas.polygon([(582, 448), (618, 448), (960, HEIGHT), (240, HEIGHT)], asphalt)
    for step in range(7):
        near, far = 450 + step**2 * 5.2, 450 + step**2 * 5.2 + 4 + step * 3
        size = 1 + step * 1.3
        canvas.polygon(
            [
                (600 - size, near),
                (600 + size, near),
                (600 + size * 1.2, far),
                (600 - size * 1.2, far),
            ],
            WHITE,
        )
    for x, size in ((250, 1.0), (430, 0.62), (930, 1.1), (770, 0.66)):
        y = 450 + size * 60
        pylon(canvas, palette, x, y, size)
    for x in (60, 150, 1060, 1150):
        tree(canvas, palette, x, 570, canvas.random.uniform(110, 150))


def pylon(canvas: Canvas, palette: Palette, x: float, y: float, size: float) -> None:
    colour = mix(palette.dark, palette.far, 0.35)
    top = y - 230 * size
    for side in (-1, 1):
        canvas.line(
            [(x + side * 34 * size, y), (x + side * 8 * size, y - 150 * size), (x, top)],
            colour,
            3 * size,
        )
    for share in (0.15, 0.4, 0.65):
        half = 34 * size * (1 - share)
        canvas.line(
            [(x - half, y - 150 * size * share), (x + half * 0.8, y - 150 * size * (share + 0.22))],
            colour,
            2 * size,
        )
        canvas.line(
            [(x + half, y - 150 * size * share), (x - half * 0.8, y - 150 * size * (share + 0.22))],
            colour,
            2 * size,
        )
    for share in (0.68, 0.84):
        canvas.line(
            [(x - 46 * size, y - 230 * size * share), (x + 46 * size, y - 230 * size * share)],
            colour,
            3 * size,
        )
