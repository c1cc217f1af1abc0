"""Slots: places in the base template that apps above fill without the base template knowing them.

An app registers a provider in its ``apps.ready()``; the base template says ``{% slot "header" %}``. A
provider gets the request and gives rendered HTML (a ``SafeString``; a plain string is escaped) or ``None``.
"""

from collections.abc import Callable

from django.http import HttpRequest
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

Provider = Callable[[HttpRequest], str | None]

SLOTS: dict[str, str] = {
    "head": "site-wide meta tags (SiteName, SiteDomain, SiteIDCode) and the sub-site's theme stylesheet",
    "site-name": "plain name of the site, closing every <title>",
    "alert": "site-wide alert above everything",
    "search": "search box beside the portal's name",
    "header": "slim bar, mark, name, main menu",
    "sub-header": "banner and menu of a sub-site",
    "ways": "where a page that reports an error leads: the home page, the department's",
    "footer": "footer with the items that the norms ask for on every page",
}


class UnknownSlot(LookupError):
    """A slot that the base template does not have; the message lists those that exist."""

    def __init__(self, slot: str) -> None:
        super().__init__(f"There is no slot “{slot}”. The slots are: {', '.join(SLOTS)}.")


class SlotRegistry:
    """Who fills which slot, in which order. One per process; tests make their own."""

    def __init__(self) -> None:
        self._providers: dict[str, list[tuple[int, Provider]]] = {slot: [] for slot in SLOTS}

    def register(self, slot: str, provider: Provider, *, order: int = 0) -> None:
        """Let ``provider`` fill ``slot``; lower ``order`` first. Registering twice moves, never doubles.

        Raises ``UnknownSlot`` for a name that is not in ``SLOTS``.
        """
        if slot not in self._providers:
            raise UnknownSlot(slot)
        others = [(rank, other) for rank, other in self._providers[slot] if other != provider]
        self._providers[slot] = sorted([*others, (order, provider)], key=lambda entry: entry[0])

    def render(self, slot: str, request: HttpRequest) -> SafeString:
        """All providers' HTML in order. Raises ``UnknownSlot``; a provider's error is not hidden."""
        if slot not in self._providers:
            raise UnknownSlot(slot)
        pieces = (provider(request) for _, provider in self._providers[slot])
        # Each piece is either SafeString already or escaped here, so the whole is safe.
        return mark_safe("".join(conditional_escape(piece) for piece in pieces if piece))


_registry = SlotRegistry()
register = _registry.register
render = _registry.render
