"""A picture of a page's words for those who link to it: mark and name of the site, title, who published it.

1200 × 630, the size that Open Graph's readers show whole. Drawn with a font of this machine; without a Chinese one
only the mark is drawn, never boxes in place of characters.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from yimen.design.phrases import phrases
from yimen.foundation.fonts import SANS, SERIF, draws, font, font_file

WIDTH, HEIGHT = 1200, 630
MARGIN, EDGE = 88, 16
MARK = 512
MOST_LINES, MOST_CHARACTERS = 4, 120
TITLE_SIZES = (76, 66, 58, 50)
LEADING = 1.36
_NAME_SIZE, _FOOT_SIZE = 36, 32
_INK, _SOFT, _PAPER, _LINE = "#211f1b", "#5c564c", "#fbf9f4", "#d8d1c3"
# The mark 门 of design/components/mark.html on its grid of 32.
_MARK = (
    ((4, 4), (8.4, 4), (11, 9), (6.6, 9)),
    ((4, 12), (8, 12), (8, 28), (4, 28)),
    ((14, 4), (28, 4), (28, 28), (21, 28), (20, 24), (24, 24), (24, 8), (14, 8)),
    ((14, 13), (16.4, 13), (19, 28), (11.4, 28)),
)
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Mn", "Me"})
_NOT_FIRST = frozenset("，。、；：？！）》”’」』】〕…—,.;:?!)]}%")  # GB/T 15834: never at a line's start


@dataclass(frozen=True)
class Words:
    """What the card says, and the main colour of the site that says it."""

    title: str
    site: str
    foot: str
    colour: str


def card(words: Words) -> bytes:
    """The picture as PNG."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, EDGE, HEIGHT), fill=words.colour)
    serif, sans = font_file(SERIF) or font_file(SANS), font_file(SANS) or font_file(SERIF)
    if serif is None or sans is None:
        _draw_mark(pen, x=WIDTH // 2 - 120, y=HEIGHT // 2 - 120, size=240, colour=words.colour)
    else:
        _draw_words(pen, words, serif, sans)
    made = BytesIO()
    picture.quantize(64).save(made, "PNG", optimize=True)
    return made.getvalue()


@lru_cache(maxsize=8)
def mark(colour: str) -> bytes:
    """The portal's mark alone, as a square PNG."""
    picture = Image.new("RGB", (MARK, MARK), _PAPER)
    _draw_mark(ImageDraw.Draw(picture), x=MARK // 8, y=MARK // 8, size=MARK * 3 // 4, colour=colour)
    made = BytesIO()
    picture.quantize(16).save(made, "PNG", optimize=True)
    return made.getvalue()


def _draw_words(pen: ImageDraw.ImageDraw, words: Words, serif: Path, sans: Path) -> None:
    _draw_mark(pen, x=MARGIN - 8, y=70, size=64, colour=words.colour)
    site = font(sans, _NAME_SIZE)
    pen.text(
        (MARGIN + 76, 102), _cut(words.site, site, sans, WIDTH - 2 * MARGIN - 76), words.colour, site, "lm"
    )
    face, lines = _set_title(words.title, serif)
    step = face.size * LEADING
    top = 350 - step * len(lines) / 2
    for number, line in enumerate(lines):
        pen.text((MARGIN, top + step * (number + 0.5)), line, _INK, face, "lm")
    pen.line((MARGIN, 536, WIDTH - MARGIN, 536), _LINE, 2)
    foot = font(sans, _FOOT_SIZE)
    pen.text((MARGIN, 572), _cut(words.foot, foot, sans, WIDTH - 2 * MARGIN), _SOFT, foot, "lm")


def _draw_mark(pen: ImageDraw.ImageDraw, *, x: int, y: int, size: int, colour: str) -> None:
    for shape in _MARK:
        pen.polygon([(x + across * size / 32, y + down * size / 32) for across, down in shape], fill=colour)


def _set_title(title: str, file: Path) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    """The title in the largest size in which it takes few lines; a very long one ends with an ellipsis."""
    drawn = drawable(title, file)[:MOST_CHARACTERS]
    lines: list[str] = []
    for size in TITLE_SIZES:
        face = font(file, size)
        lines = list(_broken(drawn, face))
        if len(lines) <= (2 if size > TITLE_SIZES[2] else 3 if size > TITLE_SIZES[3] else MOST_LINES):
            return face, lines
    last = lines[MOST_LINES - 1] + "".join(lines[MOST_LINES:])
    return face, [*lines[: MOST_LINES - 1], _cut(last, face, file, WIDTH - 2 * MARGIN)]


def _broken(text: str, face: ImageFont.FreeTypeFont) -> Iterator[str]:
    """Lines that end between words and fit the width; a word longer than a line is broken itself."""
    room, line = WIDTH - 2 * MARGIN, ""
    for piece in phrases(text):
        if line and face.getlength(line + piece) > room and piece[0] not in _NOT_FIRST:
            yield line.strip()
            line = ""
        line += piece
        while face.getlength(line) > room + face.size:  # punctuation may hang by one sign
            fits = next(n for n in range(len(line), 0, -1) if face.getlength(line[:n]) <= room)
            yield line[:fits].strip()
            line = line[fits:]
    if line.strip():
        yield line.strip()


def drawable(text: str, file: Path) -> str:
    """The text without what the font has no shape for: emoji, controls, marks that join to others."""
    plain = unicodedata.normalize("NFC", text)
    kept = "".join(
        character if draws(file, character) else ""
        for character in plain
        if character.isspace() or unicodedata.category(character) not in _INVISIBLE
    )
    return " ".join(kept.split())


def _cut(text: str, face: ImageFont.FreeTypeFont, file: Path, room: int) -> str:
    """The text in one line, ended by an ellipsis where there is no room."""
    line = drawable(text, file)[:200]
    if face.getlength(line) <= room:
        return line
    while line and face.getlength(line + "…") > room:
        line = line[:-1]
    return f"{line}…"
