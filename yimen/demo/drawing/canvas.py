"""A paper to draw on, with the few strokes that the demo's pictures are made of.

Coordinates are those of the finished picture; everything is drawn twice as large and halved: smooth edges.
"""

import math
import zlib
from collections.abc import Callable, Sequence
from io import BytesIO

from PIL import Image, ImageDraw

Colour = tuple[int, int, int]
Point = tuple[float, float]

# 黛蓝 on warm paper (art-direction.md); the accent is used at most once a picture.
PAPER: Colour = (247, 243, 234)
SAND: Colour = (232, 223, 204)
HAZE: Colour = (222, 227, 228)
MIST: Colour = (194, 206, 214)
DUSK: Colour = (128, 152, 174)
DEEP: Colour = (66, 95, 130)
INK: Colour = (31, 58, 95)
LAMP: Colour = (244, 214, 150)
VERMILION: Colour = (186, 72, 48)

_SCALE = 2


def wobble(seed: str, number: int) -> float:
    """A number from 0 to 1 that looks random and is always the same for the same seed and number."""
    return zlib.crc32(f"{seed}/{number}".encode()) / 0xFFFFFFFF


def ridge(seed: str, *, base: float, height: float, waves: float = 2.0) -> Callable[[float], float]:
    """A skyline of hills as a function of x from 0 to 1; y lies between `base - height` and `base`."""
    turns = [wobble(seed, number) * math.tau for number in range(3)]

    def y(x: float) -> float:
        sway = (
            math.sin(x * math.tau * waves + turns[0])
            + 0.5 * math.sin(x * math.tau * waves * 2.3 + turns[1])
            + 0.22 * math.sin(x * math.tau * waves * 5.1 + turns[2])
        )
        return base - height * (sway / 1.72 + 1) / 2

    return y


class Canvas:
    """One picture in the making."""

    def __init__(self, width: int, height: int, ground: Colour = PAPER) -> None:
        self.width, self.height = width, height
        self._image = Image.new("RGB", (width * _SCALE, height * _SCALE), ground)
        self._draw = ImageDraw.Draw(self._image)

    def polygon(self, points: Sequence[Point], fill: Colour) -> None:
        self._draw.polygon([_scaled(point) for point in points], fill=fill)

    def box(self, x: float, y: float, width: float, height: float, fill: Colour) -> None:
        """A filled rectangle from its upper left corner."""
        if width <= 0 or height <= 0:
            return
        self._draw.rectangle([_scaled((x, y)), _scaled((x + width - 0.5, y + height - 0.5))], fill=fill)

    def frame(
        self, x: float, y: float, width: float, height: float, colour: Colour, thick: float = 2
    ) -> None:
        """A rectangle of hairlines."""
        corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)]
        self.line(corners, colour, thick)

    def disc(self, x: float, y: float, radius: float, fill: Colour) -> None:
        self.oval(x, y, radius, radius, fill)

    def oval(self, x: float, y: float, across: float, tall: float, fill: Colour) -> None:
        """A filled ellipse from its centre and its two half axes."""
        self._draw.ellipse([_scaled((x - across, y - tall)), _scaled((x + across, y + tall))], fill=fill)

    def ring(self, x: float, y: float, radius: float, colour: Colour, thick: float = 2) -> None:
        box = [_scaled((x - radius, y - radius)), _scaled((x + radius, y + radius))]
        self._draw.ellipse(box, outline=colour, width=round(thick * _SCALE))

    def arc(
        self,
        x: float,
        y: float,
        across: float,
        tall: float,
        span: tuple[float, float],
        colour: Colour,
        thick: float = 2,
    ) -> None:
        """Part of an ellipse; `span` in degrees, clockwise from three o'clock."""
        box = [_scaled((x - across, y - tall)), _scaled((x + across, y + tall))]
        self._draw.arc(box, span[0], span[1], fill=colour, width=round(thick * _SCALE))

    def line(self, points: Sequence[Point], colour: Colour, thick: float = 2) -> None:
        self._draw.line([_scaled(p) for p in points], fill=colour, width=round(thick * _SCALE), joint="curve")

    def hills(self, skyline: Callable[[float], float], fill: Colour, *, foot: float | None = None) -> None:
        """Everything below a skyline, down to `foot` (the picture's edge if not said)."""
        low = self.height if foot is None else foot
        steps = 160
        top = [(self.width * step / steps, skyline(step / steps)) for step in range(steps + 1)]
        self.polygon([*top, (self.width, low), (0, low)], fill)

    def contour(self, skyline: Callable[[float], float], colour: Colour, thick: float = 2) -> None:
        """A skyline as a hairline."""
        self.line([(self.width * step / 160, skyline(step / 160)) for step in range(161)], colour, thick)

    def encoded(self, kind: str) -> bytes:
        """The finished picture as `JPEG`, `PNG` or `WEBP`."""
        buffer = BytesIO()
        options = {"quality": 86} if kind != "PNG" else {}
        self._image.reduce(_SCALE).save(buffer, kind, **options)
        return buffer.getvalue()


def _scaled(point: Point) -> Point:
    return point[0] * _SCALE, point[1] * _SCALE
