"""Files that are not what they say, small and written by hand."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

from PIL import Image

TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>{more}</Types>'
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504


def packed(parts: Mapping[str, bytes | str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return made.getvalue()


def office(part: str, *, more: Mapping[str, bytes | str] = {}, types: str = "") -> bytes:
    """The smallest office file: one part and what else is asked for."""
    return packed({"[Content_Types].xml": TYPES.format(more=types), part: "<document/>", **more})


def ole(*names: str) -> bytes:
    """An old office file in whose directory these names stand."""
    return OLE + b"".join(name.encode("utf-16-le") + b"\x00" * 64 for name in names)


def bomb(part: str = "word/document.xml", *, megabytes: int = 300) -> bytes:
    """Some hundred KB that unpack to hundreds of MB."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", TYPES.format(more=""))
        with package.open(part, "w") as file:
            for _ in range(megabytes):
                file.write(b"\x00" * 1024 * 1024)
    return made.getvalue()


def pdf(*objects: str, tail: bytes = b"") -> bytes:
    """A PDF of one empty page; the first object is the catalogue's further entries."""
    body = [
        f"<< /Type /Catalog /Pages 2 0 R {objects[0] if objects else ''} >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>",
        *objects[1:],
    ]
    out, places = b"%PDF-1.4\n", []
    for number, text in enumerate(body, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{text}\nendobj\n".encode("latin-1")
    start = len(out)
    out += f"xref\n0 {len(body) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    out += f"trailer << /Size {len(body) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return out + tail


def giant_png(width: int, height: int) -> bytes:
    """A picture that says it is so large; its data would have to be unpacked to find out."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        )

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\x00" * (height * (1 + (width + 7) // 8)), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def photograph(kind: str = "JPEG", *, orientation: int = 6) -> bytes:
    """As a telephone takes it: turned, with the place where it was taken, the owner and a comment."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x013B] = "周琳的手机"
    place = exif.get_ifd(0x8825)
    place[1], place[2] = "N", (31.0, 2.0, 4.5)
    place[3], place[4] = "E", (112.0, 12.0, 3.1)
    made = io.BytesIO()
    picture = Image.effect_noise((64, 48), 60).convert("RGB")
    picture.save(made, kind, exif=exif, comment="GPS 31.03N 112.2E") if kind == "JPEG" else picture.save(
        made, kind, exif=exif
    )
    return made.getvalue()
