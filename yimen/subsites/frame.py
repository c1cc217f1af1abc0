"""What stands around every public page: header with menus, footer with the required facts (norms §1.3)."""

from dataclasses import dataclass
from typing import TypedDict
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from yimen.agencies.presenting import contact_of
from yimen.foundation import tags
from yimen.foundation.recording import shows
from yimen.media.presenting import rendition_of
from yimen.subsites import languages
from yimen.subsites.models import MenuItem, PortalSettings, Subsite
from yimen.subsites.queries import (
    LANGUAGE_PREFIXES,
    Addressing,
    addressing_of,
    home_path,
    host_key_of,
    menu,
)
from yimen.subsites.rules import FEED_PAGES, PORTAL, SITE_MAPS, Address

EMBLEM = "max-96x96"
BANNER = "fill-960x240"
ICP_URL = "https://beian.miit.gov.cn/"
POLICE_URL = "https://beian.mps.gov.cn/#/query/webSearch?code="


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
    footer_links: list[MenuLink]
    home_url: str
    subsite_url: str


def frame_of(request: HttpRequest) -> Frame:
    """The frame of the page being answered; the view has set `request.subsite` where the page has one."""
    known = getattr(request, "frame", None)
    if isinstance(known, Frame):
        return known
    subsite: Subsite | None = getattr(request, "subsite", None)
    shows(tags.frame(""), *([tags.frame(subsite.code)] if subsite else []))
    found = addressing_of(request)
    seen_from = host_key_of(request)
    language = _language(request)
    items = menu(subsite.pk if subsite else None, language)
    home = next(
        (root for root in found.roots if root.host == PORTAL and root.prefix == LANGUAGE_PREFIXES[language]),
        None,
    )
    subsite_address = found.address(home_path(subsite, language)) if subsite else None
    of_portal = [item for item in items if item.subsite_id is None]
    main = MenuItem.Place.MAIN
    made = Frame(
        portal=PortalSettings.load(request_or_site=request),
        subsite=subsite,
        menu=_links(request, found, [item for item in of_portal if item.place == main], seen_from),
        subsite_menu=_links(
            request, found, [item for item in items if item.subsite_id is not None], seen_from
        ),
        footer_links=_links(request, found, [item for item in of_portal if item.place != main], seen_from),
        home_url=(home.origin if home and seen_from != PORTAL else "") + (home.prefix if home else "/"),
        subsite_url=found.url(subsite_address, seen_from=seen_from) if subsite_address else "",
    )
    request.frame = made  # type: ignore[attr-defined]
    return made


def _links(request: HttpRequest, found: Addressing, items: list[MenuItem], seen_from: str) -> list[MenuLink]:
    links: list[MenuLink] = []
    for item in items:
        address = found.address(item.page.url_path) if item.page and item.page.live else None
        url = found.url(address, seen_from=seen_from) if address else item.url
        if url:
            links.append({"title": item.title, "url": url, "is_current": False})
    within = [link for link in links if _is_within(request.path, link["url"])]
    if within:  # of a column and the one above it, both in the menu, the nearer
        max(within, key=lambda link: len(link["url"]))["is_current"] = True
    return links


def _is_within(path: str, url: str) -> bool:
    """Whether a page stands at or below a menu's place; below a home page stands everything, so only at it."""
    return path == url or (url not in LANGUAGE_PREFIXES.values() and path.startswith(url))


def head(request: HttpRequest) -> str:
    """The site's own standard tags (国办发〔2017〕47号 annex 1); on a host of its own, a department's."""
    frame = frame_of(request)
    host = host_key_of(request)
    origin = addressing_of(request).origin_of(host)
    context = {
        "frame": frame,
        "name": frame.subsite.name if frame.subsite and host != PORTAL else frame.portal.name,
        "domain": urlsplit(origin).hostname or "",
    }
    return render_to_string("subsites/head.html", context)


def site_name(request: HttpRequest) -> str:
    """What closes every title: the sub-site's name, then the portal's."""
    frame = frame_of(request)
    names = [frame.subsite.shown_name] if frame.subsite else []
    return " - ".join([*names, _portal_name(request, frame)])


def header(request: HttpRequest) -> str:
    """The slim bar with the languages, the portal's mark and name, the main menu."""
    frame = frame_of(request)
    emblem = rendition_of(frame.portal.emblem, EMBLEM)
    context = {
        "frame": frame,
        "name": _portal_name(request, frame),
        "line": frame.portal.tagline if _language(request) != "en" else "",
        "emblem_url": emblem.url if emblem else "",
        "languages": languages.switch(request),
    }
    return render_to_string("subsites/header.html", context, request=request)


def sub_header(request: HttpRequest) -> str | None:
    """A sub-site's banner and menu; nothing on the portal's own pages."""
    frame = frame_of(request)
    if frame.subsite is None:
        return None
    banner = frame.subsite.banner
    agency_name = frame.subsite.agency.shown_name
    line = agency_name if agency_name != frame.subsite.shown_name else ""
    banner_url = banner.get_rendition(BANNER).url if banner else ""
    return render_to_string(
        "subsites/sub_header.html", {"frame": frame, "banner_url": banner_url, "line": line}
    )


def ways(request: HttpRequest) -> str:
    """Where somebody goes on who met an error: on a host of its own to the department, always to the city."""
    on_own_host = host_key_of(request) != PORTAL
    context = {"frame": frame_of(request), "department_url": "/" if on_own_host else ""}
    return render_to_string("subsites/ways.html", context)


def footer(request: HttpRequest) -> str:
    """The facts that must stand on every page (国办发〔2017〕47号; reference/norms.md §1.3)."""
    frame = frame_of(request)
    portal, english = frame.portal, _language(request) == "en"
    facts = [
        {"label": _("Site identification code"), "value": portal.identification_code},
        {"label": "", "value": portal.icp_number, "url": ICP_URL},
        {"label": "", "value": portal.police_record, "url": f"{POLICE_URL}{portal.police_record_code}"},
    ]
    marks = [
        {"title": _("Party and government site"), "url": portal.party_mark_url},
        {"title": _("Report an error on this site"), "url": portal.error_report_url},
    ]
    context = {
        "host_agency": portal.english_organiser if english else portal.organiser,
        "contact": portal.shown_contact,
        "department": contact_of(frame.subsite.agency) if frame.subsite else None,
        "facts": [fact for fact in facts if fact["value"]],
        "marks": [mark for mark in marks if mark["url"]],
        "groups": _footer_groups(request, frame),
    }
    return render_to_string("subsites/footer.html", context)


def _footer_groups(request: HttpRequest, frame: Frame) -> list[dict[str, object]]:
    """The channels once more, where somebody arrives who has read to the end, and what tells of this site."""
    found, language, here = addressing_of(request), _language(request), host_key_of(request)
    about = [
        *frame.footer_links,
        {"title": _("Site map"), "url": found.url(Address(PORTAL, SITE_MAPS[language]), seen_from=here)},
        {"title": _("Feeds"), "url": found.url(Address(PORTAL, FEED_PAGES[language]), seen_from=here)},
    ]
    groups: list[dict[str, object]] = [{"title": _("About this site"), "links": about}]
    return [{"title": _("Channels"), "links": frame.menu}, *groups] if frame.menu else groups


def theme_stylesheet_url(subsite: Subsite | None) -> str:
    """The hashed stylesheet of a sub-site's theme; empty where it has none."""
    if subsite is None or subsite.theme is None:
        return ""
    return reverse("theme_stylesheet", args=[subsite.theme.pk, subsite.theme.fingerprint])


def _language(request: HttpRequest) -> str:
    return getattr(request, "LANGUAGE_CODE", "zh-hans")


def _portal_name(request: HttpRequest, frame: Frame) -> str:
    return frame.portal.english_name or frame.portal.name if _language(request) == "en" else frame.portal.name
