"""Pictures of what the land gives: rice, vegetables, tea, lotus."""

import math

from yimen.demo.drawing.canvas import (
    DEEP,
    DUSK,
    HAZE,
    INK,
    LAMP,
    MIST,
    PAPER,
    SAND,
    VERMILION,
    Canvas,
    wobble,
)
from yimen.demo.drawing.things import person, sky, terraces, tiled_house, tree, water


def fields(canvas: Canvas) -> None:
    """Rice fields in strips with a farmhouse."""
    sky(canvas, "fields", far=500)
    canvas.box(0, 520, 1600, 480, SAND)
    for band in range(9):
        left = -500 + band * 300
        tone = (HAZE, SAND, MIST)[band % 3]
        canvas.polygon([(left + 640, 520), (left + 780, 520), (left + 420, 1000), (left - 30, 1000)], tone)
        for row in range(1, 7):
            share = row / 7
            canvas.line(
                [(left + 640 + 140 * share, 520), (left - 30 + 450 * share, 1000)],
                PAPER if tone != SAND else HAZE,
                3,
            )
    for level in (566, 640, 752):
        canvas.line([(0, level), (1600, level + 14)], PAPER, 7)
    tiled_house(canvas, 1130, 560, 190, 150)
    tiled_house(canvas, 1290, 566, 150, 116)
    for x in (1080, 1470, 1530, 90, 150):
        tree(canvas, x, 566, 110)
    for x, foot, size in ((430, 780, 120), (520, 800, 126)):
        person(canvas, x, foot, size)
        canvas.polygon(
            [
                (x - size * 0.28, foot - size * 0.9),
                (x + size * 0.28, foot - size * 0.9),
                (x, foot - size * 1.1),
            ],
            DEEP,
        )


def greenhouse(canvas: Canvas) -> None:
    """Rows of vegetable tunnels."""
    sky(canvas, "greenhouse", far=470)
    canvas.box(0, 500, 1600, 500, SAND)
    for row in range(4):
        y, size = 600 + row * row * 26 + row * 62, 130 + row * 52
        for number in range(7):
            x = 130 + number * size * 2.3 - row * 90
            canvas.polygon(
                [
                    (x + size * math.cos(math.radians(a)), y - size * 0.72 * math.sin(math.radians(a)))
                    for a in range(0, 181, 6)
                ],
                HAZE if (number + row) % 2 else PAPER,
            )
            canvas.arc(x, y, size, size * 0.72, (180, 360), INK, 3)
            canvas.arc(x, y, size * 0.66, size * 0.48, (180, 360), MIST, 3)
            canvas.line([(x - size, y), (x + size, y)], INK, 3)
            canvas.box(x - size * 0.16, y - size * 0.4, size * 0.32, size * 0.4, DUSK)


def teahills(canvas: Canvas) -> None:
    """The tea terraces of Chaling with pickers."""
    sky(canvas, "tea", far=470)
    terraces(canvas, "tea-back", top=430, rows=12, fill=MIST, line=DUSK)
    terraces(canvas, "tea-front", top=600, rows=13, fill=DUSK, line=DEEP)
    for x, foot, size in ((420, 800, 120), (560, 850, 130), (1130, 780, 112)):
        person(canvas, x, foot, size)
        canvas.polygon(
            [
                (x - size * 0.3, foot - size * 0.88),
                (x + size * 0.3, foot - size * 0.88),
                (x, foot - size * 1.1),
            ],
            SAND,
        )
        canvas.oval(x - size * 0.26, foot - size * 0.4, size * 0.12, size * 0.16, SAND)
    tiled_house(canvas, 1290, 610, 170, 140)


def harvest(canvas: Canvas) -> None:
    """Sheaves and a harvester under a wide sky."""
    sky(canvas, "harvest", far=500)
    canvas.box(0, 540, 1600, 460, SAND)
    for row in range(12):
        y = 560 + row * 9 + row * row * 2.6
        canvas.line([(0, y), (1600, y + 10)], LAMP, 3 + row / 3)
    canvas.box(700, 560, 300, 120, INK)
    canvas.box(930, 480, 120, 130, PAPER)
    canvas.frame(930, 480, 120, 130, INK, 6)
    canvas.polygon([(1000, 640), (1150, 690), (1150, 730), (1000, 700)], DEEP)
    canvas.box(1120, 660, 40, 90, INK)
    canvas.line([(760, 560), (640, 480), (600, 500)], INK, 12)
    for x, radius in ((760, 66), (980, 44)):
        canvas.disc(x, 712, radius, DEEP)
        canvas.disc(x, 712, radius * 0.55, MIST)
        canvas.disc(x, 712, radius * 0.2, INK)
    for number in range(6):
        x, foot = 120 + number * 270, 900 + 40 * wobble("sheaf", number)
        canvas.polygon(
            [
                (x - 46, foot),
                (x + 46, foot),
                (x + 14, foot - 70),
                (x + 54, foot - 130),
                (x - 54, foot - 130),
                (x - 14, foot - 70),
            ],
            DUSK,
        )
        canvas.line([(x - 16, foot - 70), (x + 16, foot - 70)], INK, 6)


def lotus(canvas: Canvas) -> None:
    """Lotus leaves, flowers and roots: what the lake gives."""
    canvas.box(0, 0, 1600, 1000, PAPER)
    water(canvas, "lotus", 420, HAZE)
    for number in range(17):
        x, y = wobble("lx", number) * 1600, 380 + number * 34
        size = 74 + number * 7
        canvas.line([(x, y), (x + 14, y + 240)], DEEP, 5)
        canvas.oval(x, y, size, size * 0.36, (DUSK, DEEP, MIST)[number % 3])
        for vein in range(7):
            turn = math.radians(vein * 52)
            canvas.line(
                [(x, y - 4), (x + size * 0.86 * math.cos(turn), y + size * 0.3 * math.sin(turn))], PAPER, 2
            )
    for x, y in ((460, 250), (1100, 200), (800, 420)):
        canvas.line([(x, y), (x + 10, y + 330)], DEEP, 6)
        for petal in range(-2, 3):
            lean = petal * 34
            canvas.polygon(
                [
                    (x - 8, y + 20),
                    (x + lean - 26, y - 40),
                    (x + lean, y - 96 + abs(petal) * 22),
                    (x + lean + 26, y - 40),
                    (x + 8, y + 20),
                ],
                SAND,
            )
            canvas.line(
                [
                    (x, y + 18),
                    (x + lean - 24, y - 40),
                    (x + lean, y - 96 + abs(petal) * 22),
                    (x + lean + 24, y - 40),
                    (x, y + 18),
                ],
                INK,
                2,
            )
    canvas.oval(800, 320, 12, 8, VERMILION)


def tea(canvas: Canvas) -> None:
    """A pot, cups and leaves on a table."""
    canvas.box(0, 0, 1600, 1000, PAPER)
    canvas.box(160, 90, 520, 470, HAZE)
    canvas.frame(160, 90, 520, 470, INK, 5)
    canvas.polygon([(165, 555), (165, 430), (300, 300), (420, 400), (520, 330), (675, 470), (675, 555)], MIST)
    canvas.line([(420, 95), (420, 555)], INK, 4)
    canvas.line([(165, 320), (675, 320)], INK, 4)
    canvas.box(0, 690, 1600, 310, SAND)
    canvas.line([(0, 690), (1600, 690)], INK, 4)
    canvas.oval(960, 700, 190, 140, INK)
    canvas.oval(960, 574, 84, 22, DEEP)
    canvas.disc(960, 546, 20, INK)
    canvas.polygon([(1110, 690), (1290, 560), (1310, 588), (1130, 760)], INK)
    canvas.arc(770, 690, 90, 96, (80, 290), INK, 18)
    for x in (480, 640, 1340):
        canvas.polygon([(x - 66, 770), (x + 66, 770), (x + 44, 860), (x - 44, 860)], PAPER)
        canvas.line([(x - 66, 770), (x - 44, 860), (x + 44, 860), (x + 66, 770)], INK, 4)
        canvas.oval(x, 770, 66, 15, DUSK)
    for cup in (470, 650):
        for curl in range(2):
            canvas.arc(cup + curl * 22 - 12, 700, 16, 40, (90, 270) if curl else (270, 90), DUSK, 4)
    for number in range(14):
        left, low = 1120 + wobble("tl", number) * 420, 880 + wobble("tl", number + 30) * 90
        canvas.oval(left, low, 24, 8, DEEP if number % 2 else INK)
