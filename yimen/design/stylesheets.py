"""The portal's stylesheets in the order of the cascade. No build: the base template links this list."""

LAYERS = ("reset", "tokens", "base", "layout", "components", "pages", "utilities", "print")

# file name without .css → the one layer that it lies in
SHEETS: dict[str, str] = {
    "reset": "reset",
    "tokens": "tokens",
    "base": "base",
    "layout": "layout",
    "masthead": "components",
    "footer": "components",
    "navigation": "components",
    "entrances": "components",
    "search": "components",
    "entries": "components",
    "links": "components",
    "article": "components",
    "prose": "components",
    "tables": "components",
    "people": "components",
    "media": "components",
    "figures": "components",
    "notices": "components",
    "forms": "components",
    "error": "pages",
    "utilities": "utilities",
    "forced-colors": "utilities",
    "print": "print",
}

STYLESHEETS: tuple[str, ...] = ("design/css/_layers.css", *(f"design/css/{name}.css" for name in SHEETS))
