"""Photographs lose where they were taken and keep how they look."""

from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops

from tests.media.hostile import packed, photograph
from tests.media.pictures import jpeg, png
from yimen.media.stripping import BadPicture, stripped


def opened(content: bytes) -> Image.Image:
    image = Image.open(BytesIO(content))
    image.load()
    return image


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_place_and_owner_go(kind: str) -> None:
    content = photograph(kind)
    assert opened(content).getexif().get_ifd(0x8825)
    bare = stripped(content)
    exif = opened(bare).getexif()
    assert not exif.get_ifd(0x8825)
    assert 0x013B not in exif
    assert b"GPS" not in bare
    assert opened(bare).format == kind


def test_a_turned_photograph_stays_turned() -> None:
    for orientation in range(1, 9):
        assert opened(stripped(photograph(orientation=orientation))).getexif().get(0x0112, 1) == orientation


@pytest.mark.parametrize("content", [jpeg(), png(), photograph("PNG"), photograph("WEBP")])
def test_not_a_pixel_changes(content: bytes) -> None:
    before, after = opened(content), opened(stripped(content))
    assert ImageChops.difference(before.convert("RGB"), after.convert("RGB")).getbbox() is None


def test_moving_pictures_go_on_moving() -> None:
    made = BytesIO()
    frames = [Image.new("RGB", (8, 8), shade) for shade in ("red", "green", "blue")]
    frames[0].save(made, "GIF", save_all=True, append_images=frames[1:], loop=0, comment=b"Zhou Lin")
    bare = stripped(made.getvalue())
    assert b"Zhou Lin" not in bare
    assert opened(bare).n_frames == 3  # type: ignore[attr-defined]  # known of GIF alone
    assert opened(bare).info["loop"] == 0


@pytest.mark.parametrize("content", [jpeg(), png(), photograph("WEBP")])
def test_what_hangs_on_behind_the_picture_goes(content: bytes) -> None:
    archive = packed({"a.class": "x"})
    bare = stripped(content + archive + b"<script>alert(1)</script>")
    assert b"PK\x05\x06" not in bare
    assert b"<script>" not in bare
    assert opened(bare).size == opened(content).size


@given(st.binary(max_size=200))
def test_any_bytes_are_a_picture_or_are_said_to_be_none(content: bytes) -> None:
    for start in (b"\xff\xd8", b"\x89PNG\r\n\x1a\n", b"RIFF\x20\x00\x00\x00WEBP", b"GIF89a", b""):
        with suppress(BadPicture, OSError, SyntaxError):
            stripped(start + content)


def test_a_picture_cut_off_is_said_to_be_so() -> None:
    for content in (jpeg()[:-200], png()[:-20], photograph("WEBP")[:-20]):
        with pytest.raises(BadPicture):
            stripped(content)
