"""The first words of a PDF, read by a process of its own.

pypdf follows whatever a file leads it to, and a hostile one leads it into hours and gigabytes: a process can be held
to time and memory, and ended.
"""

import io
import logging
import resource
import subprocess
import sys
import unicodedata

from pypdf import PdfReader

SECONDS = 20  # on the clock, for a machine that is busy with other things
_PROCESSOR_SECONDS = 8
_MEMORY = 768 * 1024 * 1024  # bytes of address space
_PAGES = 3  # a cover and a table of contents may come first
_ENOUGH = 2_000  # characters
_LEGIBLE = 0.9
_WRITTEN_HERE = ("CJK ", "LATIN ", "DIGIT ", "FULLWIDTH ", "IDEOGRAPHIC ", "LEFT ", "RIGHT ")


class CannotRead(ValueError):
    """A PDF from which no words come."""


def words_of_pdf(content: bytes) -> str:
    """How the text begins. Raises CannotRead for a file that is damaged or locked, or takes too long."""
    try:
        ended = subprocess.run(  # noqa: S603  our own module
            [sys.executable, "-m", __name__], input=content, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise CannotRead(f"it was not read within {SECONDS} seconds") from None
    if ended.returncode:
        told = ended.stderr.decode("utf-8", "replace").strip().splitlines()
        raise CannotRead(told[-1] if told else f"its reader ended with {ended.returncode}")
    return ended.stdout.decode("utf-8")


def read(content: bytes) -> str:
    """The same in this process, without its limits. Raises whatever pypdf does."""
    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted:
        raise CannotRead("it is locked by a password")
    words = ""
    for page in reader.pages[:_PAGES]:
        words += page.extract_text() + "\n"
        if len(words) >= _ENOUGH:
            break
    words = words[:_ENOUGH]
    if not is_legible(words):
        raise CannotRead("its letters have no meaning that is written in it")
    return words


def is_legible(words: str) -> bool:
    """Whether this was written in Chinese or Latin letters. A font without a table of meanings gives the numbers of its
    shapes instead, which read as letters of many scripts.
    """
    letters = [letter for letter in words if not letter.isspace()]
    known = sum(
        1 for letter in letters if letter.isascii() or unicodedata.name(letter, "").startswith(_WRITTEN_HERE)
        or unicodedata.category(letter)[0] in "PSN"
    )  # fmt: skip
    return known >= _LEGIBLE * len(letters)


def _main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_PROCESSOR_SECONDS, _PROCESSOR_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # it has nothing to write
    logging.disable()  # pypdf tells of each thing that is not as it should be
    words = read(sys.stdin.buffer.read())
    sys.stdout.buffer.write(words.encode("utf-8", "replace"))


if __name__ == "__main__":
    _main()
