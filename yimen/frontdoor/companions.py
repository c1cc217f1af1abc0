"""What stands beside a public page at an address below its own: the QR code of its address, and a picture for those
who link to it. Of public pages alone, and of nothing that a query could say.
"""

from hashlib import sha256

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.http import require_safe

from yimen.design.tokens import DEFAULTS
from yimen.editorial.heads import CARD, CARD_SIZE
from yimen.foundation.recording import bakeable
from yimen.frontdoor.card_drawing import MARK, mark
from yimen.frontdoor.cards import card_of
from yimen.frontdoor.qr_codes import svg_of
from yimen.media.presenting import rendition_of
from yimen.pool.models import Entry
from yimen.pool.presenting import absolute_url_of
from yimen.pool.queries import entry_at
from yimen.subsites.frame import frame_of
from yimen.subsites.queries import host_key_of

A_DAY = 86_400
EMBLEM = f"max-{MARK}x{MARK}|format-png"
SHARED = f"fill-{CARD_SIZE[0]}x{CARD_SIZE[1]}|format-jpeg"


@bakeable
@require_safe
def qr_code(request: HttpRequest, place: str) -> HttpResponseBase:
    """The page's address as a QR code. Only of what is public: nobody has codes of other addresses made."""
    address = absolute_url_of(public_entry(request, place), request)
    return kept_answer(request, svg_of(address), "image/svg+xml")


@bakeable
@require_safe
def card(request: HttpRequest, place: str) -> HttpResponseBase:
    """The page's title as a picture."""
    return kept_answer(request, card_of(public_entry(request, place), request), "image/png")


@require_safe
def picture(request: HttpRequest, place: str) -> HttpResponseBase:
    """The page's own picture in the size that is shared; one that is gone or unreadable leads to the card."""
    rendition = rendition_of(public_entry(request, place).image, SHARED)
    response = HttpResponseRedirect(rendition.url if rendition else CARD)
    patch_cache_control(response, public=True, max_age=A_DAY)
    return response


@bakeable
@require_safe
def logo(request: HttpRequest) -> HttpResponseBase:
    """The emblem that the city chose, else the mark that stands in the header."""
    emblem = rendition_of(frame_of(request).portal.emblem, EMBLEM)
    if emblem is None:
        return kept_answer(request, mark(DEFAULTS["--theme-main"][0]), "image/png")
    response = HttpResponseRedirect(emblem.url)
    patch_cache_control(response, public=True, max_age=A_DAY)
    return response


def public_entry(request: HttpRequest, place: str) -> Entry:
    """What everybody may read at this place of the host being asked. Raises Http404."""
    entry = entry_at(host_key_of(request), "/" + place)
    if entry is None or entry.is_restricted:
        raise Http404
    return entry


def kept_answer(request: HttpRequest, content: bytes, content_type: str) -> HttpResponseBase:
    """A file that may be kept for a day and is asked for anew by its mark."""
    response = HttpResponse(content, content_type=content_type)
    response["ETag"] = f'"{sha256(content).hexdigest()[:32]}"'
    response["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(response, public=True, max_age=A_DAY)
    answer = get_conditional_response(request, etag=response["ETag"], response=response)
    return answer or response
