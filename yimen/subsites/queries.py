"""Reads about hosts, addresses, menus and the progress of consolidation."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.http import HttpRequest
from wagtail.models import Page, PageViewRestriction, Site

from yimen.agencies.models import Agency
from yimen.foundation import tags
from yimen.foundation.recording import shows
from yimen.subsites.current import request_being_answered
from yimen.subsites.models import MenuItem, OldAddress, OldSite, Subsite
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

CHINESE = "zh-hans"
ENGLISH = "en"
LANGUAGE_PREFIXES = {CHINESE: "/", ENGLISH: "/en/"}
_HTTP, _HTTPS = 80, 443


@dataclass(frozen=True)
class Name:
    """A host name: whose it is, and below which page of the tree its paths go on (empty: the site's home)."""

    site_id: int
    is_canonical: bool = False
    lands_on: str = ""


@dataclass(frozen=True)
class Addressing:
    """Everything that turns hosts into roots and tree paths into addresses, read at once."""

    names: dict[str, Name]
    roots: tuple[Root, ...]

    def origin(self, site_id: int) -> str:
        """Scheme, canonical host and port of a site."""
        return next(root.origin for root in self.roots if root.site_id == site_id)

    def origin_of(self, host: str) -> str:
        """Scheme, canonical host and port of a host key; empty for one that nobody has."""
        return next((root.origin for root in self.roots if root.host == host), "")

    def host_key(self, site_id: int) -> str:
        """The host part of addresses on this site: empty for the portal."""
        return next(root.host for root in self.roots if root.site_id == site_id)

    def address(self, tree_path: str) -> Address | None:
        found = address_of(tree_path, self.roots)
        return found[1] if found else None

    def canonical_start(self, name: Name) -> str:
        """What stands before a path asked for under this name: origin, and the path of a former own host."""
        landing = self.address(name.lands_on) if name.lands_on else None
        return self.absolute_url(landing).removesuffix("/") if landing else self.origin(name.site_id)

    def address_by_path(self, host: str, path: str) -> Address | None:
        """The address that the page tree gives to what `path` on `host` spells out: the same one, or
        another host's.
        """
        above = [root for root in self.roots if root.host == host and path.startswith(root.prefix)]
        if not above:
            return None
        root = max(above, key=lambda root: len(root.prefix))
        return self.address(root.tree_path + path[len(root.prefix) :])

    def url(self, address: Address, *, seen_from: str = PORTAL) -> str:
        """A link to an address: relative on the same host, absolute to another."""
        if address.host == seen_from:
            return address.path
        return self.absolute_url(address)

    def absolute_url(self, address: Address) -> str:
        return self.origin_of(address.host) + address.path


def addressing() -> Addressing:
    """Read hosts and roots in one query, however many sub-sites there are.

    A root is a site's home page or its translation: the index of translation keys finds both.
    """
    shows(tags.frame(PORTAL))
    keys = Site.objects.values("root_page__translation_key")
    rows = list(
        Page.objects.filter(translation_key__in=keys).values_list(
            "url_path", "translation_key", "locale__language_code", "sites_rooted_here__id",
            "sites_rooted_here__hostname", "sites_rooted_here__port", "sites_rooted_here__is_default_site",
            "sites_rooted_here__host_names__name", "sites_rooted_here__host_names__lands_on__url_path",
            named=True,
        )
    )  # fmt: skip
    homes = {row.translation_key: row for row in rows if row.sites_rooted_here__id is not None}
    roots: dict[str, Root] = {}
    names: dict[str, Name] = {}
    for row in rows:
        site = homes.get(row.translation_key)
        if site is None:
            continue
        host = PORTAL if site.sites_rooted_here__is_default_site else site.sites_rooted_here__hostname
        origin = _origin(site.sites_rooted_here__hostname, site.sites_rooted_here__port)
        prefix = LANGUAGE_PREFIXES.get(row.locale__language_code, "/")
        roots[row.url_path] = Root(row.url_path, host, prefix, site.sites_rooted_here__id, origin)
        if row.sites_rooted_here__host_names__name:
            names[row.sites_rooted_here__host_names__name] = Name(
                row.sites_rooted_here__id,
                lands_on=row.sites_rooted_here__host_names__lands_on__url_path or "",
            )
    if names:  # the Site row decides which name is canonical: without exactly one a name would lead to itself
        names |= {
            row.sites_rooted_here__hostname: Name(row.sites_rooted_here__id, is_canonical=True)
            for row in homes.values()
        }
    return Addressing(names, tuple(roots.values()))


def addressing_of(request: HttpRequest | None) -> Addressing:
    """The addressing read once a request; outside requests it is read anew."""
    request = request or request_being_answered()
    known = getattr(request, "addressing", None)
    if isinstance(known, Addressing):
        return known
    read = addressing()
    if request is not None:
        request.addressing = read  # type: ignore[attr-defined]
    return read


def host_key_of(request: HttpRequest | None) -> str:
    """The host part of addresses on the host being asked; the portal's outside a request."""
    key: str = getattr(request, "host_key", PORTAL)
    return key


def _origin(hostname: str, port: int) -> str:
    scheme = "https" if port == _HTTPS or settings.REDIRECT_TO_HTTPS else "http"
    return f"{scheme}://{hostname}" if port in (_HTTP, _HTTPS) else f"{scheme}://{hostname}:{port}"


def old_address(host: str, path_and_query: str, *, twins: Iterable[str] = ()) -> OldAddress | None:
    """Where an old site's address leads: one indexed look-up.

    `twins` are other hosts of the same old site (with and without www.); what `host` itself is known for comes first.
    """
    keys = [old_address_hash(name, path_and_query) for name in dict.fromkeys((host, *twins))]
    found = OldAddress.objects.select_related("page", "old_site__agency").filter(key__in=keys)
    return min(found, key=lambda row: (row.page_id is None, keys.index(row.key)), default=None)


def subsite_above(page: Page) -> Subsite | None:
    """The sub-site that a page belongs to, itself included; None for the portal's own pages.

    The other language's edition stands in a tree of its own: what holds is that a page above is the sub-site's
    home page or its translation.
    """
    paths = [page.path[: page.steplen * n] for n in range(1, page.depth + 1)]
    above = Page.objects.filter(path__in=paths).values("translation_key")
    return (
        Subsite.objects.filter(root_page__translation_key__in=above)
        .select_related("agency", "theme", "root_page")
        .order_by("-root_page__depth")
        .first()
    )


def subsites_above(pages: Iterable[Page]) -> dict[int, Subsite | None]:
    """`subsite_above` for many pages: two queries."""
    paths = {page.pk: [page.path[: page.steplen * n] for n in range(page.depth, 0, -1)] for page in pages}
    trees = Page.objects.filter(path__in={path for above in paths.values() for path in above})
    keys = dict(trees.values_list("path", "translation_key"))
    homes = {
        subsite.root_page.translation_key: subsite
        for subsite in Subsite.objects.select_related("agency", "theme", "root_page")
    }
    return {
        pk: next((homes[keys[path]] for path in above if keys.get(path) in homes), None)
        for pk, above in paths.items()
    }


def home_path(subsite: Subsite, language: str) -> str:
    """The tree path of a sub-site's home page in a language; its own where there is no such edition."""
    home = subsite.root_page
    shows(tags.translations(home.translation_key))
    if language == CHINESE:  # sub-sites are opened in Chinese
        own: str = home.url_path
        return own
    edition = Page.objects.filter(
        translation_key=home.translation_key, locale__language_code=language, live=True
    )
    path: str = edition.values_list("url_path", flat=True).first() or home.url_path
    return path


def restricted_paths(request: HttpRequest | None) -> list[str]:
    """The places (`Page.path`) below which not everybody may read: read once a request."""
    request = request or request_being_answered()
    known: list[str] | None = getattr(request, "restricted_paths", None)
    if known is None:
        known = list(_restricted_roots().values_list("path", flat=True))
        if request is not None:
            request.restricted_paths = known  # type: ignore[attr-defined]
    return known


def _restricted_roots() -> QuerySet[Page]:
    """Pages with a view restriction, and their aliases, for which it holds too."""
    pages = PageViewRestriction.objects.values("page")
    roots: QuerySet[Page] = Page.objects.filter(Q(pk__in=pages) | Q(alias_of__in=pages))
    return roots


def menu(subsite_id: int | None, language: str) -> list[MenuItem]:
    """The menu of the portal and, where given, of a sub-site, in the order shown: one query for both.

    An item whose page is withdrawn, or not for everybody, is left out: its very name would tell of it.
    """
    closed = (
        _restricted_roots()
        .annotate(asked=ExpressionWrapper(OuterRef("page__path"), output_field=CharField()))
        .filter(asked__startswith=F("path"))
    )
    owner = Q(subsite__isnull=True)
    if subsite_id is not None:
        owner |= Q(subsite_id=subsite_id)
    items = (
        MenuItem.objects.filter(owner, language=language)
        .annotate(is_closed=Exists(closed))
        .select_related("page")
        .order_by("order", "pk")
    )
    # Those left out are read too: who stores the page must learn when they may be shown.
    return [item for item in items if item.page is None or (item.page.live and not vars(item)["is_closed"])]


@dataclass(frozen=True)
class DepartmentRow:
    """One line of the progress board."""

    agency: Agency
    old_site: OldSite | None
    subsite: Subsite | None
    state: DepartmentState


def progress_rows() -> list[DepartmentRow]:
    """Each constituent department with its two facts, alphabetical by pinyin."""
    shows(tags.progress())
    agencies = (
        Agency.objects.constituent()
        .in_order()
        .select_related("old_site", "subsite__root_page", "subsite__own_site")
    )
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
