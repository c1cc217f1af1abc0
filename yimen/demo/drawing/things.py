"""What stands in the pictures: sun, water, trees, houses, boats, people."""

import math

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
    Colour,
    ridge,
    wobble,
)


def sky(canvas: Canvas, seed: str, *, sun: bool = True, far: float = 560) -> None:
    """Paper with a pale sun and two far ridges."""
    if sun:
        x = 260 + wobble(seed, 90) * 1080
        canvas.disc(x, 230 + wobble(seed, 91) * 60, 74, SAND)
    canvas.hills(ridge(f"{seed}-far", base=far - 40, height=130, waves=1.3), HAZE)
    canvas.hills(ridge(f"{seed}-near", base=far + 10, height=100, waves=1.9), MIST)


def clouds(canvas: Canvas, seed: str, count: int = 3) -> None:
    """Long hairline clouds."""
    for number in range(count):
        x, y = wobble(seed, number) * 1200 + 60, 110 + number * 62 + wobble(seed, number + 20) * 40
        length = 160 + wobble(seed, number + 40) * 170
        canvas.line([(x, y), (x + length, y)], MIST, 3)
        canvas.line([(x + 46, y + 14), (x + length * 1.25, y + 14)], MIST, 3)


def water(canvas: Canvas, seed: str, top: float, fill: Colour = MIST, ripple: Colour = PAPER) -> None:
    """Still water from `top` to the lower edge with hairline ripples."""
    canvas.box(0, top, canvas.width, canvas.height - top, fill)
    rows = int((canvas.height - top) / 26)
    for row in range(rows):
        y = top + 18 + row * 26 + wobble(seed, row) * 8
        for part in range(4):
            x = wobble(seed, row * 7 + part) * canvas.width
            length = 40 + wobble(seed, row * 11 + part) * (60 + row * 12)
            canvas.line([(x, y), (x + length, y)], ripple, 2)


def tree(
    canvas: Canvas, x: float, foot: float, size: float, fill: Colour = DEEP, line: Colour = PAPER
) -> None:
    """A round tree with a hairline trunk drawn into the crown."""
    canvas.line([(x, foot), (x, foot - size * 0.7)], INK, 4)
    canvas.oval(x, foot - size * 0.86, size * 0.36, size * 0.46, fill)
    canvas.line([(x, foot - size * 0.42), (x, foot - size * 1.12)], line, 2)
    canvas.line([(x, foot - size * 0.68), (x + size * 0.14, foot - size * 0.86)], line, 2)
    canvas.line([(x, foot - size * 0.8), (x - size * 0.14, foot - size * 0.98)], line, 2)


def fir(canvas: Canvas, x: float, foot: float, size: float, fill: Colour = DEEP) -> None:
    """A pointed tree."""
    canvas.line([(x, foot), (x, foot - size * 0.3)], fill, 5)
    for step in range(3):
        low, half = foot - size * (0.16 + step * 0.24), size * (0.3 - step * 0.07)
        canvas.polygon([(x - half, low), (x + half, low), (x, low - size * 0.42)], fill)


def tower(
    canvas: Canvas, x: float, foot: float, width: float, height: float, fill: Colour, pane: Colour
) -> None:
    """A town building with rows of hairline windows."""
    canvas.box(x, foot - height, width, height, fill)
    rows, columns = int(height // 34), max(int(width // 26), 2)
    gap = width / (columns + 0.5)
    for row in range(rows):
        for column in range(columns):
            left = x + gap * (column + 0.42)
            canvas.box(left, foot - height + 16 + row * 34, gap * 0.46, 14, pane)


def tiled_house(
    canvas: Canvas, x: float, foot: float, width: float, height: float, wall: Colour = PAPER
) -> None:
    """A house with a dark tiled roof and white walls, as by the lake."""
    eave = foot - height * 0.62
    canvas.box(x, eave, width, foot - eave, wall)
    canvas.frame(x, eave, width, foot - eave, INK, 2)
    canvas.polygon(
        [
            (x - width * 0.09, eave),
            (x + width * 1.09, eave),
            (x + width * 0.93, foot - height),
            (x + width * 0.07, foot - height),
        ],
        INK,
    )
    tiles = max(int(width / 22), 3)
    for number in range(1, tiles):
        share = number / tiles
        canvas.line(
            [
                (x + width * (0.07 + 0.86 * share), foot - height + 4),
                (x - width * 0.09 + width * 1.18 * share, eave - 3),
            ],
            DEEP,
            2,
        )
    canvas.line([(x + width * 0.03, foot - height), (x + width * 0.97, foot - height)], INK, 6)
    door = width * 0.2
    canvas.box(x + width / 2 - door / 2, foot - (foot - eave) * 0.68, door, (foot - eave) * 0.68, DUSK)
    for side in (0.16, 0.7):
        window = (x + width * side, eave + (foot - eave) * 0.26, width * 0.14, (foot - eave) * 0.3)
        canvas.frame(*window, INK, 2)
        canvas.line(
            [(window[0] + window[2] / 2, window[1]), (window[0] + window[2] / 2, window[1] + window[3])],
            INK,
            2,
        )


def boat(canvas: Canvas, x: float, y: float, size: float, fill: Colour = INK) -> None:
    """A flat lake boat with a reed awning."""
    canvas.polygon(
        [
            (x - size, y - size * 0.1),
            (x + size, y - size * 0.1),
            (x + size * 0.72, y + size * 0.16),
            (x - size * 0.72, y + size * 0.16),
        ],
        fill,
    )
    canvas.arc(x, y - size * 0.1, size * 0.46, size * 0.42, (180, 360), fill, 5)
    canvas.line([(x + size * 0.6, y - size * 0.12), (x + size * 0.86, y - size * 0.86)], fill, 3)
    canvas.line([(x - size * 0.9, y + size * 0.28), (x + size * 0.9, y + size * 0.28)], PAPER, 2)


def person(canvas: Canvas, x: float, foot: float, size: float, coat: Colour = INK) -> None:
    """A small standing figure."""
    canvas.disc(x, foot - size * 0.87, size * 0.12, coat)
    canvas.polygon(
        [
            (x - size * 0.15, foot - size * 0.7),
            (x + size * 0.15, foot - size * 0.7),
            (x + size * 0.2, foot),
            (x - size * 0.2, foot),
        ],
        coat,
    )


def flag(canvas: Canvas, x: float, foot: float, height: float) -> None:
    """A flagpole; the flag is the picture's one touch of vermilion."""
    canvas.line([(x, foot), (x, foot - height)], INK, 3)
    canvas.box(x + 2, foot - height, height * 0.24, height * 0.15, VERMILION)


def reeds(
    canvas: Canvas, seed: str, x: float, foot: float, count: int, height: float, colour: Colour = INK
) -> None:
    """A stand of reeds."""
    for number in range(count):
        left = x + (wobble(seed, number) - 0.5) * count * 13
        tall = height * (0.6 + 0.4 * wobble(seed, number + 50))
        lean = (wobble(seed, number + 80) - 0.5) * height * 0.3
        canvas.line(
            [(left, foot), (left + lean * 0.4, foot - tall * 0.6), (left + lean, foot - tall)], colour, 3
        )
        canvas.oval(left + lean, foot - tall, 5, 20, colour)


def terraces(canvas: Canvas, seed: str, *, top: float, rows: int, fill: Colour, line: Colour) -> None:
    """Tea rows or terraces: parallel bands on a slope."""
    slope = ridge(seed, base=top + 120, height=120, waves=0.8)
    canvas.hills(slope, fill)
    for row in range(1, rows):
        drop = row * (canvas.height - top) / rows * (0.45 + 0.55 * row / rows)

        def band(x: float, drop: float = drop) -> float:
            return slope(x) * (1 - drop / 1400) + drop + 10 * math.sin(x * 7 + drop)

        canvas.contour(band, line, 4 if row % 2 else 2)
