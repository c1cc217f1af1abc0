"""Redirects that editors make: what speaks against one before it is stored."""

from urllib.parse import urlsplit

from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from yimen.pool.models import Entry
from yimen.subsites.queries import Addressing, addressing
from yimen.subsites.rules import Address


def why_not_lead(
    old_path: str, *, site: Site | None, page: Page | None, link: str, besides: int | None
) -> str:
    """The reason why an address cannot lead there; empty when it can. `besides` is the row being changed."""
    found = addressing()
    start = Redirect.normalise_path(old_path)
    goal = _goal(found, page=page, link=link)
    if goal is None:
        return ""
    hosts = {root.host for root in found.roots if site is None or root.site_id == site.pk}
    if goal.host in hosts and Redirect.normalise_path(goal.path) == start:
        return _("This redirect would lead to itself.")
    if Entry.objects.filter(host__in=hosts, path__in=(start, f"{start}/")).exists():
        return _("A page is public at this address; take it down or move it first.")
    after = _stored(goal, found, besides=besides)
    if after is None:
        return ""
    further = _goal(found, page=after.redirect_page, link=after.redirect_link)
    if further is not None and Redirect.normalise_path(further.path) == start and further.host in hosts:
        return _("The address chosen leads back here: visitors would go in circles.")
    return _("The address chosen leads on to another page; choose that page itself.")


def _goal(found: Addressing, *, page: Page | None, link: str) -> Address | None:
    """Where it leads within the portal; None outside it."""
    if page is not None:
        return found.address(page.url_path)
    parts = urlsplit(link)
    if not parts.netloc:
        return Address("", parts.path) if parts.path else None
    origin = f"{parts.scheme}://{parts.netloc}"
    host = next((root.host for root in found.roots if root.origin == origin), None)
    return None if host is None else Address(host, parts.path or "/")


def _stored(goal: Address, found: Addressing, *, besides: int | None) -> Redirect | None:
    """The redirect that stands where this one would lead."""
    if Entry.objects.filter(host=goal.host, path=goal.path).exists():
        return None
    sites = [root.site_id for root in found.roots if root.host == goal.host]
    rows = Redirect.objects.filter(
        Q(site_id__in=sites) | Q(site=None), old_path=Redirect.normalise_path(goal.path)
    )
    stored: Redirect | None = rows.exclude(pk=besides).select_related("redirect_page").first()
    return stored
