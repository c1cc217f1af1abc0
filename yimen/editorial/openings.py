"""How a text begins, for those that nobody has summed up."""

from typing import Any

from yimen.foundation.sanitising import plain_text

LENGTH = 120  # characters; search engines show fewer
_READ = 4_000  # of a block's HTML: an imported text may be very long
_TEXTS = frozenset({"paragraph", "imported"})


def opening_of(body: Any) -> str:
    """The first words of a StreamField's text; empty where it has none. Costs no query."""
    words = ""
    for block in body.raw_data:
        if block["type"] in _TEXTS and isinstance(block["value"], str):
            words = f"{words} {' '.join(plain_text(block['value'][:_READ]).split())}".strip()
        if len(words) >= LENGTH:
            return words[: LENGTH - 1].rstrip("，、；：,;: ") + "…"
    return words
