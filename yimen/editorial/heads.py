"""What stands in a public page's `<head>` and above its text: title, canonical address, editions, standard
tags, trail.
"""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from yimen.pool.models import Entry
from yimen.pool.presenting import absolute_url_of, url_of
from yimen.pool.queries import surroundings
from yimen.subsites.frame import theme_stylesheet_url
from yimen.subsites.models import Subsite
from yimen.subsites.queries import Addressing
from yimen.subsites.rules import Address

HREFLANG = {"zh-hans": "zh-Hans", "en": "en"}
_WITH_FEEDS = frozenset({"home", "subsite", "column", "entrance"})


def head_of(
    *, title: str, summary: str, language: str, address: Address, entry: Entry, subsite: Subsite | None,
    found: Addressing, request: HttpRequest,
) -> dict[str, Any]:  # fmt: skip
    """The base template's context for one page; one query."""
    above, editions = surroundings(entry)
    canonical = found.absolute_url(address)
    alternates = [
        {"language": HREFLANG.get(other.language, other.language), "url": absolute_url_of(other, request)}
        for other in editions
        if other.pk == entry.pk or not other.is_restricted
    ]
    request.alternates = alternates  # type: ignore[attr-defined]  # the header's language switch reads it
    return {
        "page_title": title,
        "page_description": summary,
        "page_language": HREFLANG.get(language, language),
        "canonical_url": canonical,
        "alternates": alternates if len(alternates) > 1 else [],
        "feeds": [{"title": title, "url": address.path + "feed.xml"}] if entry.kind in _WITH_FEEDS else [],
        "breadcrumb_items": _trail(above, entry, title, address, request),
        "theme_stylesheet_url": theme_stylesheet_url(subsite),
    }


def _trail(
    above: list[Entry], entry: Entry, title: str, address: Address, request: HttpRequest
) -> list[dict[str, str]]:
    """From the home page down; the home page itself has none."""
    if entry.kind == "home":
        return []
    items = [
        {"title": _("Home") if place.kind == "home" else place.title, "url": url_of(place, request)}
        for place in above
    ]
    return [*items, {"title": title, "url": address.path}]


def tag(name: str, content: object) -> dict[str, str]:
    """One standard meta tag; moments as `YYYY-MM-DD HH:MM` (国办发〔2017〕47号 annex 1)."""
    if isinstance(content, datetime):
        content = timezone.localtime(content).strftime("%Y-%m-%d %H:%M")
    return {"name": name, "content": str(content or "")}
