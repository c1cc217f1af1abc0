"""Fonts of this machine that have Chinese characters, for pictures of words."""

from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

from PIL import ImageFont

FOLDERS = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path("/System/Library/Fonts"),
    Path("/Library/Fonts"),
    Path("C:/Windows/Fonts"),
)
# In the order in which they please: serifs for titles first, as official documents have them.
SERIF = ("NotoSerifCJK-Bold", "SourceHanSerifSC-Bold", "NotoSerifSC-Bold", "Songti", "simsun")
SANS = ("NotoSansCJK-Regular", "SourceHanSansSC-Regular", "NotoSansSC-Regular", "PingFang", "msyh", "wqy-zenhei", "wqy-microhei")  # fmt: skip # noqa: E501
_KINDS = frozenset({".ttc", ".otf", ".ttf"})
_NOWHERE = "\U000fffff"  # for private use: no font draws it


@cache
def font_file(names: tuple[str, ...]) -> Path | None:
    """The first of these fonts that this machine has; None where it has none. Looked for once."""
    files = {file.stem: file for folder in FOLDERS if folder.is_dir() for file in _fonts_below(folder)}
    return next((files[name] for name in names if name in files), None)


def _fonts_below(folder: Path) -> Iterator[Path]:
    return (file for file in folder.rglob("*") if file.suffix.lower() in _KINDS)


@lru_cache(maxsize=32)
def font(file: Path, size: int) -> ImageFont.FreeTypeFont:
    """The font in a size; of a collection the face for simplified Chinese, whose forms differ from Japan's."""
    first = ImageFont.truetype(file, size)
    if file.suffix.lower() != ".ttc":
        return first
    for index in range(20):
        try:
            face = ImageFont.truetype(file, size, index=index)
        except OSError:
            return first
        if "SC" in (face.getname()[0] or "").split():
            return face
    return first


@lru_cache(maxsize=8192)
def draws(file: Path, character: str) -> bool:
    """Whether the font has this character; what it lacks would show as an empty box."""
    face = font(file, 32)
    return character.isspace() or _shape(face, character) != _shape(face, _NOWHERE)


def _shape(face: ImageFont.FreeTypeFont, character: str) -> tuple[tuple[int, int], bytes]:
    mask = face.getmask(character, mode="L")
    return mask.size, bytes(mask)
