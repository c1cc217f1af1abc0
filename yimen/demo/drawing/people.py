"""Portrait silhouettes for leaders: no face, so nobody is portrayed."""

from yimen.demo.drawing.canvas import DEEP, HAZE, INK, PAPER, SAND, Canvas, Colour

PORTRAIT_SIZE = (900, 1200)

# Outlines of the hair above the forehead.
_LONG_HAIR = (
    (286, 520),
    (300, 350),
    (450, 260),
    (600, 350),
    (614, 520),
    (596, 440),
    (540, 372),
    (450, 356),
    (366, 392),
    (310, 450),
)
_SHORT_HAIR = (
    (290, 500),
    (286, 400),
    (340, 310),
    (450, 274),
    (560, 310),
    (614, 400),
    (610, 500),
    (584, 420),
    (470, 392),
    (330, 420),
)

# ground, coat, long hair or short
LOOKS: tuple[tuple[Colour, Colour, bool], ...] = (
    (HAZE, INK, False),
    (SAND, DEEP, False),
    (HAZE, DEEP, False),
    (SAND, INK, True),
    (SAND, INK, False),
    (HAZE, INK, True),
)


def portrait(canvas: Canvas, *, coat: Colour, has_long_hair: bool) -> None:
    """Head and shoulders in two tones."""
    skin: Colour = (206, 196, 178)
    if has_long_hair:
        canvas.oval(450, 490, 208, 246, INK)
        canvas.polygon([(242, 480), (658, 480), (676, 660), (640, 742), (260, 742), (224, 660)], INK)
    canvas.polygon([(390, 640), (510, 640), (530, 830), (370, 830)], skin)
    canvas.oval(450, 1130, 370, 360, coat)
    canvas.box(80, 1120, 740, 80, coat)
    canvas.polygon([(372, 790), (450, 960), (528, 790), (500, 760), (400, 760)], PAPER)
    canvas.polygon([(380, 740), (520, 740), (500, 800), (450, 840), (400, 800)], skin)
    canvas.line([(450, 962), (450, 1200)], PAPER, 3)
    canvas.oval(450, 500, 158, 196, skin)
    canvas.polygon(_LONG_HAIR if has_long_hair else _SHORT_HAIR, INK)
