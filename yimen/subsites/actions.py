"""Verbs that change hosts and sub-sites."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page, Site

from yimen.foundation.events import announce
from yimen.foundation.hosts import to_ascii
from yimen.subsites.events import SubsiteAddressChanged
from yimen.subsites.models import HostName, Subsite

CONTENT_LANGUAGES = ("zh-hans", "en")


def ensure_content_locales(**kwargs: Any) -> None:
    """Both content languages exist from the first migration on; called after each migration."""
    using = kwargs.get("using", "default")
    for code in CONTENT_LANGUAGES:
        Locale.objects.using(using).get_or_create(language_code=code)


@transaction.atomic
def settle_portal(*, root_page: Page, host: str, port: int, aliases: tuple[str, ...] = ()) -> Site:
    """Make `root_page` the portal's home at `host`; `aliases` lead there by 301. Raises NotAHostName."""
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    site.root_page, site.site_name = root_page, root_page.title
    return _settle_names(site, host=host, port=port, aliases=aliases)


@transaction.atomic
def give_own_host(
    subsite: Subsite,
    *,
    host: str,
    port: int,
    approved_by: str,
    approved_on: date | None,
    approval_number: str,
) -> Site:
    """Give an approved exception a host of its own. Raises ValidationError where the approval is not
    recorded.
    """
    subsite.approved_by, subsite.approved_on, subsite.approval_number = (
        approved_by,
        approved_on,
        approval_number,
    )
    site = subsite.own_site or Site(is_default_site=False)
    site.root_page, site.site_name = subsite.root_page, subsite.name
    subsite.own_site = _settle_names(site, host=host, port=port)
    subsite.full_clean()
    subsite.save()
    announce(SubsiteAddressChanged(subsite.pk))
    return subsite.own_site


@transaction.atomic
def take_own_host(subsite: Subsite) -> None:
    """End an exception: the sub-site answers on its path again, its own names lead there."""
    site = subsite.own_site
    if site is None:
        return
    portal = Site.objects.get(is_default_site=True)
    subsite.own_site = None
    subsite.save()
    for name in HostName.objects.filter(site=site):
        name.site, name.is_canonical, name.lands_on = portal, False, subsite.root_page
        name.save()
    site.delete()
    announce(SubsiteAddressChanged(subsite.pk))


def _settle_names(site: Site, *, host: str, port: int, aliases: tuple[str, ...] = ()) -> Site:
    canonical = to_ascii(host)
    names = {canonical: True} | {to_ascii(alias): False for alias in aliases if to_ascii(alias) != canonical}
    taken = HostName.objects.filter(name__in=names).exclude(site_id=site.pk).values_list("name", flat=True)
    if taken:
        raise ValidationError(_("Another site already answers to %(names)s.") % {"names": ", ".join(taken)})
    site.hostname, site.port = canonical, port
    site.save()
    for name in [*(name for name, is_canonical in names.items() if not is_canonical), canonical]:
        row = HostName.objects.filter(name=name).first() or HostName(name=name)
        row.site, row.is_canonical, row.lands_on = site, False, None
        row.save()
    make_canonical(row)
    return site


@transaction.atomic
def make_canonical(name: HostName) -> None:
    """Let a site answer under this name; its former canonical name leads here by 301 from now on."""
    former = HostName.objects.filter(site=name.site, is_canonical=True).exclude(pk=name.pk).first()
    if former is not None:
        former.is_canonical = False
        former.save()
    name.is_canonical = True
    name.save()
    name.site.hostname = name.name
    name.site.save()
    subsite = Subsite.objects.filter(own_site=name.site).first()
    if subsite is not None:
        announce(SubsiteAddressChanged(subsite.pk))
