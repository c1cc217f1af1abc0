"""What a visitor chose to see, kept in one cookie with a closed list of values. Pure.

The list is closed so that a page has few variants and the store of pages can hold each of them; nothing in it
tells one visitor from another.
"""

from dataclasses import dataclass, fields, replace
from itertools import product

COOKIE_NAME = "yimen_prefs"
COOKIE_MAX_AGE = 365 * 24 * 3600  # seconds; a year, as for a setting that the visitor made himself
ENTRANCES = ("citizen", "business", "investor", "visitor", "official")

# setting → what may be said of it; to say nothing is the default. In the order in which the cookie names them.
SETTINGS: dict[str, tuple[str, ...]] = {
    "entrance": ENTRANCES,
    "text": ("large",),
    "contrast": ("high",),
    "mode": ("elder",),
    "guide": ("on",),
    "read": ("on",),
}
# How every page looks: three switches, so eight variants. The guide line and reading aloud are done by scripts
# alone and change nothing that the server sends; the entrance changes only the pages that show entrances.
SWITCHES = ("text", "contrast", "mode")
PLAIN = "plain"

_BETWEEN_SETTINGS = "."
_BETWEEN_NAME_AND_VALUE = ":"
_LONGEST = 200  # characters; anything longer was not written by us


@dataclass(frozen=True)
class Preferences:
    """The visitor's choices; the default is to have chosen nothing."""

    entrance: str | None = None
    text: str | None = None
    contrast: str | None = None
    mode: str | None = None
    guide: str | None = None
    read: str | None = None

    def __post_init__(self) -> None:
        """Raise ``ValueError`` for a value outside the closed list: our own code asked for it."""
        for name, value in self.chosen().items():
            if value not in SETTINGS[name]:
                known = ", ".join(SETTINGS[name])
                raise ValueError(f"“{value}” is no {name}; what may be chosen: {known}.")

    def chosen(self) -> dict[str, str]:
        """The settings that were chosen and their values, in the cookie's order."""
        everything = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: everything[name] for name in SETTINGS if everything[name] is not None}

    def encode(self) -> str:
        """The cookie's value; empty when nothing is chosen (then delete the cookie)."""
        return _BETWEEN_SETTINGS.join(
            f"{name}{_BETWEEN_NAME_AND_VALUE}{value}" for name, value in self.chosen().items()
        )

    @property
    def look(self) -> str:
        """Which of the eight looks a page is rendered in: “plain”, “large”, “large-high-elder” …

        What a store of pages keys on, beside host and address.
        """
        chosen = self.chosen()
        return "-".join(chosen[name] for name in SWITCHES if name in chosen) or PLAIN


LOOKS = tuple(
    Preferences(text=text, contrast=contrast, mode=mode).look
    for text, contrast, mode in product(*((None, *SETTINGS[name]) for name in SWITCHES))
)


def parse(raw: str | None) -> Preferences:
    """Preferences from a cookie's value. Never raises: what is not on the closed list was never said."""
    if not raw or len(raw) > _LONGEST:
        return Preferences()
    said = dict(
        part.split(_BETWEEN_NAME_AND_VALUE, 1)
        for part in raw.split(_BETWEEN_SETTINGS)
        if _BETWEEN_NAME_AND_VALUE in part
    )
    return Preferences(**{name: said[name] for name in SETTINGS if said.get(name) in SETTINGS[name]})


def changed(preferences: Preferences, *, setting: str, value: str) -> Preferences:
    """The preferences with one setting chosen, or taken back by an empty value.

    A setting or a value that is not on the closed list changes nothing.
    """
    if setting not in SETTINGS or value not in ("", *SETTINGS[setting]):
        return preferences
    return replace(preferences, **{setting: value or None})
