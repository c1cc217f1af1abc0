"""What stands around every public page: header with menus, footer with the required facts (norms §1.3)."""

from dataclasses import dataclass
from typing import TypedDict

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from yimen.subsites.models import MenuItem, PortalSettings, Subsite
from yimen.subsites.queries import Addressing, addressing_of, menu
from yimen.subsites.rules import PORTAL


class MenuLink(TypedDict):
    title: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class Frame:
    """Read once a request, whoever asks."""

    portal: PortalSettings
    subsite: Subsite | None
    menu: list[MenuLink]
    subsite_menu: list[MenuLink]
    home_url: str
    subsite_url: str


def frame_of(request: HttpRequest) -> Frame:
    """The frame of the page being answered; the view has set `request.subsite` where the page has one."""
    known = getattr(request, "frame", None)
    if isinstance(known, Frame):
        return known
    subsite: Subsite | None = getattr(request, "subsite", None)
    found = addressing_of(request)
    seen_from = getattr(request, "host_key", PORTAL)
    language = getattr(request, "LANGUAGE_CODE", "zh-hans")
    items = menu(subsite.pk if subsite else None, language)
    home = next((root for root in found.roots if root.host == PORTAL and root.prefix == _prefix(language)), None)
    subsite_address = found.address(subsite.root_page.url_path) if subsite else None
    made = Frame(
        portal=PortalSettings.load(request_or_site=request),
        subsite=subsite,
        menu=_links(request, found, [item for item in items if item.subsite_id is None], seen_from),
        subsite_menu=_links(request, found, [item for item in items if item.subsite_id is not None], seen_from),
        home_url=(home.origin if home and seen_from != PORTAL else "") + (home.prefix if home else "/"),
        subsite_url=found.url(subsite_address, seen_from=seen_from) if subsite_address else "",
    )
    request.frame = made  # type: ignore[attr-defined]
    return made


def _prefix(language: str) -> str:
    return "/en/" if language == "en" else "/"


def _links(request: HttpRequest, found: Addressing, items: list[MenuItem], seen_from: str) -> list[MenuLink]:
    links: list[MenuLink] = []
    for item in items:
        address = found.address(item.page.url_path) if item.page else None
        url = found.url(address, seen_from=seen_from) if address else item.url
        if url:
            current = request.path.startswith(url) if url.count("/") > 1 else request.path == url
            links.append({"title": item.title, "url": url, "is_current": current})
    return links


def header(request: HttpRequest) -> str:
    """The site's name, search and menus."""
    return render_to_string("subsites/header.html", _context(request), request=request)


def footer(request: HttpRequest) -> str:
    """The facts that must stand on every page."""
    return render_to_string("subsites/footer.html", _context(request), request=request)


def theme_stylesheet_url(subsite: Subsite | None) -> str:
    """The hashed stylesheet of a sub-site's theme; empty where it has none."""
    if subsite is None or subsite.theme is None:
        return ""
    return reverse("theme_stylesheet", args=[subsite.theme.pk, subsite.theme.fingerprint])


def _context(request: HttpRequest) -> dict[str, object]:
    return {"frame": frame_of(request), "request": request, "language": getattr(request, "LANGUAGE_CODE", "zh-hans")}
