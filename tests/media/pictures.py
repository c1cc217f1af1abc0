"""Picture files, whole and broken."""

from io import BytesIO

from PIL import Image


def jpeg(width: int = 900, height: int = 600) -> bytes:
    """A picture with enough in it that half of the file is not all of the picture."""
    made = BytesIO()
    Image.effect_noise((width, height), 60).convert("RGB").save(made, "JPEG")
    return made.getvalue()


def png() -> bytes:
    made = BytesIO()
    Image.new("RGBA", (40, 30), (20, 90, 160, 128)).save(made, "PNG")
    return made.getvalue()
