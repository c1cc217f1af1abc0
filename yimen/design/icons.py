"""Icons as inline SVG: from Lucide (ISC, some of them MIT; see ``icons/LICENSE``), only those that are used. Pure.

An icon stands beside words and is silent for screen readers; it takes the size and the colour of the text.
"""

import re
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent / "icons"
_BODY = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)


class UnknownIcon(LookupError):
    """An icon that is not kept here; the message lists those that are."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is no icon “{name}”. The icons are: {', '.join(icons())}.")


@lru_cache(maxsize=1)
def icons() -> tuple[str, ...]:
    """The names of all icons, by the alphabet."""
    return tuple(sorted(file.stem for file in FOLDER.glob("*.svg")))


@lru_cache
def icon_html(name: str) -> str:
    """The icon as ``<svg>``. Raises ``UnknownIcon``."""
    if name not in icons():
        raise UnknownIcon(name)
    found = _BODY.search((FOLDER / f"{name}.svg").read_text(encoding="utf-8"))
    body = "".join(line.strip() for line in found.group(1).splitlines()) if found else ""
    return (
        '<svg class="icon" viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor"'
        ' stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"'
        f' focusable="false">{body}</svg>'
    )
