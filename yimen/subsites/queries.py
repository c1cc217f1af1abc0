"""Reads about hosts, addresses, menus and the progress of consolidation."""

from dataclasses import dataclass

from django.db.models import Q
from django.http import HttpRequest
from wagtail.models import Page, Site

from yimen.agencies.models import Agency
from yimen.subsites.models import HostName, MenuItem, OldAddress, OldSite, Subsite
from yimen.subsites.rules import (
    PORTAL,
    Address,
    DepartmentState,
    Progress,
    Root,
    address_of,
    count_progress,
    old_address_hash,
    state_of_subsite,
)

LANGUAGE_PREFIXES = {"zh-hans": "/", "en": "/en/"}
_STANDARD_PORTS = {80: "http", 443: "https"}


@dataclass(frozen=True)
class Addressing:
    """Everything that turns hosts into roots and tree paths into addresses, read at once."""

    names: dict[str, tuple[int, bool]]  # host name → (site, canonical)
    roots: tuple[Root, ...]
    default_site_id: int | None

    def origin(self, site_id: int) -> str:
        """Scheme, canonical host and port of a site."""
        return next(root.origin for root in self.roots if root.site_id == site_id)

    def host_key(self, site_id: int) -> str:
        """The host part of addresses on this site: empty for the portal."""
        return next(root.host for root in self.roots if root.site_id == site_id)

    def address(self, tree_path: str) -> Address | None:
        found = address_of(tree_path, self.roots)
        return found[1] if found else None

    def url(self, address: Address, *, seen_from: str = PORTAL) -> str:
        """A link to an address: relative on the same host, absolute to another."""
        if address.host == seen_from:
            return address.path
        origin = next((root.origin for root in self.roots if root.host == address.host), "")
        return origin + address.path

    def absolute_url(self, address: Address) -> str:
        origin = next((root.origin for root in self.roots if root.host == address.host), "")
        return origin + address.path


def addressing() -> Addressing:
    """Read hosts and roots: two queries, however many sub-sites there are."""
    sites: dict[int, Site] = {}
    names: dict[str, tuple[int, bool]] = {}
    for row in HostName.objects.select_related("site__root_page__locale").order_by("pk"):
        sites[row.site_id] = row.site
        names[row.name] = (row.site_id, row.is_canonical)
    if not sites:
        sites = {site.pk: site for site in Site.objects.select_related("root_page__locale")}
    editions = list(Page.objects.filter(depth=2).select_related("locale"))
    roots: list[Root] = []
    for site in sites.values():
        origin = _origin(site)
        host = PORTAL if site.is_default_site else site.hostname
        key = site.root_page.translation_key
        pages = {p.pk: p for p in editions if p.translation_key == key} | {site.root_page.pk: site.root_page}
        roots += [
            Root(page.url_path, host, LANGUAGE_PREFIXES.get(page.locale.language_code, "/"), site.pk, origin)
            for page in pages.values()
        ]
    default = next((pk for pk, site in sites.items() if site.is_default_site), None)
    return Addressing(names, tuple(roots), default)


def addressing_of(request: HttpRequest | None) -> Addressing:
    """The addressing read once a request; without a request it is read anew."""
    known = getattr(request, "addressing", None)
    if isinstance(known, Addressing):
        return known
    read = addressing()
    if request is not None:
        request.addressing = read  # type: ignore[attr-defined]
    return read


def _origin(site: Site) -> str:
    scheme = _STANDARD_PORTS.get(site.port)
    return f"{scheme}://{site.hostname}" if scheme else f"http://{site.hostname}:{site.port}"


def old_address(host: str, path_and_query: str) -> OldAddress | None:
    """Where an old site's address leads: one indexed look-up."""
    key = old_address_hash(host, path_and_query)
    return OldAddress.objects.select_related("page", "old_site__agency").filter(key=key).first()


def subsite_above(page: Page) -> Subsite | None:
    """The sub-site that a page belongs to, itself included; None for the portal's own pages."""
    paths = [page.path[: page.steplen * n] for n in range(1, page.depth + 1)]
    return (
        Subsite.objects.filter(root_page__path__in=paths)
        .select_related("agency", "theme", "root_page")
        .order_by("-root_page__depth")
        .first()
    )


def menu(subsite_id: int | None, language: str) -> list[MenuItem]:
    """The menu of the portal and, where given, of a sub-site, in the order shown: one query for both."""
    owner = Q(subsite__isnull=True)
    if subsite_id is not None:
        owner |= Q(subsite_id=subsite_id)
    return list(MenuItem.objects.filter(owner, language=language).select_related("page").order_by("order", "pk"))


@dataclass(frozen=True)
class DepartmentRow:
    """One line of the progress board."""

    agency: Agency
    old_site: OldSite | None
    subsite: Subsite | None
    state: DepartmentState


def progress_rows() -> list[DepartmentRow]:
    """Each constituent department with its two facts, alphabetical by pinyin."""
    agencies = Agency.objects.constituent().in_order().select_related("old_site", "subsite__root_page", "subsite__own_site")  # type: ignore[attr-defined]
    return [_department_row(agency) for agency in agencies]


def _department_row(agency: Agency) -> DepartmentRow:
    old_site = getattr(agency, "old_site", None)
    subsite = getattr(agency, "subsite", None)
    state = DepartmentState(
        old_site=old_site.state if old_site else "none",
        subsite=state_of_subsite(
            state=subsite.state if subsite else None, has_own_host=bool(subsite and subsite.own_site_id)
        ),
    )
    return DepartmentRow(agency, old_site, subsite, state)


def progress(rows: list[DepartmentRow]) -> Progress:
    """The board's figures, counted from its lines."""
    return count_progress(row.state for row in rows)
