"""What may be uploaded: judged by what a file holds, its name only has to agree.

A closed list. Each kind says how its bytes begin and what else must be true of it; whatever else could run on a
reader's machine or on ours (programs, pages, macros, scripts in PDF and SVG, two files in one) is refused in words.
"""

import io
import logging
import re
import unicodedata
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Any

from lxml import etree
from PIL import Image, UnidentifiedImageError
from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import IndirectObject, NameObject

from yimen.foundation.decoding import decode_page
from yimen.foundation.packages import (
    BadPackage,
    Package,
    is_encrypted_office_file,
    is_ole,
    ole_has_macros,
    open_office_file,
    open_package,
    parse_xml,
)
from yimen.foundation.words import Noted, noted

logger = logging.getLogger(__name__)

MOST_BYTES = 200 * 1024 * 1024
"""Bytes of one document: a recorded press conference; the server's own limit may be lower."""
MOST_PIXELS = 50_000_000
"""Pixels of a picture: the largest that a phone takes by itself."""
_MOST_READ = 20 * 1024 * 1024  # bytes of a PDF whose objects are walked one by one
_MOST_OBJECTS, _DEEPEST = 20_000, 20
_LONGEST_NAME = 120  # bytes: file systems take 255, and storage adds a number

Check = Callable[[bytes], Noted | None]

_MISNAMED = noted("The name and the content of this file differ. Save it anew from the program that made it.")
_TWO_FILES = noted("Another file is hidden behind this one. Save it anew and upload that.")
_MACROS = noted("The file carries macros, small programs. Save it without macros and upload that.")
_LOCKED = noted("The file is protected by a password. Take the password away, save it and upload that.")
_DAMAGED = noted("The file is damaged or cut off. Save it anew and upload that.")


def why_not_document(name: str, content: bytes) -> Noted | None:
    """The reason why a file may not be offered for download; None when it may."""
    ending = PurePosixPath(name).suffix.lower().removeprefix(".")
    check = KINDS.get(ending)
    if check is None:
        return noted(
            "Files of the kind “.%(ending)s” are not taken. Possible are PDF, OFD, Word, Excel, PowerPoint, WPS, text,"
            " pictures, sound, video and archives.",
            ending=ending[:10] or "?",
        )
    if not content:
        return noted("The file is empty.")
    if len(content) > MOST_BYTES:
        return noted("The file is larger than %(most)s MB.", most=MOST_BYTES // (1024 * 1024))
    try:
        return check(content)
    except BadPackage as error:
        return error.reason
    except Exception:  # readers raise whatever a hostile file leads them to
        logger.exception("a document named %s could not be judged", name)
        return _DAMAGED


def safe_name(name: str) -> str:
    """A file name that every system takes and that reads as what it is: no controls, no signs that turn the
    direction of writing, one dot, at most 120 bytes.
    """
    plain = unicodedata.normalize("NFC", PurePosixPath(name.replace("\\", "/")).name)
    path = PurePosixPath(plain)
    stem = re.sub(r"[^\w\-（）〔〕《》、]+", "-", path.stem).strip("-_. ") or "file"
    ending = re.sub(r"[^a-z0-9]", "", path.suffix.lower())[:10]
    while len(stem.encode()) + len(ending) + 1 > _LONGEST_NAME:
        stem = stem[:-1].rstrip("-_. ")
    return f"{stem or 'file'}.{ending}" if ending else stem


def why_not_picture(content: bytes) -> Noted | None:
    """The reason why a picture is too large to be decoded here; None when it is not, or is no picture at all."""
    try:
        with Image.open(io.BytesIO(content)) as image:
            pixels = image.width * image.height * getattr(image, "n_frames", 1)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return _too_many_pixels(None)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        return None
    return _too_many_pixels(pixels) if pixels > MOST_PIXELS else None


def _too_many_pixels(pixels: int | None) -> Noted:
    most = MOST_PIXELS // 1_000_000
    if pixels is None:
        return noted("The picture has more than %(most)s million pixels. Make it smaller first.", most=most)
    return noted(
        "The picture has %(pixels)s million pixels; %(most)s million are possible. Make it smaller first, 4,000 pixels"
        " in width are plenty.",
        pixels=round(pixels / 1_000_000),
        most=most,
    )


# ── kinds ──
def _begins(*starts: bytes, at: int = 0) -> Check:
    def check(content: bytes) -> Noted | None:
        if not any(content[at:].startswith(start) for start in starts):
            return _MISNAMED
        return _TWO_FILES if _has_archive_behind(content) else None

    return check


def _has_archive_behind(content: bytes) -> bool:
    """Whether a ZIP's closing record stands at the end: Java and installers would find an archive (GIFAR)."""
    return b"PK\x05\x06" in content[-66_000:]


def _pdf(content: bytes) -> Noted | None:
    if not content.startswith(b"%PDF-"):
        return _MISNAMED
    if _has_archive_behind(content):
        return _TWO_FILES
    if _names_something_that_runs(content):
        return _RUNS
    if len(content) > _MOST_READ:
        return None
    try:
        reader = PdfReader(io.BytesIO(content), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            return _LOCKED
        return _RUNS if _objects_run(reader) else None
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError, AttributeError, IndexError, OSError):
        return _DAMAGED


_RUNS = noted("The PDF carries scripts or starts programs. Print it to a new PDF and upload that.")
_RUNNING_NAMES = {"/JavaScript", "/JS", "/Launch", "/RichMedia", "/XFA"}
# A name may hide behind #xx for each of its letters (ISO 32000-1, 7.3.5).
_PDF_NAME = re.compile(rb"/[A-Za-z#0-9]{2,40}")
_PDF_STREAM = re.compile(
    rb"stream\r?\n.*?endstream", re.DOTALL
)  # packed data, in which names stand by chance


def _names_something_that_runs(content: bytes) -> bool:
    return any(
        _plain_name(found) in _RUNNING_NAMES
        for found in set(_PDF_NAME.findall(_PDF_STREAM.sub(b"", content)))
    )


def _plain_name(name: bytes) -> str:
    plain = re.sub(rb"#([0-9A-Fa-f]{2})", lambda found: bytes([int(found[1], 16)]), name)
    return plain.decode("latin-1")


def _objects_run(reader: PdfReader) -> bool:
    """Whether any object runs, those inside compressed streams of objects and behind odd words included."""
    numbers = {number for table in reader.xref.values() for number in table} | set(reader.xref_objStm)
    return any(_runs(reader.get_object(number)) for number in sorted(numbers)[:_MOST_OBJECTS] if number)


def _runs(found: Any, depth: int = 0) -> bool:
    if depth > _DEEPEST or isinstance(found, IndirectObject):
        return False
    if isinstance(found, dict):
        return any(key in _RUNNING_NAMES or _runs(value, depth + 1) for key, value in dict.items(found))
    if isinstance(found, list):
        return any(_runs(one, depth + 1) for one in list.__iter__(found))
    return isinstance(found, NameObject) and found in _RUNNING_NAMES


def _office(part: str) -> Check:
    def check(content: bytes) -> Noted | None:
        package = open_office_file(content)
        return None if part in package.names else _MISNAMED

    return check


def _old_office(content: bytes) -> Noted | None:
    if not is_ole(content):
        return _MISNAMED
    if is_encrypted_office_file(content):
        return _LOCKED
    return _MACROS if ole_has_macros(content) else None


def _open_document(content: bytes) -> Noted | None:
    package = open_package(content)
    if "mimetype" not in package.names or b"opendocument" not in package.read("mimetype"):
        return _MISNAMED
    return _MACROS if any(name.startswith("Basic/") for name in package.names) else None


def _ofd(content: bytes) -> Noted | None:
    """The national fixed-layout format (GB/T 33190-2016)."""
    return None if "OFD.xml" in open_package(content).names else _MISNAMED


# What a reader would start by opening an archive; the rest is for the reader's own protection to judge.
_PROGRAMS = re.compile(
    r"\.(exe|com|scr|pif|bat|cmd|ps1|vbs|vbe|jse?|wsf|hta|lnk|msi|jar|apk|dll|sh|app|dmg|reg)$", re.I
)


def _archive(content: bytes) -> Noted | None:
    package: Package = open_package(content)
    if any(_PROGRAMS.search(name) for name in package.names):
        return noted("The archive holds programs. Take them out and upload the rest.")
    if any(".." in PurePosixPath(name).parts or name.startswith("/") for name in package.names):
        return _DAMAGED
    return None


_MARKUP = re.compile(r"<\s*(!doctype|html|script|iframe|svg|body|object|embed|\?php|%)", re.I)


def _text(content: bytes) -> Noted | None:
    if b"\x00" in content[:4096] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _MISNAMED
    if _MARKUP.search(decode_page(content[:1_000_000]).text):
        return noted("The file is a web page or a program, not a text.")
    return None


def _captions(content: bytes) -> Noted | None:
    return (
        _text(content) if content.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"WEBVTT") else _MISNAMED
    )


_SVG = "{http://www.w3.org/2000/svg}"
_DRAWN = {
    "svg", "g", "defs", "symbol", "use", "title", "desc", "path", "rect", "circle", "ellipse", "line", "polyline",
    "polygon", "text", "tspan", "textPath", "linearGradient", "radialGradient", "stop", "clipPath", "mask", "pattern",
    "marker", "filter", "image", "style", "metadata", "switch",
}  # fmt: skip
_RUNS_IN_STYLE = re.compile(
    r"@import|url\(\s*['\"]?(?!#|data:image/(?:png|jpeg|gif))|expression|javascript:", re.I
)


def _drawing(content: bytes) -> Noted | None:
    """An SVG that only draws: no script, no events, nothing from elsewhere. It is served as a download all the same."""
    root = parse_xml(content)
    if root.tag != f"{_SVG}svg":
        return _MISNAMED
    return (
        noted("The drawing carries scripts or calls other sites. Save it as PNG and upload that.")
        if any(not _only_draws(element) for element in root.iter())
        else None
    )


def _only_draws(element: etree._Element) -> bool:
    if not isinstance(element.tag, str):
        return isinstance(element, etree._Comment)
    name = etree.QName(element)
    if name.namespace == _SVG[1:-1] and name.localname not in _DRAWN and not name.localname.startswith("fe"):
        return False
    if name.localname == "style" and _RUNS_IN_STYLE.search(element.text or ""):
        return False
    return all(_harmless(str(key), str(value)) for key, value in element.attrib.items())


def _harmless(name: str, value: str) -> bool:
    local = name.rpartition("}")[2].lower()
    if local.startswith("on"):
        return False
    if local in ("href", "src"):
        return value.startswith(("#", "data:image/png", "data:image/jpeg", "data:image/gif"))
    return not _RUNS_IN_STYLE.search(value)


def _picture(*starts: bytes, at: int = 0) -> Check:
    begins = _begins(*starts, at=at)
    return lambda content: begins(content) or why_not_picture(content)


KINDS: dict[str, Check] = {
    "pdf": _pdf,
    "ofd": _ofd,
    "docx": _office("word/document.xml"),
    "xlsx": _office("xl/workbook.xml"),
    "pptx": _office("ppt/presentation.xml"),
    **dict.fromkeys(("doc", "xls", "ppt", "wps", "et", "dps"), _old_office),
    **dict.fromkeys(("odt", "ods", "odp"), _open_document),
    "rtf": _begins(b"{\\rtf"),
    "txt": _text,
    "csv": _text,
    "vtt": _captions,
    "zip": _archive,
    "rar": _begins(b"Rar!\x1a\x07"),
    "7z": _begins(b"7z\xbc\xaf\x27\x1c"),
    "jpg": _picture(b"\xff\xd8\xff"),
    "jpeg": _picture(b"\xff\xd8\xff"),
    "png": _picture(b"\x89PNG\r\n\x1a\n"),
    "gif": _picture(b"GIF87a", b"GIF89a"),
    "webp": _picture(b"WEBP", at=8),
    "svg": _drawing,
    "mp3": _begins(b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2"),
    "mp4": _begins(b"ftyp", at=4),
    "m4a": _begins(b"ftyp", at=4),
    "webm": _begins(b"\x1a\x45\xdf\xa3"),
}
"""Endings that may be uploaded, each with its check."""
