"""Which site a request is for, and in which language: known before anything else looks at it."""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.core.handlers.wsgi import get_bytes_from_wsgi
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseNotFound,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.template.loader import render_to_string
from django.utils import translation

from yimen.foundation import tags
from yimen.foundation.hosts import NotAHostName, to_ascii
from yimen.foundation.recording import is_for_all, shows
from yimen.subsites.current import answering
from yimen.subsites.models import OldAddress, OldSiteHost
from yimen.subsites.queries import LANGUAGE_PREFIXES, Addressing, addressing, old_address
from yimen.subsites.rules import PORTAL, Address, path_as_asked

GetResponse = Callable[[HttpRequest], HttpResponse]
STAFF_PATHS = "/admin/", "/-/account/", "/-/sign-in/"
_HEALTH = "/-/live", "/-/ready"
_READING = frozenset({"GET", "HEAD"})
_HTML = "text/html; charset=utf-8"


class HostMiddleware:
    """Answers only to the portal's own names: others are led by 301, old sites' addresses to their new pages,
    and a forged Host header gets 400 before it can reach a link."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path in _HEALTH:
            return self.get_response(request)
        found = addressing()
        request.addressing = found  # type: ignore[attr-defined]
        answer = self._other_than_canonical(request, found)
        if answer is not None:
            return answer
        if request.method not in _READING:  # hosts may change while this is answered: read them anew
            return self.get_response(request)
        with answering(request):
            response = self.get_response(request)
        if response.status_code == HTTPStatus.NOT_FOUND and found.names:
            # An exempt department keeps its old site's name: what is not there now may have been there then.
            return _led_from_old(request, found, to_ascii(request.get_host())) or response
        return response

    def _other_than_canonical(self, request: HttpRequest, found: Addressing) -> HttpResponse | None:
        try:
            name = to_ascii(request.get_host())
        except NotAHostName:
            return _page("subsites/unknown_host.html", HTTPStatus.BAD_REQUEST, _ways(found))
        if not found.names:  # nothing is set up yet: the first administrator comes in by any name
            request.host_key = PORTAL  # type: ignore[attr-defined]
            return None
        if name in found.names:
            known = found.names[name]
            if not known.is_canonical or (settings.REDIRECT_TO_HTTPS and not request.is_secure()):
                led = None if known.is_canonical else _led_from_old(request, found, name)
                if led is not None:
                    return led
                return HttpResponsePermanentRedirect(found.canonical_start(known) + request.get_full_path())
            request.host_key = key = found.host_key(known.site_id)  # type: ignore[attr-defined]
            is_for_all()
            shows(tags.address(key, request.path))
            return None
        return self._of_old_site(request, found, name)

    def _of_old_site(self, request: HttpRequest, found: Addressing, name: str) -> HttpResponse:
        hosts = list(  # of the same old site, in one query
            OldSiteHost.objects.select_related("old_site__agency__subsite__root_page")
            .filter(old_site__hosts__name=name)
            .order_by("pk")
        )
        if not hosts:
            return _page("subsites/unknown_host.html", HTTPStatus.BAD_REQUEST, _ways(found))
        old = old_address(name, _as_asked(request), twins=[host.name for host in hosts])
        led = _led_to_page(old, found)
        if led is not None:
            return led
        old_site = hosts[0].old_site
        subsite = getattr(old_site.agency, "subsite", None)
        home = found.address(subsite.root_page.url_path) if subsite and subsite.root_page.live else None
        context = {
            "old_site": old_site,
            "home_url": found.absolute_url(home) if home else "",
            **_ways(found),
        }
        status = HTTPStatus.GONE if old else HTTPStatus.NOT_FOUND
        return _page("subsites/unknown_old_address.html", status, context)


class LanguageOfPathMiddleware:
    """The language of a public page comes from its path alone; nothing varies by Accept-Language."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = "en" if request.path.startswith(LANGUAGE_PREFIXES["en"]) else "zh-hans"
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
            return response


class StaffHostMiddleware:
    """Staff sign in and work on the portal's canonical name alone: passkeys are bound to it, and a department's own
    host gets no session of theirs.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(STAFF_PATHS) and getattr(request, "host_key", PORTAL) != PORTAL:
            if request.method not in _READING:
                return HttpResponseNotFound()
            found: Addressing = request.addressing  # type: ignore[attr-defined]
            start = found.absolute_url(Address(PORTAL, "/")).rstrip("/")
            return HttpResponseRedirect(start + request.get_full_path())
        return self.get_response(request)


def _led_from_old(request: HttpRequest, found: Addressing, name: str) -> HttpResponse | None:
    """To the page that an old site's address on this very host leads to, where it is one."""
    return _led_to_page(old_address(name, _as_asked(request)), found)


def _led_to_page(old: OldAddress | None, found: Addressing) -> HttpResponse | None:
    address = found.address(old.page.url_path) if old and old.page and old.page.live else None
    return HttpResponsePermanentRedirect(found.absolute_url(address)) if address else None


def _as_asked(request: HttpRequest) -> str:
    """Path and query in the bytes that were sent; a query in GBK is no text."""
    return path_as_asked(request.path, get_bytes_from_wsgi(request.META, "QUERY_STRING", ""))


def _ways(found: Addressing) -> dict[str, object]:
    """Where to go on from a host that is not the portal's; there, `/` would lead back to the same page."""
    return {"portal_url": found.absolute_url(Address(PORTAL, "/"))}


def _page(template: str, status: HTTPStatus, context: dict[str, object]) -> HttpResponse:
    page = render_to_string(template, {"status": status.value, **context})
    return HttpResponse(page, status=status, content_type=_HTML)
