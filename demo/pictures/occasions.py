"""Scenes of what a union's days are made of: festive days, reading, law, help."""

from demo.pictures.canvas import WIDTH, Canvas, mix
from demo.pictures.landscape import WHITE, hills, shade_of, sky
from demo.pictures.palettes import Palette
from demo.pictures.people import BLUE, SKIN
from demo.pictures.props import backdrop, flag, flower, heart, open_book
from demo.pictures.work import gear


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
