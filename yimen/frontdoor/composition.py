"""Reads that compose the front door's pages, from the pool and the registers below it."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from yimen.agencies.models import Agency
from yimen.design.charts import bars
from yimen.design.preferences import COOKIE_NAME, parse
from yimen.editorial.heads import HREFLANG
from yimen.pool.models import Audience, Entry, EntryAudience
from yimen.pool.presenting import url_of
from yimen.pool.queries import for_audience
from yimen.subsites.models import OldSite
from yimen.subsites.queries import (
    LANGUAGE_PREFIXES,
    Addressing,
    DepartmentRow,
    addressing_of,
    host_key_of,
    progress,
    progress_rows,
)
from yimen.subsites.rules import PORTAL, Address


def chosen_entrance(request: HttpRequest) -> str:
    """The audience whose entrance the visitor asked to see first; empty for none."""
    return parse(request.COOKIES.get(COOKIE_NAME)).entrance or ""


def entrances(language: str) -> list[dict[str, str]]:
    """The published entrances of a language in the order of their audiences: one query."""
    rows = (
        EntryAudience.objects.filter(
            entry__kind="entrance", entry__language=language, entry__is_restricted=False
        )
        .select_related("entry", "audience")
        .order_by("audience__order")
    )
    return [
        {
            "code": row.audience.code,
            "word": row.audience.shown_name,
            "line": row.audience.shown_line,
            "url": row.entry.path,
        }
        for row in rows
    ]


def newest_for(code: str, language: str, count: int) -> list[Entry]:
    """The newest entries for an audience by its code; nothing for an unknown one."""
    audience = Audience.objects.filter(code=code).first()
    return list(for_audience(audience, language)[:count]) if audience else []


def agency_url(agency: Agency, found: Addressing, *, seen_from: str = PORTAL) -> str:
    """Where an agency is met: its sub-site or own host; without one, its page on the portal."""
    subsite = getattr(agency, "subsite", None)
    address = found.address(subsite.root_page.url_path) if subsite and subsite.root_page.live else None
    return found.url(address or address_of_agency(agency), seen_from=seen_from)


def address_of_agency(agency: Agency, language: str | None = None) -> Address:
    """The agency's own page on the portal, in a language or the one being read."""
    name = "agency_en" if (language or get_language()) == "en" else "agency"
    return Address(PORTAL, reverse(name, args=[agency.code]))


def agency_head(agency: Agency, request: HttpRequest) -> dict[str, Any]:
    """Title, canonical address, editions and trail of an agency's page; one query."""
    found, language = addressing_of(request), get_language() or ""
    editions = [
        {"language": HREFLANG[code], "url": found.absolute_url(address_of_agency(agency, code))}
        for code, prefix in LANGUAGE_PREFIXES.items()
        if any(root.host == PORTAL and root.prefix == prefix for root in found.roots)
    ]
    request.alternates = editions  # type: ignore[attr-defined]  # the header's language switch reads it
    above = Entry.objects.filter(kind__in=("home", "directory"), language=language, is_restricted=False)
    return {
        "page_title": agency.shown_name,
        "page_language": HREFLANG[language],
        "canonical_url": found.absolute_url(address_of_agency(agency)),
        "alternates": editions if len(editions) > 1 else [],
        "breadcrumb_items": [
            *(
                {"title": _("Home") if place.kind == "home" else place.title, "url": url_of(place, request)}
                for place in above.order_by("path")
            ),
            {"title": agency.shown_name},
        ],
    }


def agency_index(request: HttpRequest) -> list[dict[str, Any]]:
    """Departments and bodies that exist, by the first letter of their pinyin: one query."""
    found, seen_from = addressing_of(request), host_key_of(request)
    return _by_initial(_agencies(), found, seen_from, is_short=True)


def directory(request: HttpRequest) -> list[dict[str, Any]]:
    """The directory: a group a kind, each by pinyin, with a word on bodies that keep a site of their own
    or closed.
    """
    found, seen_from = addressing_of(request), host_key_of(request)
    agencies = list(Agency.objects.in_order().select_related("subsite__root_page"))
    open_ones = [agency for agency in agencies if not agency.is_closed]
    groups = [
        {
            "title": Agency.Kind(kind).label,
            "groups": _by_initial(members, found, seen_from),
            "count": len(members),
        }
        for kind in Agency.Kind.values
        if (members := [agency for agency in open_ones if agency.kind == kind])
    ]
    closed = [agency for agency in agencies if agency.is_closed]
    if closed:
        groups.append(
            {
                "title": _("Closed bodies"),
                "groups": _by_initial(closed, found, seen_from),
                "count": len(closed),
            }
        )
    return groups


def _agencies() -> list[Agency]:
    return list(Agency.objects.open().in_order().select_related("subsite__root_page"))


def _by_initial(
    agencies: list[Agency], found: Addressing, seen_from: str, *, is_short: bool = False
) -> list[dict[str, Any]]:
    """Agencies under their pinyin letter; the home page has room for short names only."""
    return [
        {
            "initial": initial,
            "entries": [
                {
                    "name": agency.shown_short_name if is_short else agency.shown_name,
                    "url": agency_url(agency, found, seen_from=seen_from),
                    "note": _note(agency),
                }
                for agency in members
            ],
        }
        for initial, members in groupby(agencies, key=lambda agency: agency.initial)
    ]


def _note(agency: Agency) -> str:
    if agency.status == Agency.Status.EXEMPT:
        return _("site of its own")
    if agency.is_closed:
        return str(agency.get_closing_reason_display())
    return str(agency.get_status_display()) if agency.status == Agency.Status.JOINING else ""


@dataclass(frozen=True)
class BoardLine:
    """One department on the progress board, in words."""

    name: str
    url: str
    old_site: str
    subsite: str


_OLD_SITE_WORDS = {"none": "—", **dict(OldSite.State.choices)}


def board_lines(rows: list[DepartmentRow], request: HttpRequest) -> list[BoardLine]:
    """The board's table, one line a department."""
    found, seen_from = addressing_of(request), host_key_of(request)
    subsite_words = {"none": "—", "preparation": _("in preparation"), "finished": _("finished")}
    return [
        BoardLine(
            name=row.agency.shown_name,
            url=agency_url(row.agency, found, seen_from=seen_from),
            old_site=str(_OLD_SITE_WORDS[row.state.old_site]),
            subsite=subsite_words[row.state.subsite],
        )
        for row in rows
    ]


def board(request: HttpRequest) -> dict[str, Any]:
    """Figures, pictures and table of the progress board, all counted from the same rows."""
    rows = progress_rows()
    figures = progress(rows)
    return {
        "figures": [
            {"value": figures.departments, "label": _("constituent departments")},
            {
                "value": figures.old_sites,
                "label": _("had sites of their own"),
                "note": _("%(closed)s closed, %(exempt)s exempt, %(running)s still running")
                % {
                    "closed": figures.old_sites_closed,
                    "exempt": figures.old_sites_exempt,
                    "running": figures.old_sites_running,
                },
            },
            {"value": figures.subsites_finished, "label": _("sub-sites finished")},
            {"value": figures.subsites_in_preparation, "label": _("sub-sites in preparation")},
            {
                "value": figures.subsites_none,
                "label": _("without a sub-site"),
                "note": _("%(count)s of them exempt, with a site of their own")
                % {"count": figures.exempt_without_subsite},
            },
        ],
        "old_site_bars": bars(
            [
                (_("closed"), figures.old_sites_closed),
                (_("exempt"), figures.old_sites_exempt),
                (_("still running"), figures.old_sites_running),
                (_("never had one"), figures.departments - figures.old_sites),
            ]
        ),
        "subsite_bars": bars(
            [
                (_("finished"), figures.subsites_finished),
                (_("in preparation"), figures.subsites_in_preparation),
                (_("none"), figures.subsites_none),
            ]
        ),
        "lines": board_lines(rows, request),
        "progress": figures,
    }


def board_heads() -> list[str]:
    """Headings of the board's table."""
    return [_("Department"), _("Old site"), _("Sub-site")]
