"""Pictures of lake, river and hills."""

from yimen.demo.drawing.canvas import (
    DEEP,
    DUSK,
    HAZE,
    INK,
    MIST,
    PAPER,
    SAND,
    VERMILION,
    Canvas,
    ridge,
    wobble,
)
from yimen.demo.drawing.things import boat, clouds, fir, person, reeds, sky, tiled_house, tree, water


def lake(canvas: Canvas) -> None:
    """Yunze Lake on a still morning."""
    sky(canvas, "lake", far=560)
    canvas.hills(ridge("lake-shore", base=600, height=46, waves=3), DUSK, foot=620)
    water(canvas, "lake", 606)
    boat(canvas, 520, 730, 110)
    boat(canvas, 1120, 668, 54, DEEP)
    person(canvas, 470, 722, 84)
    reeds(canvas, "lake", 1400, 1000, 16, 330)
    reeds(canvas, "lake2", 120, 1000, 10, 230, DEEP)


def wetland(canvas: Canvas) -> None:
    """Reeds, islands and egrets."""
    sky(canvas, "wetland", far=480)
    water(canvas, "wetland", 520)
    for number in range(6):
        x, y = wobble("isle", number) * 1500, 570 + number * 58
        canvas.oval(x, y, 180 + number * 26, 15 + number * 3, DUSK)
        reeds(canvas, f"isle{number}", x, y, 8, 80 + number * 10, DEEP)
    for x, y, size in ((560, 760, 1.0), (690, 800, 1.2), (1120, 720, 0.8)):
        canvas.oval(x, y - 60 * size, 46 * size, 24 * size, PAPER)
        canvas.line(
            [
                (x + 36 * size, y - 66 * size),
                (x + 58 * size, y - 120 * size),
                (x + 44 * size, y - 152 * size),
            ],
            PAPER,
            10 * size,
        )
        canvas.disc(x + 44 * size, y - 158 * size, 11 * size, PAPER)
        canvas.line([(x + 54 * size, y - 158 * size), (x + 92 * size, y - 150 * size)], INK, 4)
        for leg in (-10, 12):
            canvas.line([(x + leg * size, y - 38 * size), (x + leg * size, y + 34 * size)], INK, 3)
    reeds(canvas, "front", 1380, 1000, 20, 420)
    reeds(canvas, "front2", 90, 1000, 14, 350)


def forest(canvas: Canvas) -> None:
    """Firs on Mount Dai."""
    sky(canvas, "forest", far=500)
    for row, (tone, base) in enumerate(((MIST, 620), (DUSK, 740), (DEEP, 870), (INK, 1010))):
        slope = ridge(f"forest{row}", base=base, height=120, waves=1.5)
        canvas.hills(slope, tone)
        for number in range(26 - row * 5):
            x = (number + wobble(f"f{row}", number)) / (26 - row * 5)
            fir(canvas, x * 1600, slope(min(x, 1)) + 20, 90 + row * 46 + 40 * wobble(f"s{row}", number), tone)


def reservoir(canvas: Canvas) -> None:
    """A dam and its sluices."""
    sky(canvas, "reservoir", far=470)
    water(canvas, "dam-up", 480, MIST)
    canvas.polygon([(0, 520), (1600, 520), (1600, 570), (0, 570)], INK)
    canvas.polygon([(0, 570), (1600, 570), (1600, 850), (0, 850)], HAZE)
    for number in range(7):
        x = 190 + number * 190
        canvas.box(x, 600, 110, 250, PAPER)
        canvas.frame(x, 600, 110, 250, INK, 3)
        canvas.box(x, 600, 110, 80, DEEP)
        for fall in range(5):
            canvas.line([(x + 16 + fall * 20, 690), (x + 16 + fall * 20, 846)], DUSK, 3)
        canvas.box(x + 20, 452, 70, 68, PAPER)
        canvas.frame(x + 20, 452, 70, 68, INK, 3)
        canvas.polygon([(x + 8, 452), (x + 102, 452), (x + 55, 422)], INK)
    water(canvas, "dam-down", 850, DUSK)


def village(canvas: Canvas) -> None:
    """A lake village with its pond."""
    sky(canvas, "village", far=480)
    canvas.hills(ridge("village-bank", base=660, height=40), SAND)
    for number in range(6):
        tiled_house(
            canvas,
            70 + number * 250,
            640 + 30 * wobble("vy", number),
            190 + 50 * wobble("vw", number),
            190 + 40 * wobble("vh", number),
        )
    for number in range(8):
        tree(canvas, 40 + number * 222, 690, 120 + 60 * wobble("vt", number), DEEP if number % 2 else DUSK)
    water(canvas, "pond", 730)
    for number in range(26):
        x, y = wobble("leaf", number) * 1600, 780 + wobble("leaf", number + 40) * 200
        canvas.oval(x, y, 46, 13, DUSK)
        canvas.line([(x - 30, y), (x + 20, y)], PAPER, 2)
        if number % 9 == 0:
            canvas.line([(x, y), (x + 4, y - 60)], INK, 3)
            canvas.oval(x + 4, y - 70, 13, 18, VERMILION if number == 9 else SAND)


def bridge(canvas: Canvas) -> None:
    """The long bridge over the Yun River."""
    sky(canvas, "bridge", far=540)
    clouds(canvas, "bridge", 2)
    water(canvas, "bridge", 640)
    for x in (520, 1080):
        canvas.polygon([(x - 26, 860), (x - 12, 220), (x + 12, 220), (x + 26, 860)], INK)
        for cable in range(1, 12):
            for side in (-1, 1):
                canvas.line([(x, 240 + cable * 8), (x + side * cable * 44, 592)], DEEP, 2)
    canvas.box(0, 592, 1600, 26, INK)
    canvas.box(0, 580, 1600, 5, INK)
    for number in range(54):
        canvas.line([(number * 30, 582), (number * 30, 594)], INK, 2)
    for x in (160, 860, 1400):
        canvas.box(x - 12, 618, 24, 200, DUSK)
    boat(canvas, 800, 790, 90)
    boat(canvas, 300, 900, 130, DEEP)


def gorge(canvas: Canvas) -> None:
    """The stone gate on Mount Dai: rocks, a waterfall, a path."""
    sky(canvas, "cave", far=400)
    canvas.polygon(
        [(300, 820), (380, 430), (560, 352), (740, 376), (860, 372), (1010, 330), (1200, 400), (1300, 820)],
        DUSK,
    )
    canvas.polygon([(0, 1000), (0, 200), (220, 120), (420, 330), (520, 640), (560, 1000)], DEEP)
    canvas.polygon([(1600, 1000), (1600, 160), (1400, 90), (1180, 300), (1060, 640), (1010, 1000)], INK)
    for number in range(7):
        canvas.line([(60 + number * 50, 260 + number * 40), (140 + number * 46, 560 + number * 60)], DUSK, 3)
        canvas.line(
            [(1540 - number * 54, 220 + number * 46), (1450 - number * 48, 520 + number * 60)], DEEP, 3
        )
    canvas.box(740, 372, 120, 440, PAPER)
    for number in range(6):
        canvas.line([(752 + number * 20, 376), (752 + number * 20, 800)], MIST, 3)
    water(canvas, "gorge", 800)
    for x, foot, tone in ((560, 372, DEEP), (640, 376, DEEP), (960, 360, DEEP), (1050, 356, INK)):
        fir(canvas, x, foot, 130, tone)
    canvas.polygon([(0, 1000), (0, 920), (240, 890), (520, 925), (600, 1000)], SAND)
    person(canvas, 300, 930, 120)
    person(canvas, 372, 934, 112, DEEP)
