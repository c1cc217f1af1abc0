"""Pictures of the town: skyline, night, bus, works, old town, stadium, rail, port, park."""

from yimen.demo.drawing.canvas import (
    DEEP,
    DUSK,
    HAZE,
    INK,
    LAMP,
    MIST,
    PAPER,
    SAND,
    Canvas,
    Colour,
    ridge,
    wobble,
)
from yimen.demo.drawing.things import clouds, person, sky, tiled_house, tower, tree, water


def _row_of_towers(
    canvas: Canvas, seed: str, foot: float, count: int, tall: float, tones: tuple[Colour, ...]
) -> None:
    step = canvas.width / count
    for number in range(count):
        height = tall * (0.45 + 0.55 * wobble(seed, number))
        width = step * (0.62 + 0.3 * wobble(seed, number + 30))
        fill = tones[number % len(tones)]
        pane = PAPER if fill in (INK, DEEP) else HAZE
        tower(canvas, number * step + step * 0.1, foot, width, height, fill, pane)


def skyline(canvas: Canvas) -> None:
    """The town across the lake."""
    sky(canvas, "skyline", far=600)
    clouds(canvas, "skyline")
    _row_of_towers(canvas, "back", 690, 15, 300, (MIST, DUSK))
    _row_of_towers(canvas, "front", 700, 11, 210, (DEEP, INK, DUSK))
    for number in range(26):
        tree(canvas, 20 + number * 63, 722, 56 + 22 * wobble("row", number), INK if number % 3 else DEEP)
    canvas.box(0, 718, 1600, 10, SAND)
    water(canvas, "skyline", 728)


def night(canvas: Canvas) -> None:
    """A street at night with lit windows."""
    canvas.box(0, 0, 1600, 1000, INK)
    canvas.disc(1280, 190, 56, SAND)
    canvas.disc(1304, 176, 52, INK)
    for number in range(40):
        canvas.disc(wobble("star", number) * 1600, wobble("star", number + 60) * 330, 2, DUSK)
    for number in range(10):
        x, width = number * 166 - 20, 128 + 30 * wobble("nw", number)
        height = 230 + 260 * wobble("nh", number)
        canvas.box(x, 800 - height, width, height, DEEP if number % 2 else DUSK)
        for row in range(int(height // 46)):
            for column in range(4):
                lit = wobble(f"lit{number}", row * 4 + column) > 0.55
                canvas.box(
                    x + 16 + column * width / 4.4, 800 - height + 20 + row * 46, 15, 22, LAMP if lit else INK
                )
    canvas.box(0, 800, 1600, 200, (22, 42, 70))
    canvas.box(0, 800, 1600, 5, DUSK)
    for number in range(6):
        x = 120 + number * 280
        canvas.line([(x, 850), (x, 640), (x + 46, 622)], MIST, 5)
        canvas.disc(x + 54, 628, 14, LAMP)
    for number in range(9):
        canvas.box(30 + number * 190, 905, 96, 7, DUSK)


def bus(canvas: Canvas) -> None:
    """A town bus at its stop."""
    canvas.box(0, 0, 1600, 700, PAPER)
    clouds(canvas, "bus", 2)
    for number in range(9):
        tower(
            canvas,
            number * 180 - 20,
            640,
            140,
            150 + 190 * wobble("bt", number),
            HAZE if number % 2 else MIST,
            PAPER,
        )
    for number in range(9):
        tree(canvas, 70 + number * 190, 668, 104, DUSK)
    canvas.box(0, 664, 1600, 22, SAND)
    canvas.box(0, 686, 1600, 314, DUSK)
    for number in range(8):
        canvas.box(40 + number * 220, 930, 120, 10, PAPER)
    canvas.box(330, 420, 900, 380, INK)
    canvas.box(330, 640, 900, 34, PAPER)
    for number in range(6):
        canvas.box(368 + number * 118, 466, 98, 126, HAZE)
    canvas.box(1088, 466, 112, 250, HAZE)
    canvas.line([(1144, 466), (1144, 716)], INK, 5)
    canvas.box(560, 692, 110, 90, DEEP)
    canvas.line([(615, 692), (615, 782)], PAPER, 3)
    canvas.box(1216, 700, 26, 30, LAMP)
    canvas.box(420, 428, 240, 28, LAMP)
    for x in (490, 1040):
        canvas.disc(x, 800, 62, INK)
        canvas.disc(x, 800, 48, MIST)
        canvas.disc(x, 800, 20, INK)
    canvas.line([(1400, 690), (1400, 380)], INK, 8)
    canvas.box(1352, 360, 96, 96, DEEP)
    canvas.ring(1400, 408, 28, PAPER, 5)
    for x, coat in ((1330, INK), (1450, DEEP), (1500, INK)):
        person(canvas, x, 700, 150, coat)


def factory(canvas: Canvas) -> None:
    """A clean works hall with a saw-tooth roof."""
    sky(canvas, "factory", far=560)
    canvas.box(0, 740, 1600, 260, SAND)
    for number in range(7):
        x = 160 + number * 150
        canvas.polygon([(x, 520), (x, 430), (x + 150, 520)], INK if number % 2 else DEEP)
        canvas.line([(x + 3, 440), (x + 3, 520)], PAPER, 4)
    canvas.box(160, 520, 1050, 230, PAPER)
    canvas.frame(160, 520, 1050, 230, INK, 3)
    for number in range(10):
        canvas.box(196 + number * 100, 560, 66, 40, MIST)
    for number in range(4):
        canvas.box(230 + number * 250, 640, 150, 110, DUSK)
        for slat in range(5):
            canvas.line(
                [(230 + number * 250, 658 + slat * 20), (380 + number * 250, 658 + slat * 20)], PAPER, 2
            )
    canvas.box(1250, 400, 200, 350, DEEP)
    for row in range(5):
        canvas.box(1276, 430 + row * 60, 148, 26, MIST)
    for number in range(5):
        canvas.polygon(
            [
                (180 + number * 190, 960),
                (300 + number * 190, 960),
                (340 + number * 190, 860),
                (220 + number * 190, 860),
            ],
            INK,
        )
        for grid in range(1, 3):
            canvas.line(
                [(180 + number * 190 + grid * 40, 960), (220 + number * 190 + grid * 40, 860)], DUSK, 2
            )
        canvas.line([(200 + number * 190, 910), (320 + number * 190, 910)], DUSK, 2)
    for x in (1250, 1350, 1450, 1545):
        tree(canvas, x, 900, 150)


def oldtown(canvas: Canvas) -> None:
    """The old street of Shibu: tiled roofs, lanterns, wet flagstones."""
    sky(canvas, "oldtown", far=420)
    for number in range(5):
        tiled_house(canvas, -60 + number * 350, 640, 300, 290 + 40 * wobble("roof", number))
    for number in range(5):
        x = 60 + number * 372
        tiled_house(
            canvas, x - 120, 780, 330, 300 + 50 * wobble("front", number), SAND if number % 2 else PAPER
        )
        canvas.line([(x + 236, 560), (x + 236, 600)], INK, 2)
        canvas.oval(x + 236, 622, 20, 25, (186, 72, 48) if number == 2 else DUSK)
    canvas.box(0, 780, 1600, 220, HAZE)
    for row in range(5):
        y = 790 + row * row * 9 + row * 12
        canvas.line([(0, y), (1600, y)], MIST, 3)
        for number in range(12 - row):
            x = number * (130 + row * 26) + (row % 2) * 60
            canvas.line([(x, y), (x - 20, y + 14 + row * 18)], MIST, 3)
    for x, foot, size in ((520, 930, 190), (590, 930, 170), (1130, 900, 160)):
        person(canvas, x, foot, size)


def stadium(canvas: Canvas) -> None:
    """The sports park."""
    sky(canvas, "stadium", far=560)
    canvas.box(0, 700, 1600, 300, SAND)
    canvas.oval(800, 640, 560, 150, INK)
    canvas.oval(800, 600, 560, 150, MIST)
    canvas.oval(800, 606, 430, 96, DUSK)
    canvas.oval(800, 612, 330, 66, PAPER)
    for number in range(29):
        x = 250 + number * 39.3
        canvas.line(
            [
                (x, 640 - (1 - ((x - 800) / 560) ** 2) ** 0.5 * -36),
                (x, 650 + (1 - ((x - 800) / 560) ** 2) ** 0.5 * 138),
            ],
            DEEP,
            3,
        )
    for x in (250, 1350):
        canvas.line([(x, 640), (x, 300)], INK, 6)
        canvas.box(x - 50, 264, 100, 46, INK)
        for lamp in range(4):
            canvas.disc(x - 36 + lamp * 24, 287, 8, LAMP)
    canvas.line([(0, 900), (400, 860), (1200, 860), (1600, 910)], PAPER, 40)
    for number in range(6):
        person(canvas, 360 + number * 170, 884, 92, INK if number % 2 else DEEP)
    for x in (60, 150, 1460, 1550):
        tree(canvas, x, 800, 160)


def rail(canvas: Canvas) -> None:
    """A train on the viaduct."""
    sky(canvas, "rail", far=560)
    clouds(canvas, "rail", 2)
    canvas.hills(ridge("rail-field", base=760, height=60), SAND)
    canvas.box(0, 596, 1600, 26, INK)
    for number in range(6):
        canvas.polygon(
            [
                (110 + number * 300, 622),
                (170 + number * 300, 622),
                (162 + number * 300, 1000),
                (118 + number * 300, 1000),
            ],
            DUSK,
        )
    canvas.polygon([(150, 590), (150, 500), (1180, 500), (1350, 560), (1380, 590)], PAPER)
    canvas.line([(150, 590), (150, 500), (1180, 500), (1350, 560), (1380, 590), (150, 590)], INK, 4)
    canvas.box(154, 560, 1180, 12, DEEP)
    for number in range(15):
        canvas.box(190 + number * 62, 520, 42, 26, DEEP)
    canvas.polygon([(1196, 514), (1240, 530), (1290, 548), (1196, 548)], INK)
    for number in range(8):
        tree(canvas, 60 + number * 210, 900 + 30 * wobble("rt", number), 110)
    canvas.line([(0, 480), (1600, 480)], DUSK, 2)


def port(canvas: Canvas) -> None:
    """Cranes and containers by the river."""
    sky(canvas, "port", far=520)
    canvas.box(0, 700, 1600, 60, SAND)
    for number in range(2):
        x = 300 + number * 560
        canvas.line([(x, 700), (x + 40, 330)], INK, 12)
        canvas.line([(x + 190, 700), (x + 150, 330)], INK, 12)
        canvas.line([(x - 220, 350), (x + 420, 350)], INK, 12)
        canvas.line([(x + 95, 240), (x - 200, 344)], INK, 4)
        canvas.line([(x + 95, 240), (x + 400, 344)], INK, 4)
        canvas.line([(x + 95, 350), (x + 95, 240)], INK, 8)
        canvas.line([(x + 20, 520), (x + 170, 520)], INK, 8)
        canvas.line([(x - 120, 356), (x - 120, 500)], INK, 3)
        canvas.box(x - 176, 500, 112, 46, DEEP)
    for row in range(3):
        for number in range(9 - row):
            tone = (DUSK, INK, MIST, DEEP)[(number * 3 + row * 2) % 4]
            canvas.box(560 + number * 116 + row * 50, 654 - row * 48, 110, 44, tone)
            for rib in range(1, 7):
                canvas.line(
                    [
                        (560 + number * 116 + row * 50 + rib * 16, 658 - row * 48),
                        (560 + number * 116 + row * 50 + rib * 16, 694 - row * 48),
                    ],
                    PAPER,
                    1,
                )
    water(canvas, "port", 760)
    canvas.polygon([(60, 780), (820, 780), (760, 880), (130, 880)], INK)
    canvas.box(120, 690, 110, 92, PAPER)
    canvas.frame(120, 690, 110, 92, INK, 3)
    for number in range(4):
        canvas.box(270 + number * 124, 736, 116, 44, (DUSK, DEEP, MIST, DUSK)[number])


def park(canvas: Canvas) -> None:
    """A park with a path, a bench and a pavilion."""
    sky(canvas, "park", far=520)
    canvas.hills(ridge("lawn", base=720, height=60), SAND)
    canvas.polygon([(620, 1000), (980, 1000), (860, 800), (900, 690), (860, 690), (800, 800)], PAPER)
    canvas.polygon([(1050, 500), (1190, 420), (1330, 500)], INK)
    canvas.polygon([(1120, 440), (1190, 384), (1260, 440)], INK)
    for x in (1080, 1150, 1220, 1290):
        canvas.box(x, 500, 12, 190, DEEP)
    canvas.box(1050, 690, 280, 14, INK)
    for number, x in enumerate((70, 190, 330, 470, 610, 960, 1420, 1530)):
        tree(
            canvas,
            x,
            740 + 60 * wobble("pk", number),
            190 + 90 * wobble("ps", number),
            (DEEP, DUSK, INK)[number % 3],
        )
    canvas.box(300, 880, 240, 14, INK)
    canvas.box(300, 836, 240, 24, INK)
    for x in (320, 510):
        canvas.line([(x, 836), (x, 930)], INK, 6)
    person(canvas, 380, 886, 130, DEEP)
    person(canvas, 450, 886, 124, DUSK)
    person(canvas, 800, 930, 160, INK)
    person(canvas, 856, 930, 96, DEEP)
