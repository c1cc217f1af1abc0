"""The beginning of an attached file in words, so that nobody downloads what they do not want.

What cannot be read gives no preview; a file may be hostile, so each reader stops at a limit.
"""

import csv
import io
import logging
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

import openpyxl
from lxml import etree

from yimen.foundation.decoding import decode_page
from yimen.media.pdf_words import words_of_pdf

logger = logging.getLogger(__name__)

LENGTH = 400  # characters: three or four sentences, or a table's first lines
_MOST_TEXT = 64 * 1024  # bytes of a plain file that are looked at
_MOST_UNPACKED = 30 * 1024 * 1024  # bytes that a package may unpack to
_ROWS, _CELLS = 12, 8
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACES = re.compile(r"[^\S\n]+")
_EMPTY_LINES = re.compile(r"\n\s*\n+")


def preview_of(content: bytes, ending: str) -> str:
    """The first sentences or lines of a file; empty where its kind has none or it cannot be read."""
    read = _READERS.get(ending.lower())
    if read is None:
        return ""
    try:
        text = read(content)
    except Exception as error:  # readers raise whatever a damaged file leads them to
        logger.warning("no preview of a %s file: %s", ending, error)
        return ""
    return _cut(_EMPTY_LINES.sub("\n", _SPACES.sub(" ", text)).strip())


def _cut(text: str) -> str:
    return text if len(text) <= LENGTH else text[: LENGTH - 1].rstrip() + "…"


def _plain(content: bytes) -> str:
    return decode_page(_whole_lines(content)).text


def _table(content: bytes) -> str:
    return _lines(csv.reader(io.StringIO(_plain(content))))


def _whole_lines(content: bytes) -> bytes:
    """The beginning, not cut inside a character."""
    if len(content) <= _MOST_TEXT:
        return content
    begun = content[:_MOST_TEXT]
    return begun[: begun.rfind(b"\n") + 1] or begun


def _sheet(content: bytes) -> str:
    _refuse_bombs(content)
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    try:
        rows = book.worksheets[0].iter_rows(max_row=_ROWS, max_col=_CELLS, values_only=True)
        return _lines([str(cell) if cell is not None else "" for cell in row] for row in rows)
    finally:
        book.close()


def _lines(rows: Iterable[list[str]]) -> str:
    lines = (" | ".join(cell.strip() for cell in row[:_CELLS]).strip(" |") for row in islice(rows, _ROWS))
    return "\n".join(line for line in lines if line)


def _document(content: bytes) -> str:
    _refuse_bombs(content)
    text, length = [], 0
    for paragraph in _paragraphs(content):
        text.append(paragraph)
        length += len(paragraph)
        if length > LENGTH:
            break
    return "\n".join(text)


def _paragraphs(content: bytes) -> Iterator[str]:
    """The words of a text document (ECMA-376 part 1, 17.3) a paragraph at a time."""
    with zipfile.ZipFile(io.BytesIO(content)) as package, package.open("word/document.xml") as part:
        for _, paragraph in etree.iterparse(part, tag=f"{_WORD}p", resolve_entities=False, no_network=True):
            yield "".join(node.text or "" for node in paragraph.iter(f"{_WORD}t"))
            paragraph.clear()


def _refuse_bombs(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        if sum(part.file_size for part in package.infolist()) > _MOST_UNPACKED:
            raise ValueError("it unpacks to more than a preview may look at")


_READERS: dict[str, Callable[[bytes], str]] = {
    "txt": _plain,
    "csv": _table,
    "xlsx": _sheet,
    "docx": _document,
    "pdf": words_of_pdf,
}
READABLE = frozenset(_READERS)
