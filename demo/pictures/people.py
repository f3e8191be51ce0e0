"""Scenes with people as plain shapes, and with what a union's days are made of."""

import math

from demo.pictures.canvas import HEIGHT, WIDTH, Canvas, Colour, mix
from demo.pictures.landscape import WHITE, hills, shade_of, sky, tree
from demo.pictures.palettes import Palette
from demo.pictures.work import city_row, gear

SKIN = (240, 204, 172)
BLUE = (46, 98, 160)


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


def person(canvas: Canvas, x: float, y: float, size: float, coat: Colour, helmet: Colour | None = None,
           hair: Colour = (54, 46, 50), long_hair: bool = False) -> None:  # fmt: skip
    """A person without a face, from the chest up; ``y`` is where the chest is cut off."""
    shoulder = y - 1.05 * size
    if long_hair:
        canvas.box(x - 0.5 * size, shoulder - 1.08 * size, size, 1.15 * size, hair, 0.42 * size)
    canvas.box(
        x - 0.2 * size,
        shoulder - 0.35 * size,
        0.4 * size,
        0.6 * size,
        shade_of(SKIN, 0.12),
        0.1 * size,
    )
    canvas.box(x - 0.95 * size, shoulder, 1.9 * size, 1.6 * size, coat, 0.5 * size)
    canvas.polygon(
        [(x - 0.26 * size, shoulder), (x + 0.26 * size, shoulder), (x, shoulder + 0.4 * size)],
        WHITE,
    )
    canvas.disc(x, shoulder - 0.62 * size, 0.44 * size, SKIN, 1.08)
    if helmet:
        canvas.pie(x, shoulder - 0.72 * size, 0.52 * size, 180, 360, helmet)
        canvas.box(
            x - 0.62 * size,
            shoulder - 0.76 * size,
            1.24 * size,
            0.12 * size,
            shade_of(helmet, 0.12),
            0.05 * size,
        )
        canvas.box(
            x - 0.07 * size,
            shoulder - 1.24 * size,
            0.14 * size,
            0.42 * size,
            mix(helmet, WHITE, 0.35),
            0.06 * size,
        )
    else:
        canvas.pie(x, shoulder - 0.66 * size, 0.47 * size, 172, 368, hair)


def vest(canvas: Canvas, x: float, y: float, size: float, band: Colour) -> None:
    """The bright bands of a work jacket, over a person drawn before."""
    for dx in (-0.52, 0.38):
        canvas.box(x + dx * size, y - 1.0 * size, 0.14 * size, size, band)
    canvas.box(x - 0.95 * size, y - 0.42 * size, 1.9 * size, 0.13 * size, band)


def workers(canvas: Canvas, palette: Palette) -> None:
    """Three workers with helmets before a great gear."""
    backdrop(canvas, palette)
    gear(
        canvas,
        600,
        380,
        300,
        mix(palette.gold, palette.sky[1], 0.35),
        22,
        mix(palette.sky[1], WHITE, 0.4),
    )
    city_row(canvas, palette, 690, 60, 150, 0.4)
    row = (
        (330, 700, 150, mix(BLUE, WHITE, 0.1), (250, 196, 60)),
        (870, 700, 150, mix(palette.near, WHITE, 0.08), WHITE),
        (600, 720, 182, (224, 112, 44), palette.accent),
    )
    for x, y, size, coat, helmet in row:
        person(canvas, x, y, size, coat, helmet)
        vest(canvas, x, y, size, mix(palette.gold, WHITE, 0.35))


def craftsman(canvas: Canvas, palette: Palette) -> None:
    """One worker at the side, gears and a medal ribbon at the other."""
    backdrop(canvas, palette)
    light = mix(palette.sky[1], WHITE, 0.5)
    gear(canvas, 830, 300, 190, mix(palette.gold, WHITE, 0.1), 18, light)
    gear(canvas, 1060, 500, 120, palette.accent, 14, light)
    gear(canvas, 640, 540, 96, mix(palette.dark, WHITE, 0.45), 12, light)
    ribbon(canvas, palette, 830, 300)
    person(canvas, 330, 730, 250, mix(BLUE, palette.dark, 0.15), (250, 196, 60))
    vest(canvas, 330, 730, 250, mix(palette.gold, WHITE, 0.4))


def ribbon(canvas: Canvas, palette: Palette, x: float, y: float) -> None:
    for side in (-1, 1):
        canvas.polygon(
            [
                (x + side * 6, y + 30),
                (x + side * 52, y + 24),
                (x + side * 70, y + 130),
                (x + side * 42, y + 112),
                (x + side * 24, y + 134),
            ],
            palette.accent,
        )
    canvas.disc(x, y, 62, palette.accent)
    canvas.disc(x, y, 50, palette.gold)
    star(canvas, x, y, 36, palette.accent)


def star(canvas: Canvas, x: float, y: float, radius: float, colour: Colour) -> None:
    points = []
    for step in range(10):
        reach = radius if step % 2 == 0 else radius * 0.4
        angle = math.radians(-90 + 36 * step)
        points.append((x + reach * math.cos(angle), y + reach * math.sin(angle)))
    canvas.polygon(points, colour)


def women(canvas: Canvas, palette: Palette) -> None:
    """Women at work among flowers."""
    backdrop(canvas, palette)
    blossoms = ((232, 130, 140), (246, 186, 150), palette.gold)
    for _ in range(26):
        x, y = canvas.random.uniform(0, WIDTH), canvas.random.uniform(30, 330)
        flower(
            canvas,
            x,
            y,
            canvas.random.uniform(12, 26),
            mix(canvas.random.choice(blossoms), WHITE, 0.3),
        )
    person(canvas, 330, 710, 155, (196, 92, 108), hair=(66, 48, 50), long_hair=True)
    person(canvas, 870, 710, 155, mix(palette.near, WHITE, 0.2), hair=(50, 44, 54), long_hair=True)
    person(canvas, 600, 730, 185, (238, 150, 96), helmet=WHITE, long_hair=True)
    for x in range(10, WIDTH, 74):
        y = 668 - canvas.random.uniform(0, 30)
        canvas.line([(x, 690), (x + 8, y)], palette.near, 5)
        flower(canvas, x + 8, y, canvas.random.uniform(20, 32), canvas.random.choice(blossoms))


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


def flags(canvas: Canvas, palette: Palette) -> None:
    """Red flags along a square before a hall."""
    sky(canvas, palette)
    hills(canvas, palette, 430, 3, 34)
    hall, shade = mix(palette.wall, palette.gold, 0.08), mix(palette.wall, palette.dark, 0.25)
    canvas.polygon([(270, 330), (600, 226), (930, 330)], mix(palette.dark, palette.accent, 0.35))
    canvas.box(290, 330, 620, 28, shade)
    canvas.box(310, 356, 580, 150, hall)
    for x in range(326, 880, 76):
        canvas.box(x, 358, 26, 146, WHITE, 3)
        canvas.box(x + 20, 358, 8, 146, mix(hall, palette.dark, 0.16))
    gear(canvas, 600, 292, 30, palette.gold, 12, palette.accent)
    for step in range(4):
        canvas.box(
            270 - step * 16,
            504 + step * 12,
            660 + step * 32,
            12,
            mix(shade, WHITE, 0.3 - step * 0.07),
        )
    canvas.faded_polygon(
        canvas.ridge(552, 2), mix(palette.wall, palette.ground, 0.5), palette.ground
    )
    for place, x in enumerate((70, 190, 1000, 1120)):
        flag(canvas, palette, x, 640, 360 + 30 * (place % 2))
    for x in range(30, WIDTH, 58):
        flower(
            canvas,
            x,
            646 + canvas.random.uniform(-8, 8),
            20,
            mix(palette.accent, WHITE, canvas.random.uniform(0, 0.35)),
        )


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


def books(canvas: Canvas, palette: Palette) -> None:
    """A reading corner: shelves, an open book, a lamp and a plant."""
    wall = mix(palette.sky[1], WHITE, 0.35)
    canvas.fade(mix(wall, palette.sky[0], 0.18), wall)
    wood = mix((150, 104, 66), palette.dark, 0.12)
    canvas.box(90, 60, 620, 430, shade_of(wood, 0.25), 6)
    covers = (
        palette.accent,
        palette.near,
        BLUE,
        palette.gold,
        mix(palette.dark, WHITE, 0.2),
        (176, 96, 60),
        palette.wall,
    )
    for shelf in range(3):
        floor = 190 + shelf * 140
        canvas.box(104, floor - 118, 592, 118, mix(wood, WHITE, 0.55))
        x = 112.0
        while x < 650:
            width, high = canvas.random.uniform(16, 34), canvas.random.uniform(74, 108)
            colour = mix(canvas.random.choice(covers), WHITE, 0.12)
            canvas.box(x, floor - high, width, high, colour, 2)
            canvas.box(x + 3, floor - high + 14, width - 6, 5, mix(colour, WHITE, 0.5))
            x += width + 2 + (30 if canvas.random.random() < 0.08 else 0)
        canvas.box(90, floor, 620, 12, wood)
    canvas.box(800, 90, 300, 250, WHITE, 6)
    canvas.box(812, 102, 276, 226, mix(palette.sky[0], WHITE, 0.3))
    canvas.disc(1010, 170, 30, palette.sun)
    canvas.faded_polygon(
        [(812, 270), (880, 226), (960, 262), (1030, 220), (1088, 256), (1088, 328), (812, 328)],
        palette.far,
        palette.near,
    )
    canvas.box(944, 102, 12, 226, WHITE)
    canvas.box(-5, 520, WIDTH + 10, 160, mix(wood, WHITE, 0.12))
    canvas.box(-5, 514, WIDTH + 10, 14, shade_of(wood, 0.08))
    open_book(canvas, palette, 620, 600)
    canvas.box(970, 500, 90, 12, palette.dark, 5)
    canvas.box(1008, 380, 10, 124, palette.dark)
    canvas.polygon([(950, 384), (1076, 384), (1044, 322), (982, 322)], palette.accent)
    canvas.glow(1012, 420, 130, (255, 236, 180), 0.8)
    for step, colour in enumerate((BLUE, palette.gold, palette.near)):
        canvas.box(180 + step * 8, 552 - step * 26, 200 - step * 16, 24, colour, 4)
        canvas.box(186 + step * 8, 557 - step * 26, 186 - step * 16, 5, mix(colour, WHITE, 0.4))


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


def sport(canvas: Canvas, palette: Palette) -> None:
    """A running track with runners as plain shapes, hills and flags behind."""
    sky(canvas, palette)
    hills(canvas, palette, 400, 4, 40)
    for x in range(0, WIDTH, 64):
        tree(
            canvas, palette, x + canvas.random.uniform(-14, 14), 440, canvas.random.uniform(54, 84)
        )
    canvas.faded_polygon(
        canvas.ridge(436, 2), palette.ground, mix(palette.ground, palette.near, 0.4)
    )
    track = mix(palette.accent, (226, 120, 82), 0.45)
    canvas.polygon(
        [(-10, 500), (WIDTH + 10, 470), (WIDTH + 10, HEIGHT + 10), (-10, HEIGHT + 10)], track
    )
    for lane in range(5):
        canvas.line(
            [(-10, 512 + lane * 42), (WIDTH + 10, 480 + lane * 44)], mix(track, WHITE, 0.8), 3
        )
    for x, y, size, shirt in (
        (240, 560, 1.0, palette.gold),
        (470, 575, 1.1, WHITE),
        (720, 555, 1.05, BLUE),
        (950, 590, 1.2, palette.near),
    ):
        runner(canvas, x, y, size, shirt)
    for x in (60, 180, 1080):
        flag(canvas, palette, x, 470, 170)


def runner(canvas: Canvas, x: float, y: float, size: float, shirt: Colour) -> None:
    dark = (52, 56, 76)
    hip = (x, y - 74 * size)
    neck = (x + 20 * size, y - 142 * size)
    for knee, foot in (((34, -52), (18, -8)), ((-14, -44), (-58, -34))):
        canvas.line(
            [
                hip,
                (x + knee[0] * size, y + knee[1] * size),
                (x + foot[0] * size, y + foot[1] * size),
            ],
            dark,
            15 * size,
        )
        canvas.disc(x + foot[0] * size, y + foot[1] * size, 8 * size, WHITE)
    for elbow, hand in (((50, -106), (74, -128)), ((-18, -112), (-22, -80))):
        canvas.line(
            [
                (neck[0], neck[1] + 10 * size),
                (x + elbow[0] * size, y + elbow[1] * size),
                (x + hand[0] * size, y + hand[1] * size),
            ],
            SKIN,
            11 * size,
        )
    canvas.line([hip, neck], shirt, 30 * size)
    canvas.disc(*hip, 15 * size, shirt)
    canvas.disc(*neck, 15 * size, shirt)
    canvas.disc(neck[0] + 12 * size, neck[1] - 32 * size, 18 * size, SKIN)
    canvas.pie(neck[0] + 12 * size, neck[1] - 35 * size, 19 * size, 160, 350, (54, 46, 50))


def meeting(canvas: Canvas, palette: Palette) -> None:
    """A hall: a stage with a red curtain, and the backs of those who listen."""
    canvas.fade(mix(palette.wall, palette.gold, 0.16), mix(palette.wall, palette.gold, 0.3))
    canvas.box(120, 40, 960, 390, mix(palette.accent, (120, 20, 20), 0.3), 4)
    for x in range(120, 1080, 32):
        canvas.box(x, 40, 14, 390, palette.accent)
    canvas.box(260, 84, 680, 200, mix(palette.accent, WHITE, 0.08), 4)
    gear(canvas, 600, 184, 70, palette.gold, 16, palette.accent)
    canvas.box(120, 40, 960, 30, mix(palette.gold, palette.accent, 0.25))
    canvas.box(90, 400, 1020, 44, mix((150, 104, 66), palette.dark, 0.1), 3)
    canvas.box(340, 336, 520, 66, mix((170, 116, 74), WHITE, 0.1), 4)
    for x in (420, 510, 600, 690, 780):
        person(canvas, x, 338, 34, mix(palette.dark, BLUE, 0.3))
    for x in (172, 1028):
        canvas.polygon([(x - 24, 402), (x + 24, 402), (x + 18, 356), (x - 18, 356)], palette.wall)
        for dx in (-20, 0, 20):
            canvas.disc(x + dx, 338 - abs(dx) * -0.3, 22, palette.near)
    for row in range(4):
        y, size = 500 + row * 58, 34 + row * 7
        for x in range(20 + (row % 2) * 44, WIDTH, round(size * 2.6)):
            listener(canvas, palette, x, y, size)


def listener(canvas: Canvas, palette: Palette, x: float, y: float, size: float) -> None:
    coat = canvas.random.choice(
        (
            palette.dark,
            BLUE,
            mix(palette.dark, WHITE, 0.3),
            mix(palette.near, palette.dark, 0.3),
            (150, 70, 60),
        )
    )
    hair = canvas.random.choice(((40, 36, 40), (60, 48, 46), (50, 46, 54)))
    canvas.box(x - size, y, size * 2, size * 1.8, coat, size * 0.6)
    canvas.disc(x, y - size * 0.3, size * 0.56, hair, 1.1)


def law(canvas: Canvas, palette: Palette) -> None:
    """Scales and law books, for the columns on rights and policies."""
    backdrop(canvas, palette)
    metal = mix(palette.gold, palette.dark, 0.18)
    canvas.box(592, 150, 16, 360, metal, 4)
    canvas.polygon([(520, 540), (680, 540), (640, 500), (560, 500)], metal)
    canvas.disc(600, 146, 18, metal)
    canvas.line([(360, 190), (600, 162), (840, 190)], metal, 10)
    for x in (360, 840):
        canvas.line([(x - 82, 330), (x, 190), (x + 82, 330)], metal, 3)
        canvas.pie(x, 328, 92, 0, 180, mix(metal, WHITE, 0.22))
        canvas.box(x - 96, 322, 192, 9, metal, 4)
    canvas.box(-5, 540, WIDTH + 10, 140, mix((150, 104, 66), WHITE, 0.12))
    for step, colour in enumerate((palette.accent, BLUE, palette.near)):
        canvas.box(110 + step * 12, 504 - step * 40, 270 - step * 24, 38, colour, 5)
        canvas.box(
            122 + step * 12, 512 - step * 40, 246 - step * 24, 7, mix(colour, palette.gold, 0.7)
        )
    open_book(canvas, palette, 930, 580)


def helping_hands(canvas: Canvas, palette: Palette) -> None:
    """A heart held above a village: help for those in need."""
    backdrop(canvas, palette)
    hills(canvas, palette, 560, 3, 30)
    heart(canvas, 600, 250, 150, palette.accent)
    heart(canvas, 600, 246, 112, mix(palette.accent, WHITE, 0.22))
    for side in (-1, 1):
        sleeve = BLUE if side < 0 else mix(palette.near, WHITE, 0.1)
        arm = [
            (600 + side * reach, y) for reach, y in ((380, 700), (176, 700), (150, 560), (250, 520))
        ]
        canvas.polygon(arm, sleeve)
        canvas.box(600 + side * 198 - 62, 520, 124, 34, WHITE, 8)
        palm = [
            (600 + side * reach, y)
            for reach, y in (
                (250, 524),
                (150, 530),
                (10, 470),
                (16, 424),
                (120, 440),
                (196, 372),
                (236, 386),
            )
        ]
        canvas.polygon(palm, SKIN)
        canvas.line([(600 + side * 214, 382), (600 + side * 244, 500)], SKIN, 34)
        canvas.disc(600 + side * 214, 380, 17, SKIN)
        canvas.disc(600 + side * 14, 447, 23, SKIN)
    for x, y, size in ((250, 140, 34), (950, 160, 40), (380, 90, 22), (830, 80, 24)):
        heart(canvas, x, y, size, mix(palette.accent, WHITE, 0.5))


def heart(canvas: Canvas, x: float, y: float, size: float, colour: Colour) -> None:
    points = []
    for step in range(80):
        t = math.tau * step / 80
        points.append((
            x + size * math.sin(t) ** 3,
            y - size / 16 * (13 * math.cos(t) - 5 * math.cos(2 * t) - 2 * math.cos(3 * t) - math.cos(4 * t)),
        ))  # fmt: skip
    canvas.polygon(points, colour)
