"""The portal's stylesheets in the order of the cascade. No build: the base template links this list, or the one sheet
into which `collectstatic` puts them, so that a phone asks once.
"""

import re
from collections.abc import Callable

LAYERS = ("reset", "tokens", "base", "layout", "components", "pages", "utilities", "modes", "print")

# file name without .css → the one layer that it lies in
SHEETS: dict[str, str] = {
    "reset": "reset",
    "tokens": "tokens",
    "base": "base",
    "layout": "layout",
    "masthead": "components",
    "access": "components",
    "footer": "components",
    "navigation": "components",
    "pager": "components",
    "entrances": "components",
    "search": "components",
    "entries": "components",
    "links": "components",
    "article": "components",
    "share": "components",
    "feeds": "components",
    "afterword": "components",
    "prose": "components",
    "tables": "components",
    "people": "components",
    "media": "components",
    "figures": "components",
    "notices": "components",
    "forms": "components",
    "editions": "components",
    "error": "pages",
    "utilities": "utilities",
    "forced-colors": "utilities",
    "contrast": "modes",
    "elder": "modes",
    "print": "print",
}

BUNDLE = "design/css/portal.css"
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_INDENT = re.compile(r"\n\s+")
STYLESHEETS: tuple[str, ...] = ("design/css/_layers.css", *(f"design/css/{name}.css" for name in SHEETS))


def bundled(read: Callable[[str], str]) -> str:
    """All of them in one, without comments and indents; `read` gives a sheet's text by its path."""
    return "\n".join(_INDENT.sub("\n", _COMMENT.sub("", read(path))).strip() for path in STYLESHEETS) + "\n"
