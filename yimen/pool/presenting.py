"""How entries are handed to the list components: one dictionary a line, addresses seen from the page being
answered.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, time, timedelta
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yimen.foundation.recording import holds_until
from yimen.media.presenting import CARD, Use, fetch_renditions, shown
from yimen.pool.models import Entry
from yimen.pool.queries import nearest_edition
from yimen.pool.rules import URGENT, days_left
from yimen.subsites.queries import addressing_of, host_key_of
from yimen.subsites.rules import Address


def line(entry: Entry, request: HttpRequest | None) -> dict[str, Any]:
    """An entry as a line of a list: title, address, day, agency, and what is left until its deadline."""
    return {
        "title": entry.title,
        "url": url_of(entry, request),
        "date": timezone.localtime(entry.published_at),
        "agency": _agency_name(entry),
        **_deadline(entry),
    }


def _deadline(entry: Entry) -> dict[str, Any]:
    """How many days are left, in words; nothing for an entry without a deadline."""
    if entry.valid_until is None:
        return {}
    left = days_left(timezone.localdate(entry.valid_until), today=timezone.localdate())
    if left is not None:  # the words change at midnight, and the line may go when the moment has come
        holds_until(min(_next_midnight(), max(entry.valid_until, timezone.now())))
    if left is None:
        return {"note": _("Closed for taking part")}
    if left == 0:
        return {"note": _("Last day today"), "is_urgent": True}
    words = ngettext("%(days)s day left", "%(days)s days left", left) % {"days": left}
    return {"note": words, "is_urgent": left <= URGENT}


def _next_midnight() -> datetime:
    day = timezone.localdate() + timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, time.min))


def card(entry: Entry, request: HttpRequest | None, *, use: Use = CARD) -> dict[str, Any]:
    """An entry as a card with its picture and summary."""
    picture = shown(entry.image, use)
    if entry.image is not None and picture:
        picture["alt"] = entry.image.shown_description
    return line(entry, request) | {"summary": entry.summary, "picture": picture}


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


def nearest_edition_of(above: Sequence[Entry], request: HttpRequest | None) -> Callable[[str], str]:
    """For the language switch of a page below these places: where the nearest edition in a language stands."""

    def nearest(language: str) -> str:
        edition = nearest_edition(above, language)
        return absolute_url_of(edition, request) if edition else ""

    return nearest


def _agency_name(entry: Entry) -> str:
    if entry.agency is None:
        return ""
    agency = entry.agency
    if entry.language == "en":
        return agency.english_short_name or agency.english_name or agency.name
    return agency.short_name
