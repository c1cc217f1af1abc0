"""The card of a public page: drawn when somebody first asks for it, and kept while it says the same."""

from hashlib import sha256
from threading import Lock

from django.core.cache import caches
from django.http import HttpRequest
from django.utils import timezone

from yimen.design.tokens import DEFAULTS
from yimen.frontdoor.card_drawing import Words, card
from yimen.pool.models import Entry
from yimen.subsites.frame import frame_of, site_name

LOOK = 1  # raised when the drawing changes, so that what was kept is drawn anew
KEPT = "cards"  # the cache of this name is bounded in number and time
_one_at_a_time = Lock()  # drawing takes a tenth of a second: visitors go before crawlers


def card_of(entry: Entry, request: HttpRequest) -> bytes:
    """The PNG that shows this entry's title, its site and who published it when."""
    words = _words(entry, request)
    key = sha256(f"{LOOK}\0{words}".encode("utf-8", "replace")).hexdigest()
    kept: bytes | None = caches[KEPT].get(key)
    if kept is not None:
        return kept
    with _one_at_a_time:
        made = card(words)
    caches[KEPT].set(key, made)
    return made


def _words(entry: Entry, request: HttpRequest) -> Words:
    request.subsite = entry.subsite  # type: ignore[attr-defined]  # the frame names the site
    site = site_name(request)
    agency = entry.agency.shown_name if entry.agency else ""
    day = timezone.localtime(entry.published_at).strftime("%Y-%m-%d") if entry.kind == "article" else ""
    line = frame_of(request).portal.tagline
    tokens = entry.subsite.theme.tokens if entry.subsite and entry.subsite.theme else {}
    return Words(
        title=entry.title,
        site=site,
        foot=" · ".join(part for part in (agency, day) if part) or line,
        colour=tokens.get("--theme-main", DEFAULTS["--theme-main"])[0],
    )
