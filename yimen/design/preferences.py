"""What a visitor chose to see, kept in one cookie with a closed list of values. Pure.

The list is closed so that a page has few variants and the store of pages can hold each of them; nothing in it
tells one visitor from another.
"""

from dataclasses import dataclass

COOKIE_NAME = "yimen_prefs"
COOKIE_MAX_AGE = 365 * 24 * 3600  # seconds; a year, as for a setting that the visitor made himself
ENTRANCES = ("citizen", "business", "investor", "visitor", "official")
_BETWEEN_SETTINGS = "."
_BETWEEN_NAME_AND_VALUE = ":"
_LONGEST = 200  # characters; anything longer was not written by us


@dataclass(frozen=True)
class Preferences:
    """The visitor's choices; the default is to have chosen nothing."""

    entrance: str | None = None

    def __post_init__(self) -> None:
        """Raise ``ValueError`` for an entrance outside the closed list: our own code asked for it."""
        if self.entrance is not None and self.entrance not in ENTRANCES:
            raise ValueError(f"“{self.entrance}” is no entrance; the entrances are: {', '.join(ENTRANCES)}.")

    def encode(self) -> str:
        """The cookie's value; empty when nothing is chosen (then delete the cookie)."""
        settings = {"entrance": self.entrance}
        return _BETWEEN_SETTINGS.join(
            f"{name}{_BETWEEN_NAME_AND_VALUE}{value}" for name, value in settings.items() if value
        )


def parse(raw: str | None) -> Preferences:
    """Preferences from a cookie's value. Never raises: what is not on the closed list was never said."""
    if not raw or len(raw) > _LONGEST:
        return Preferences()
    settings = dict(
        part.split(_BETWEEN_NAME_AND_VALUE, 1)
        for part in raw.split(_BETWEEN_SETTINGS)
        if _BETWEEN_NAME_AND_VALUE in part
    )
    entrance = settings.get("entrance")
    return Preferences(entrance=entrance if entrance in ENTRANCES else None)
