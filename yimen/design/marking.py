"""Words of a text that somebody looked for, marked."""

import re
from collections.abc import Iterable
from functools import lru_cache
from html import escape

from django.utils.safestring import SafeString, mark_safe

# A Latin word is found as a whole: “art” does not stand in “party”.
_WHOLE = r"(?<![^\W_\u3040-\u9fff])%s(?![^\W_\u3040-\u9fff])"


def marked(text: str, words: Iterable[str]) -> SafeString:
    """The text escaped, with `<mark>` around each of the words, in whatever case it stands there."""
    pattern = _pattern(tuple(sorted({word for word in words if word}, key=len, reverse=True)))
    if pattern is None:
        return mark_safe(escape(text))  # escaped on this very line
    # Split by one group: what was found stands at the odd places.
    pieces = pattern.split(text)
    return mark_safe(  # every piece is escaped
        "".join(
            f"<mark>{escape(piece)}</mark>" if place % 2 else escape(piece)
            for place, piece in enumerate(pieces)
        )
    )


@lru_cache(maxsize=256)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str] | None:
    if not words:
        return None
    each = (_WHOLE % re.escape(word) if word.isascii() else re.escape(word) for word in words)
    return re.compile(f"({'|'.join(each)})", re.IGNORECASE)
