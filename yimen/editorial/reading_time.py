"""How long a text takes to read. Pure.

Who opens a long notice wants to know whether to read it now; how fast one reads stands in `foundation.reading_speed`.
"""

from collections.abc import Iterator
from typing import Any

from yimen.foundation.reading_speed import minutes_to_read
from yimen.foundation.sanitising import plain_text

LONG = 3
"""Minutes from which a reader is told; shorter texts are seen at a glance."""

# Stored beside the words of a block, and no words themselves.
_NOT_READ = frozenset(
    {
        "id",
        "type",
        "image",
        "images",
        "video",
        "captions",
        "poster",
        "files",
        "kind",
        "transcript",
        "table_header_choice",
    }
)


def minutes_of_body(raw: Any) -> int:
    """Whole minutes, at least one, for the stored blocks of a StreamField (its `raw_data`). Costs no query."""
    return max(1, minutes_to_read(" ".join(plain_text(words) for words in _words(list(raw)))))


def _words(stored: Any) -> Iterator[str]:
    if isinstance(stored, str):
        yield stored
    elif isinstance(stored, dict):
        for name, value in stored.items():
            if name not in _NOT_READ:
                yield from _words(value)
    elif isinstance(stored, list):
        for value in stored:
            yield from _words(value)
