"""The visitor of a request: the preferences that came with it, and the switches that are offered."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yimen.design.preferences import COOKIE_NAME, SWITCHES, Preferences, parse


def preferences_of(request: HttpRequest) -> Preferences:
    """The preferences that came with a request; notes that the answer depends on them."""
    known = getattr(request, "preferences", None)
    if isinstance(known, Preferences):
        return known
    found = parse(request.COOKIES.get(COOKIE_NAME))
    request.preferences = found  # type: ignore[attr-defined]
    return found


def preferences_were_read(request: HttpRequest) -> bool:
    """Whether anything in the answer was chosen by the preferences."""
    return hasattr(request, "preferences")


def attributes_of_look(preferences: Preferences) -> dict[str, str]:
    """What ``<html>`` carries, and stylesheets choose by: ``data-text``, ``data-contrast``, ``data-mode``."""
    chosen = preferences.chosen()
    return {f"data-{name}": chosen[name] for name in SWITCHES if name in chosen}


@dataclass(frozen=True)
class Switch:
    """One button of the accessibility bar: pressed or not, and what is said when it changes."""

    setting: str
    value: str  # what the setting is when the switch is on
    icon: str
    title: str | Promise
    said_on: str | Promise
    said_off: str | Promise
    needs_script: bool = False
    is_on: bool = False


def switches(preferences: Preferences) -> list[Switch]:
    """The switches of the accessibility bar as they stand for this visitor; elder mode has its own button."""
    chosen = preferences.chosen()
    offered = [
        Switch(
            "text", "large", "a-large-small", _("Larger text"), _("Text is larger."), _("Text is normal.")
        ),
        Switch(
            "contrast",
            "high",
            "contrast",
            _("High contrast"),
            _("High contrast is on."),
            _("High contrast is off."),
        ),
        Switch(
            "guide",
            "on",
            "crosshair",
            _("Guide line"),
            _("The guide line follows pointer and focus."),
            _("The guide line is off."),
            needs_script=True,
        ),
        Switch(
            "read",
            "on",
            "volume-2",
            _("Read aloud"),
            _("Reading aloud is on. The buttons stand at the bottom of the screen."),
            _("Reading aloud is off."),
            needs_script=True,
        ),
    ]
    return [
        Switch(**{**vars(switch), "is_on": chosen.get(switch.setting) == switch.value}) for switch in offered
    ]
