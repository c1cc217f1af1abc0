"""Pictures without what the camera and the editor wrote beside them: place, owner, device, thumbnails, and whatever
somebody hung on behind the picture's end.

The picture's own data is kept to the byte, so nothing is lost in quality; only AVIF is written anew. How a photograph
is turned (Exif tag 0x0112) and its colours' profile stay, since without them it is shown wrongly.
"""

import io
import struct
from collections.abc import Iterator

from PIL import Image

_JPEG_START, _JPEG_END = b"\xff\xd8", b"\xff\xd9"
_PNG_START = b"\x89PNG\r\n\x1a\n"
_KEPT_JPEG = {0xE0, 0xE2, 0xEE}  # JFIF, colour profile, Adobe's transform
_STANDALONE = {0x01, *range(0xD0, 0xD8)}
_PNG_DROPPED = {b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"}
_PNG_KNOWN = {
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"hIST",
    b"pHYs", b"sPLT", b"acTL", b"fcTL", b"fdAT", b"cICP",
}  # fmt: skip
_WEBP_DROPPED = {b"EXIF", b"XMP "}
_EXIF_FLAG, _XMP_FLAG = 0x08, 0x04
_ORIENTATION = 0x0112


class BadPicture(ValueError):
    """The bytes are not the whole picture that they begin as."""


def stripped(content: bytes) -> bytes:
    """The picture alone. Raises BadPicture where its parts cannot be told apart."""
    try:
        if content.startswith(_JPEG_START):
            return _jpeg(content)
        if content.startswith(_PNG_START):
            return _png(content)
        if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
            return _webp(content)
        if content[:6] in (b"GIF87a", b"GIF89a"):
            return _gif(content)
        if content[4:8] == b"ftyp":
            return _avif(content)
    except (IndexError, struct.error) as error:
        raise BadPicture("cut off") from error
    raise BadPicture("no known kind")


def _jpeg(content: bytes) -> bytes:
    """Segment by segment (ITU-T T.81 annex B) to the end of the picture, however many scans it has."""
    out = [_JPEG_START]
    turned = _orientation(content)
    if turned != 1:
        out.append(_orientation_segment(turned))
    at = 2
    while True:
        if content[at] != 0xFF:
            raise BadPicture("no marker where one must stand")
        marker = content[at + 1]
        if marker == 0xFF:
            at += 1
        elif marker == 0xD9:
            return b"".join(out) + _JPEG_END
        elif marker in _STANDALONE:
            at += 2
        else:
            end = at + 2 + struct.unpack_from(">H", content, at + 2)[0]
            if marker == 0xDA:
                end = _end_of_scan(content, end)
            if _is_kept(marker):
                out.append(content[at:end])
            at = end


def _is_kept(marker: int) -> bool:
    return marker in _KEPT_JPEG or not (0xE0 <= marker <= 0xEF or marker == 0xFE)


def _end_of_scan(content: bytes, at: int) -> int:
    """Where the next marker after a scan's data stands; 0xFF00 and restart marks belong to the data."""
    while True:
        at = content.find(b"\xff", at)
        if at < 0 or at + 1 >= len(content):
            raise BadPicture("no end")
        if content[at + 1] != 0 and not 0xD0 <= content[at + 1] <= 0xD7:
            return at
        at += 2


def _orientation(content: bytes) -> int:
    with Image.open(io.BytesIO(content)) as image:
        value = image.getexif().get(_ORIENTATION, 1)
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def _orientation_segment(value: int) -> bytes:
    tiff = b"MM\x00\x2a" + struct.pack(">IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, value, 0, 0)
    body = b"Exif\x00\x00" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def _png(content: bytes) -> bytes:
    out, at = [_PNG_START], len(_PNG_START)
    while True:
        length, name = struct.unpack_from(">I4s", content, at)
        end = at + 12 + length
        if end > len(content):
            raise BadPicture("cut off")
        if name in _PNG_KNOWN:
            out.append(content[at:end])
        elif name not in _PNG_DROPPED and not name[0] & 0x20:
            raise BadPicture("an unknown part that readers need")
        if name == b"IEND":
            return b"".join(out)
        at = end


def _webp(content: bytes) -> bytes:
    """RIFF chunks; those of metadata go, and with them their flags in VP8X (RFC 9649, 2.7)."""
    size = struct.unpack_from("<I", content, 4)[0]
    out = b""
    for name, body in _riff_chunks(content[12 : 8 + size]):
        if name in _WEBP_DROPPED:
            continue
        if name == b"VP8X":
            body = bytes([body[0] & ~(_EXIF_FLAG | _XMP_FLAG)]) + body[1:]
        out += name + struct.pack("<I", len(body)) + body + b"\x00" * (len(body) % 2)
    return b"RIFF" + struct.pack("<I", len(out) + 4) + b"WEBP" + out


def _riff_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at + 8 <= len(content):
        name, length = struct.unpack_from("<4sI", content, at)
        if at + 8 + length > len(content):
            raise BadPicture("cut off")
        yield name, content[at + 8 : at + 8 + length]
        at += 8 + length + length % 2


def _gif(content: bytes) -> bytes:
    """Blocks to the trailer (GIF89a); comments go, and of applications' words only that of the loop stays."""
    at = 13 + _colour_table(content[10])
    out = [content[:at]]
    while True:
        kind = content[at]
        if kind == 0x3B:
            return b"".join(out) + b";"
        if kind == 0x21:
            end = _end_of_blocks(content, at + 2)
            is_loop = content[at + 3 : at + 14] in (b"NETSCAPE2.0", b"ANIMEXTS1.0")
            if content[at + 1] == 0xF9 or (content[at + 1] == 0xFF and is_loop):
                out.append(content[at:end])
        elif kind == 0x2C:
            end = _end_of_blocks(content, at + 11 + _colour_table(content[at + 9]))
            out.append(content[at:end])
        else:
            raise BadPicture("an unknown block")
        at = end


def _colour_table(flags: int) -> int:
    return 3 * 2 ** ((flags & 0x07) + 1) if flags & 0x80 else 0


def _end_of_blocks(content: bytes, at: int) -> int:
    while content[at]:
        at += content[at] + 1
    return at + 1


def _avif(content: bytes) -> bytes:
    made = io.BytesIO()
    with Image.open(io.BytesIO(content)) as image:
        image.load()
        profile = image.info.get("icc_profile")
        image.save(made, "AVIF", quality=90, exif=b"", xmp=b"", icc_profile=profile)
    return made.getvalue()
