"""Pictures of public houses: city hall, counters, school, hospital, library, museum, market."""

from yimen.demo.drawing.canvas import DEEP, DUSK, HAZE, INK, LAMP, MIST, PAPER, SAND, Canvas, wobble
from yimen.demo.drawing.things import clouds, flag, person, sky, tower, tree, water


def hall(canvas: Canvas) -> None:
    """The city hall: steps, columns, a flag."""
    sky(canvas, "hall", sun=False, far=620)
    clouds(canvas, "hall", 2)
    canvas.box(0, 790, 1600, 210, SAND)
    canvas.box(250, 360, 1100, 430, PAPER)
    canvas.frame(250, 360, 1100, 430, INK, 3)
    canvas.box(230, 322, 1140, 44, INK)
    canvas.box(560, 258, 480, 66, DEEP)
    canvas.box(540, 244, 520, 16, INK)
    for number in range(9):
        x = 300 + number * 121
        canvas.box(x, 376, 34, 414, MIST)
        canvas.line([(x + 11, 380), (x + 11, 786)], PAPER, 3)
        canvas.line([(x + 23, 380), (x + 23, 786)], PAPER, 3)
        if number < 8:
            for floor in range(3):
                canvas.frame(x + 52, 420 + floor * 120, 50, 74, INK, 2)
                canvas.line([(x + 77, 420 + floor * 120), (x + 77, 494 + floor * 120)], INK, 2)
    canvas.box(720, 640, 160, 150, INK)
    canvas.box(738, 656, 56, 134, LAMP)
    canvas.box(806, 656, 56, 134, LAMP)
    for step in range(4):
        canvas.box(560 - step * 40, 790 + step * 18, 480 + step * 80, 14, PAPER)
        canvas.line([(560 - step * 40, 804 + step * 18), (1040 + step * 40, 804 + step * 18)], DUSK, 2)
    flag(canvas, 800, 244, 170)
    for x in (90, 180, 1420, 1510):
        tree(canvas, x, 800, 150 if x in (90, 1510) else 120)
    for x, coat in ((480, INK), (520, DEEP), (1130, INK)):
        person(canvas, x, 930, 84, coat)


def service_hall(canvas: Canvas) -> None:
    """Counters of the citizens' house, seen from the waiting room."""
    canvas.box(0, 0, 1600, 1000, PAPER)
    canvas.box(0, 0, 1600, 150, HAZE)
    for number in range(8):
        canvas.box(60 + number * 200, 60, 120, 14, LAMP)
    canvas.box(0, 150, 1600, 330, (238, 232, 219))
    for number in range(5):
        x = 70 + number * 300
        canvas.box(x, 190, 250, 62, INK)
        canvas.line([(x + 30, 221), (x + 150, 221)], PAPER, 6)
        canvas.disc(x + 212, 221, 16, LAMP)
        canvas.frame(x, 270, 250, 210, DUSK, 2)
        person(canvas, x + 125, 540, 200, DEEP if number % 2 else DUSK)
    canvas.box(0, 480, 1600, 36, INK)
    canvas.box(0, 516, 1600, 150, MIST)
    for number in range(6):
        canvas.line([(number * 300 + 45, 516), (number * 300 + 45, 666)], PAPER, 4)
    canvas.box(0, 666, 1600, 334, SAND)
    for number in range(9):
        canvas.line([(number * 220 - 80, 666), (number * 330 - 520, 1000)], PAPER, 2)
    for x, size in ((430, 250), (830, 262), (1290, 244)):
        person(canvas, x, 780, size, INK)
    for number in range(4):
        x = 120 + number * 380
        canvas.box(x, 870, 250, 26, DEEP)
        canvas.box(x, 806, 250, 50, DUSK)
        canvas.line([(x + 24, 896), (x + 24, 960)], INK, 5)
        canvas.line([(x + 226, 896), (x + 226, 960)], INK, 5)


def school(canvas: Canvas) -> None:
    """A school with its sports ground."""
    sky(canvas, "school", far=520)
    canvas.box(0, 700, 1600, 300, SAND)
    canvas.box(180, 380, 900, 330, PAPER)
    canvas.frame(180, 380, 900, 330, INK, 3)
    canvas.box(160, 356, 940, 28, INK)
    for floor in range(3):
        y = 408 + floor * 102
        canvas.line([(180, y + 76), (1080, y + 76)], DUSK, 3)
        for number in range(9):
            canvas.box(206 + number * 97, y, 62, 52, MIST)
            canvas.line([(237 + number * 97, y), (237 + number * 97, y + 52)], INK, 2)
    canvas.box(1080, 300, 210, 410, DEEP)
    canvas.ring(1185, 372, 38, PAPER, 5)
    canvas.line([(1185, 372), (1185, 346)], PAPER, 4)
    canvas.line([(1185, 372), (1204, 380)], PAPER, 4)
    for row in range(4):
        canvas.box(1112, 446 + row * 62, 146, 30, DUSK)
    flag(canvas, 1400, 720, 330)
    for x in (60, 120, 1500):
        tree(canvas, x, 730, 170)
    for lane in range(5):
        canvas.arc(800, 940, 900 + lane * 46, 170 + lane * 30, (180, 360), PAPER, 4)
    for number in range(7):
        person(canvas, 420 + number * 118, 900 + (number % 3) * 22, 84, INK if number % 2 else DEEP)


def hospital(canvas: Canvas) -> None:
    """A hospital with its drive."""
    sky(canvas, "hospital", sun=False, far=600)
    clouds(canvas, "hospital", 2)
    canvas.box(0, 760, 1600, 240, SAND)
    tower(canvas, 330, 770, 380, 500, MIST, PAPER)
    tower(canvas, 710, 770, 560, 330, DUSK, PAPER)
    canvas.box(440, 180, 160, 92, PAPER)
    canvas.frame(440, 180, 160, 92, INK, 3)
    canvas.box(510, 196, 20, 60, INK)
    canvas.box(490, 216, 60, 20, INK)
    canvas.box(860, 650, 250, 22, INK)
    canvas.box(880, 672, 12, 98, INK)
    canvas.box(1078, 672, 12, 98, INK)
    canvas.box(930, 690, 110, 80, LAMP)
    canvas.line([(985, 690), (985, 770)], INK, 3)
    canvas.polygon([(0, 1000), (0, 900), (700, 800), (1200, 800), (1600, 880), (1600, 1000)], HAZE)
    canvas.line([(0, 950), (720, 826), (1180, 826), (1600, 930)], PAPER, 6)
    canvas.box(1190, 806, 170, 76, PAPER)
    canvas.frame(1190, 806, 170, 76, INK, 3)
    canvas.polygon([(1360, 826), (1410, 850), (1410, 882), (1360, 882)], INK)
    for x in (1232, 1362):
        canvas.disc(x, 886, 20, INK)
        canvas.disc(x, 886, 8, PAPER)
    canvas.box(1262, 824, 10, 36, DEEP)
    canvas.box(1249, 837, 36, 10, DEEP)
    for number, x in enumerate((70, 150, 240, 1380, 1470, 1550)):
        tree(canvas, x, 786, 140 + 30 * wobble("ht", number))


def reading_room(canvas: Canvas) -> None:
    """Reading tables before tall shelves."""
    canvas.box(0, 0, 1600, 1000, (240, 234, 222))
    for shelf in range(4):
        y = 90 + shelf * 150
        canvas.box(0, y + 118, 1600, 14, INK)
        x = 20.0
        number = 0
        while x < 1580:
            width = 16 + 22 * wobble(f"book{shelf}", number)
            tall = 70 + 42 * wobble(f"tall{shelf}", number)
            if number % 13 != 12:
                canvas.box(
                    x,
                    y + 118 - tall,
                    width - 3,
                    tall,
                    (INK, DUSK, MIST, DEEP, PAPER)[int(wobble(f"c{shelf}", number) * 4.99)],
                )
            x += width
            number += 1
    for x in (400, 800, 1200):
        canvas.box(x - 5, 60, 10, 604, INK)
    canvas.box(0, 672, 1600, 328, SAND)
    for number in range(3):
        x = 90 + number * 510
        for seat in (90, 320):
            person(canvas, x + seat, 830, 210, DEEP if seat == 90 else INK)
            canvas.polygon(
                [(x + seat - 52, 772), (x + seat, 786), (x + seat, 812), (x + seat - 52, 798)], PAPER
            )
            canvas.polygon(
                [(x + seat + 52, 772), (x + seat, 786), (x + seat, 812), (x + seat + 52, 798)], HAZE
            )
        canvas.box(x - 10, 806, 440, 22, INK)
        canvas.box(x + 20, 828, 14, 130, INK)
        canvas.box(x + 386, 828, 14, 130, INK)
        canvas.line([(x + 206, 806), (x + 206, 720), (x + 240, 700)], INK, 4)
        canvas.polygon([(x + 220, 716), (x + 262, 690), (x + 270, 726)], LAMP)


def museum(canvas: Canvas) -> None:
    """The museum: a stone box with a round window, steps and a mirror pool."""
    sky(canvas, "museum", far=600)
    canvas.box(0, 740, 1600, 260, SAND)
    canvas.polygon([(260, 740), (330, 320), (1270, 320), (1340, 740)], DEEP)
    for number in range(1, 9):
        y = 320 + number * 47
        canvas.line([(330 - number * 7.8, y), (1270 + number * 7.8, y)], INK, 2)
    canvas.disc(800, 500, 112, LAMP)
    canvas.ring(800, 500, 118, INK, 10)
    for number in range(5):
        canvas.line(
            [
                (712 + number * 44, 410 - abs(number - 2) * -14),
                (712 + number * 44, 590 - abs(number - 2) * 14),
            ],
            INK,
            4,
        )
    canvas.line([(690, 500), (910, 500)], INK, 4)
    canvas.box(720, 650, 160, 90, INK)
    canvas.box(0, 830, 1600, 170, MIST)
    water(canvas, "pool", 830)
    for x in (80, 170, 1430, 1520):
        tree(canvas, x, 770, 180)
    for x in (600, 640, 1010):
        person(canvas, x, 812, 78)


def market(canvas: Canvas) -> None:
    """A covered market with its stalls."""
    canvas.box(0, 0, 1600, 1000, PAPER)
    canvas.polygon([(0, 220), (800, 70), (1600, 220), (1600, 270), (800, 124), (0, 270)], INK)
    for number in range(1, 16):
        canvas.line([(number * 100, 100 + abs(800 - number * 100) * 0.19), (number * 100, 330)], HAZE, 4)
    canvas.box(0, 326, 1600, 10, DUSK)
    for number in range(4):
        _stall(canvas, number, 40 + number * 390)
    canvas.box(0, 770, 1600, 230, HAZE)
    for number in range(9):
        canvas.line([(number * 210 - 60, 770), (number * 300 - 420, 1000)], PAPER, 3)
    for x, foot, size in ((300, 950, 260), (720, 920, 240), (800, 925, 180), (1260, 960, 270)):
        person(canvas, x, foot, size, INK)


def _stall(canvas: Canvas, number: int, x: float) -> None:
    """A striped awning, a seller and two rows of baskets."""
    wide = 350 / 9
    for stripe in range(9):
        left = x + stripe * wide
        awning = [(left + 12, 420), (left + wide + 12, 420), (left + wide, 500), (left, 500)]
        canvas.polygon(awning, INK if stripe % 2 else MIST)
    person(canvas, x + 180, 700, 190, DEEP)
    canvas.box(x, 640, 350, 130, SAND)
    canvas.frame(x, 640, 350, 130, INK, 3)
    for row in range(2):
        for place in range(5):
            middle, top, turn = x + 44 + place * 66, 640 + row * 54, place + row + number
            canvas.disc(middle, top - 8, 22, (DUSK, DEEP, MIST)[turn % 3])
            canvas.disc(middle + 16, top - 2, 18, (MIST, DUSK, DEEP)[turn % 3])
            basket = [
                (middle - 30, top),
                (middle + 34, top),
                (middle + 24, top + 36),
                (middle - 20, top + 36),
            ]
            canvas.polygon(basket, PAPER)
            canvas.line([*basket, basket[0]], INK, 2)
