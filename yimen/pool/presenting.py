"""How entries are handed to the list components: one dictionary a line, addresses seen from the page being
answered.
"""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from yimen.media.presenting import fetch_renditions, rendition_of
from yimen.pool.models import Entry
from yimen.subsites.queries import addressing_of, host_key_of
from yimen.subsites.rules import Address

CARD = "fill-640x400"
LEAD = "fill-960x540"


def line(entry: Entry, request: HttpRequest | None) -> dict[str, Any]:
    """An entry as a line of a list: title, address, day, agency."""
    return {
        "title": entry.title,
        "url": url_of(entry, request),
        "date": timezone.localtime(entry.published_at),
        "agency": _agency_name(entry),
    }


def card(entry: Entry, request: HttpRequest | None, *, size: str = CARD) -> dict[str, Any]:
    """An entry as a card with its picture and summary."""
    shown = line(entry, request) | {"summary": entry.summary}
    rendition = rendition_of(entry.image, size)
    if entry.image is not None and rendition is not None:
        shown |= {
            "image_url": rendition.url,
            "image_alt": entry.image.description or "",
            "image_width": rendition.width,
            "image_height": rendition.height,
        }
    return shown


def lines(entries: Iterable[Entry], request: HttpRequest | None) -> list[dict[str, Any]]:
    return [line(entry, request) for entry in entries]


def cards(entries: Iterable[Entry], request: HttpRequest | None) -> list[dict[str, Any]]:
    """Entries as cards: one query for all pictures that have been made in this size."""
    entries = list(entries)
    fetch_renditions((entry.image for entry in entries), CARD)
    return [card(entry, request) for entry in entries]


def url_of(entry: Entry, request: HttpRequest | None) -> str:
    """A link to an entry: relative on the same host, absolute to another."""
    return addressing_of(request).url(Address(entry.host, entry.path), seen_from=host_key_of(request))


def absolute_url_of(entry: Entry, request: HttpRequest | None) -> str:
    return addressing_of(request).absolute_url(Address(entry.host, entry.path))


def _agency_name(entry: Entry) -> str:
    if entry.agency is None:
        return ""
    return (
        entry.agency.english_name or entry.agency.name if entry.language == "en" else entry.agency.short_name
    )
