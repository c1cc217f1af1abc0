"""Reads that compose the front door's pages, from the pool and the registers below it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _

from yimen.agencies.models import Agency
from yimen.design.charts import bars
from yimen.design.visitors import preferences_of
from yimen.editorial import structured_data as schema
from yimen.editorial.heads import CARD, CARD_SIZE, HREFLANG, column_tags, describe_place, x_default
from yimen.foundation import tags
from yimen.foundation.recording import differs_by_entrance, shows
from yimen.pool.models import Entry, EntryAudience
from yimen.pool.presenting import nearest_edition_of, url_of
from yimen.pool.queries import subsite_editions
from yimen.subsites.frame import frame_of
from yimen.subsites.languages import settle_editions
from yimen.subsites.models import OldSite
from yimen.subsites.queries import (
    CHINESE,
    ENGLISH,
    LANGUAGE_PREFIXES,
    Addressing,
    DepartmentRow,
    addressing_of,
    host_key_of,
    progress,
    progress_rows,
)
from yimen.subsites.rules import PORTAL, Address

Editions = dict[int, Address]
"""Sub-sites' keys → where their edition in the language being read stands."""

JUMPS_FROM = 15  # bodies in one part of the directory from which letters to jump to help


def chosen_entrance(request: HttpRequest) -> str:
    """The audience whose entrance the visitor asked to see first; empty for none."""
    differs_by_entrance()
    return preferences_of(request).entrance or ""


def entrances(language: str) -> list[dict[str, Any]]:
    """The published entrances of a language in the order of their audiences: one query."""
    shows(tags.kind("entrance", language), tags.vocabulary("audience"))
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
            "audience": row.audience,
        }
        for row in rows
    ]


def agencies_concerned(entries: Iterable[Entry], request: HttpRequest) -> list[dict[str, Any]]:
    """Who published what an audience reads, by pinyin, each once: one query."""
    found, seen_from = addressing_of(request), host_key_of(request)
    known = {entry.agency_id for entry in entries if entry.agency_id}
    rows = Agency.objects.open().filter(pk__in=known).select_related("subsite__root_page")
    where = partial(agency_url, found=found, english=english_sites(), seen_from=seen_from)
    return [
        {"title": agency.shown_short_name, "url": where(agency)}
        for agency in sorted(rows, key=lambda agency: agency.index_key)
    ]


def agency_url(agency: Agency, found: Addressing, english: Editions, *, seen_from: str = PORTAL) -> str:
    """Where an agency is met: its sub-site or own host; without one, its page on the portal. Who reads English
    stays in English: `english` are the sub-sites that have such an edition.
    """
    address = site_address(agency, found, english)
    return found.url(address or address_of_agency(agency), seen_from=seen_from)


def site_address(agency: Agency, found: Addressing, english: Editions) -> Address | None:
    """An agency's sub-site in the language being read; None where it has none."""
    shows(tags.vocabulary("subsites"))
    subsite = getattr(agency, "subsite", None)
    if subsite is None or not subsite.root_page.live:
        return None
    if get_language() == ENGLISH:
        return english.get(subsite.pk)
    return found.address(subsite.root_page.url_path)


def english_sites() -> Editions:
    """The sub-sites' English editions, for pages in English; none are asked for elsewhere."""
    return subsite_editions(ENGLISH) if get_language() == ENGLISH else {}


def address_of_agency(agency: Agency, language: str | None = None) -> Address:
    """The agency's own page on the portal, in a language or the one being read."""
    name = "agency_en" if (language or get_language()) == ENGLISH else "agency"
    return Address(PORTAL, reverse(name, args=[agency.code]))


def agency_head(agency: Agency, request: HttpRequest) -> dict[str, Any]:
    """Title, canonical address, editions and trail of an agency's page; one query."""
    found, language = addressing_of(request), get_language() or ""
    editions = [
        {"language": HREFLANG[code], "url": found.absolute_url(address_of_agency(agency, code))}
        for code, prefix in LANGUAGE_PREFIXES.items()
        if any(root.host == PORTAL and root.prefix == prefix for root in found.roots)
        and (code != ENGLISH or agency.english_name)  # as in the pool: no name, no edition
    ]
    shows(tags.kind("home", language), tags.kind("directory", language))
    places = Entry.objects.filter(kind__in=("home", "directory"), language=language, is_restricted=False)
    above = sorted(places, key=lambda place: place.path)
    settle_editions(request, editions, nearest=nearest_edition_of(above, request))
    trail = [
        *(
            {"title": _("Home") if place.kind == "home" else place.title, "url": url_of(place, request)}
            for place in above
        ),
        {"title": agency.shown_name},
    ]
    canonical = found.absolute_url(address_of_agency(agency))
    city = schema.portal_organisation(frame_of(request), found, language)
    parent = schema.agency_reference(agency.parent, found) if agency.parent else city
    description = describe_place(agency.shown_name, schema.portal_name(frame_of(request), language))
    return {
        "page_title": agency.shown_name,
        "page_description": description,
        "page_language": HREFLANG[language],
        "canonical_url": canonical,
        "alternates": x_default(editions),
        "breadcrumb_items": trail,
        "standard_meta": column_tags(agency.shown_name, column_type="机构职能"),
        "open_graph": {
            "image": found.absolute_url(_address_with_card(agency)) + CARD,
            "image_alt": agency.shown_name,
            "image_width": CARD_SIZE[0],
            "image_height": CARD_SIZE[1],
        },
        "structured_data": schema.graph(
            [
                schema.agency_organisation(agency, found, url=canonical, parent=parent),
                *schema.breadcrumbs(trail, canonical),
            ]
        ),
    }


def edition_heads(request: HttpRequest, *, title: str, names: tuple[str, str]) -> dict[str, Any]:
    """Title, editions and trail of an address that is no page, by its names in Chinese and English."""
    found, language = addressing_of(request), get_language() or CHINESE
    prefixes = {root.prefix for root in found.roots if root.host == PORTAL}
    addresses = {
        code: found.absolute_url(Address(PORTAL, reverse(name)))
        for (code, prefix), name in zip(LANGUAGE_PREFIXES.items(), names, strict=True)
        if prefix in prefixes
    }
    editions = [{"language": HREFLANG[code], "url": url} for code, url in addresses.items()]
    request.alternates = editions  # type: ignore[attr-defined]  # the header's language switch reads it
    canonical = addresses.get(language, "")
    trail = [{"title": _("Home"), "url": LANGUAGE_PREFIXES[language]}, {"title": title}]
    return {
        "page_title": title,
        "page_description": describe_place(title, schema.portal_name(frame_of(request), language)),
        "page_language": HREFLANG[language],
        "canonical_url": canonical,
        "alternates": x_default(editions),
        "breadcrumb_items": trail,
        "structured_data": schema.graph(schema.breadcrumbs(trail, canonical)),
    }


def _address_with_card(agency: Agency) -> Address:
    """The edition that stands in the pool: the Chinese one of a body without an English name."""
    return address_of_agency(agency, None if agency.english_name else CHINESE)


def agency_index(request: HttpRequest) -> list[dict[str, Any]]:
    """Departments and agencies directly under the government, by the first letter of their pinyin: one query.
    Districts and institutions stand in the directory.
    """
    found, seen_from = addressing_of(request), host_key_of(request)
    shown = Agency.objects.open().filter(kind__in=(Agency.Kind.DEPARTMENT, Agency.Kind.DIRECT))
    agencies = list(shown.in_order().select_related("subsite__root_page"))
    where = partial(agency_url, found=found, english=english_sites(), seen_from=seen_from)
    return _by_initial(agencies, where, is_short=True)


def directory_url(request: HttpRequest) -> str:
    """Where the directory of agencies stands in the language being read; empty where there is none."""
    shows(tags.kind("directory", get_language() or ""))
    directories = Entry.objects.filter(kind="directory", language=get_language(), is_restricted=False)
    entry = directories.order_by("path").first()
    return url_of(entry, request) if entry else ""


_KIND_HEADINGS: dict[str, Any] = {
    Agency.Kind.DEPARTMENT: pgettext_lazy("heading", "Constituent departments"),
    Agency.Kind.DIRECT: pgettext_lazy("heading", "Agencies directly under the government"),
    Agency.Kind.DISPATCHED: pgettext_lazy("heading", "Dispatched agencies"),
    Agency.Kind.INSTITUTION: pgettext_lazy("heading", "Public institutions"),
    Agency.Kind.DISTRICT: pgettext_lazy("heading", "Counties, cities and districts"),
    Agency.Kind.OTHER: pgettext_lazy("heading", "Other bodies"),
}


def directory(request: HttpRequest) -> list[dict[str, Any]]:
    """The directory: a group a kind, each by pinyin, with a word on bodies that keep a site of their own
    or closed.
    """
    found, seen_from = addressing_of(request), host_key_of(request)
    where = partial(agency_url, found=found, english=english_sites(), seen_from=seen_from)
    agencies = list(Agency.objects.in_order().select_related("subsite__root_page"))
    open_ones = [agency for agency in agencies if not agency.is_closed]
    parts = [
        (kind, str(_KIND_HEADINGS[kind]), [agency for agency in open_ones if agency.kind == kind])
        for kind in Agency.Kind.values
    ]
    parts.append(("closed", _("Closed bodies"), [agency for agency in agencies if agency.is_closed]))
    return [
        {
            "code": code,
            "title": title,
            "groups": _by_initial(members, where),
            "count": len(members),
            "has_jumps": len(members) >= JUMPS_FROM,
        }
        for code, title, members in parts
        if members
    ]


def _by_initial(
    agencies: list[Agency], where: Callable[[Agency], str], *, is_short: bool = False
) -> list[dict[str, Any]]:
    """Agencies under their letter, of pinyin or English; the home page has room for short names only."""
    agencies = sorted(agencies, key=lambda agency: agency.index_key)
    return [
        {
            "initial": initial,
            "entries": [
                {
                    "name": agency.shown_short_name if is_short else agency.name_in_index,
                    "url": where(agency),
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
    english = english_sites()
    subsite_words = {"none": "—", "preparation": _("in preparation"), "finished": _("finished")}
    return [
        BoardLine(
            name=row.agency.shown_name,
            url=agency_url(row.agency, found, english, seen_from=seen_from),
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
