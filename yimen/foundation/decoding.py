"""Bytes of an old web page or file into text.

Old government sites declare one charset and send another, cut a character in half, or declare nothing. The
declaration is therefore a hint: the text that reads as Chinese wins.
"""

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

# What a page calls itself, and the wider charset that every browser reads it with (WHATWG Encoding, table of labels).
_BROWSER_LABELS = {
    "gb2312": "gb18030",
    "gb_2312-80": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "cp936": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "cn-big5": "big5hkscs",
    "utf8": "utf-8",
    "utf-8": "utf-8",
    "unicode": "utf-16-le",
    "utf-16": "utf-16-le",
    "utf-16le": "utf-16-le",
    "utf-16be": "utf-16-be",
    "iso-8859-1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "windows-1252": "cp1252",
}
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CANDIDATES = ("utf-8", "gb18030", "big5hkscs")
_DECLARATION = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]+)""", re.IGNORECASE)
_DECLARATION_WITHIN = 8192  # bytes; WHATWG asks for 1024, old templates put scripts before the meta tag
_SAMPLE = 4000  # characters outside ASCII that are judged; more changes no verdict
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
_READS_WELL = 0.85  # share of everyday characters in a Chinese text; wrong decodings stay under 0.6
_READS_AT_ALL = 0.6
_BROKEN_SHARE = 0.01  # of the characters may be replacement marks: a cut character, a pasted byte
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
_BINARY_MAGIC = (b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"Rar!")


class UndecodableBytes(ValueError):
    """No charset makes readable text of these bytes; the message says what was tried."""


@dataclass(frozen=True, kw_only=True)
class DecodedText:
    """Text, the charset that gave it, what the page declared, and whether that declaration was untrue."""

    text: str
    encoding: str
    declared: str | None
    declaration_lied: bool


def _everyday_characters() -> frozenset[str]:
    """The first levels of GB 2312 and Big5 (3,755 and 5,401 characters) and the signs written with them."""
    characters = set(
        "—–‘’“”…·《》〈〉【】「」『』〔〕、。，；：？！（）％～￥№℃①②③④⑤⑥⑦⑧⑨⑩\u3000\xa0□■●○◆★☆→←↑↓×÷±≤≥〇"
    )
    for charset, leads, trails in (
        ("gb2312", range(0xB0, 0xD8), range(0xA1, 0xFF)),
        ("big5", range(0xA4, 0xC7), (*range(0x40, 0x7F), *range(0xA1, 0xFF))),
    ):
        for lead in leads:
            for trail in trails:
                characters.update(bytes((lead, trail)).decode(charset, "ignore"))
    characters.update(map(chr, range(0xFF01, 0xFF5F)))
    return frozenset(characters)


_EVERYDAY = _everyday_characters()


def declared_charset(data: bytes) -> str | None:
    """The charset that the page's own meta tag names, in lower case, or None."""
    found = _DECLARATION.search(data[:_DECLARATION_WITHIN])
    return found[1].decode("ascii").lower() if found else None


def decode_page(data: bytes, *, declared: str | None = None) -> DecodedText:
    """Text of a page; `declared` is the charset of its HTTP header, where known, and outranks its meta tag.

    Raises UndecodableBytes when nothing readable comes out.
    """
    if data.startswith(_BINARY_MAGIC):
        raise UndecodableBytes(
            "not text: the first bytes are those of an image, an archive or an office file"
        )
    said = (declared or declared_charset(data) or "").strip().lower() or None
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(encoding, "replace")
            return _decoded(text, encoding, said)
    if b"\x00" in data:
        return _decode_wide(data, said)
    if data.isascii():
        return _decoded(data.decode("ascii"), "ascii", said)
    return _decode_multibyte(data, said)


def _decoded(text: str, encoding: str, said: str | None) -> DecodedText:
    meant = _BROWSER_LABELS.get(said, said) if said else None
    lied = meant is not None and encoding not in (meant, "ascii")
    return DecodedText(text=text, encoding=encoding, declared=said, declaration_lied=lied)


def _decode_wide(data: bytes, said: str | None) -> DecodedText:
    """NUL bytes: UTF-16 without a mark, or no text at all, or a text with a few NULs spilled into it."""
    for encoding in ("utf-16-le", "utf-16-be"):
        text = data.decode(encoding, "replace")
        if (
            "\x00" not in text
            and _broken_share(text) <= _BROKEN_SHARE
            and _readability(text) >= _READS_AT_ALL
        ):
            return _decoded(text, encoding, said)
    if data.count(0) > len(data) * _BROKEN_SHARE:
        raise UndecodableBytes("not text: too many NUL bytes")
    return _decode_multibyte(data.replace(b"\x00", b""), said)


def _decode_multibyte(data: bytes, said: str | None) -> DecodedText:
    meant = _BROWSER_LABELS.get(said) if said else None
    order = [meant] if meant and meant != "cp1252" else []
    order += [encoding for encoding in _CANDIDATES if encoding != meant]
    best: tuple[float, str, str] = (0.0, "", "")
    for encoding in order:
        text = data.decode(encoding, "replace")
        broken = _broken_share(text)
        if broken > _BROKEN_SHARE:
            continue
        readability = _readability(text)
        if not broken and readability >= _READS_WELL:
            return _decoded(text, encoding, said)
        score = readability - 20 * broken
        if score > best[0]:
            best = (score, encoding, text)
    score, encoding, text = best
    if score >= _READS_AT_ALL:
        return _decoded(text, encoding, said)
    return _decode_by_statistics(
        data, said, valid_utf8=text if encoding == "utf-8" and "\ufffd" not in text else None
    )


def _decode_by_statistics(data: bytes, said: str | None, *, valid_utf8: str | None) -> DecodedText:
    """Other scripts and European pages: strict UTF-8 is never an accident, then charset-normalizer's opinion."""
    if valid_utf8 is not None and not _control_share(valid_utf8):
        return _decoded(valid_utf8, "utf-8", said)
    match = from_bytes(data).best()
    if match is None or match.encoding.startswith(("utf_16", "utf_32", "utf_7")):
        raise UndecodableBytes(_sentence(said))
    text = str(match)
    if _control_share(text) > _BROKEN_SHARE or match.chaos > 0.2:
        raise UndecodableBytes(_sentence(said))
    return _decoded(text, codecs.lookup(match.encoding).name, said)


def _sentence(said: str | None) -> str:
    tried = "UTF-8, GB 18030, Big5 and others"
    return f"no charset gives readable text; tried {tried}" + (f"; the page declares {said}" if said else "")


def _broken_share(text: str) -> float:
    return text.count("\ufffd") / len(text) if text else 0.0


def _control_share(text: str) -> float:
    return len(_CONTROLS.findall(text)) / len(text) if text else 0.0


def _readability(text: str) -> float:
    """Share of everyday Chinese characters and signs among those outside ASCII, from 0 to 1."""
    beyond = "".join(_BEYOND_ASCII.findall(text))[:_SAMPLE]
    if not beyond:
        return 1.0
    return sum(map(_EVERYDAY.__contains__, beyond)) / len(beyond)
