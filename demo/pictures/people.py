"""Scenes with people, drawn as plain shapes without faces."""

from demo.pictures.canvas import HEIGHT, WIDTH, Canvas, Colour, mix
from demo.pictures.landscape import WHITE, hills, shade_of, sky, tree
from demo.pictures.palettes import Palette
from demo.pictures.props import backdrop, flag, flower, star
from demo.pictures.work import city_row, gear

SKIN = (240, 204, 172)
BLUE = (46, 98, 160)


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
