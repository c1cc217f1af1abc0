"""Before the first page: the agency, its sub-site, its old site and the old site's host name."""

import difflib
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.db import transaction
from wagtail.models import Collection, Page

from yimen.agencies.models import Agency
from yimen.editorial.actions import open_subsite
from yimen.editorial.models import SubsiteHomePage
from yimen.foundation.hosts import NotAHostName, to_ascii
from yimen.subsites.models import HostName, OldSite, OldSiteHost, Subsite

_CODES_SHOWN = 5
LANGUAGE = "zh-hans"


class CannotConsolidate(ValueError):
    """The consolidation cannot begin; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Where an old site's pages go."""

    agency: Agency
    subsite: Subsite
    old_site: OldSite
    host: str
    collection: Collection


def agency_named(code: str) -> Agency:
    """The agency with this code. Raises CannotConsolidate, naming codes that are nearly the same."""
    agency = Agency.objects.filter(code=code).first()
    if agency is not None:
        if agency.is_closed:
            heirs = ", ".join(f"{heir.code} ({heir.name})" for heir in agency.successors.all())
            raise CannotConsolidate(
                f"{agency.name} ({code}) has been closed."
                + (f" Give the code of its successor: {heirs}." if heirs else "")
            )
        return agency
    rows = list(Agency.objects.open().in_order().values_list("code", "name", "short_name"))
    if not rows:
        raise CannotConsolidate(
            "The portal has no agencies yet. Add them at the desk, or load the demo city."
        )
    names = {text: code for code, *names in rows for text in (code, *names)}
    near = [names[text] for text in difflib.get_close_matches(code, names, n=_CODES_SHOWN, cutoff=0.5)]
    shown = list(dict.fromkeys(near)) or [row[0] for row in rows[:_CODES_SHOWN]]
    called = {row[0]: row[1] for row in rows}
    nearest = ", ".join(f"{known} ({called[known]})" for known in shown)
    what = "Nearest are" if near else "Codes are, among others"
    raise CannotConsolidate(f"No agency has the code {code!r}. {what}: {nearest}.")


def refuse_base_url(agency: Agency, base_url: str) -> str:
    """The old site's host name. Raises CannotConsolidate where it is none, the portal's own, or another agency's."""
    try:
        host = to_ascii(urlsplit(base_url).hostname or "")
    except NotAHostName as error:
        raise CannotConsolidate(f"{base_url} has no usable host name: {error}.") from None
    if HostName.objects.filter(name=host).exists():
        raise CannotConsolidate(f"{host} is a name of this portal. Give the address that the old site had.")
    taken = (
        OldSiteHost.objects.filter(name=host)
        .exclude(old_site__agency=agency)
        .select_related("old_site__agency")
        .first()
    )
    if taken is not None:
        owner = taken.old_site.agency
        raise CannotConsolidate(f"{host} is recorded as the old site of {owner.name} ({owner.code}).")
    return host


@transaction.atomic
def prepare_ground(agency: Agency, *, base_url: str) -> Ground:
    """Give the agency a sub-site in preparation, a row for its old site and its host, where it lacks them."""
    host = refuse_base_url(agency, base_url)
    subsite = Subsite.objects.filter(agency=agency).select_related("root_page", "agency").first()
    if subsite is None:
        subsite = open_subsite(Subsite(agency=agency), directory=_directory())
    old_site = OldSite.objects.filter(agency=agency).first()
    if old_site is None:
        old_site = OldSite(agency=agency, name=f"{agency.name}网站")
        old_site.save()
    for name in (host, *_twins(host)):
        OldSiteHost.objects.get_or_create(name=name, defaults={"old_site": old_site})
    return Ground(agency, subsite, old_site, host, subsite.collection)


def _twins(host: str) -> list[str]:
    """The same host with or without www., which visitors and old links use alike; none where it is another's."""
    twin = host.removeprefix("www.") if host.startswith("www.") else f"www.{host}"
    is_name = "." in host and not host.rpartition(".")[2].isdigit()  # not localhost, not a number
    taken = HostName.objects.filter(name=twin).exists()
    return [twin] if is_name and not taken else []


def _directory() -> Page:
    """The page below which sub-sites stand."""
    kinds = SubsiteHomePage.allowed_parent_page_models()
    directory = (
        Page.objects.type(tuple(kinds)).filter(locale__language_code=LANGUAGE).order_by("path").first()
    )
    if directory is None:
        raise CannotConsolidate(
            "The portal has no directory of agencies below which a sub-site could stand. "
            "Make it at the desk first, or load the demo city (`yimen demo`)."
        )
    found: Page = directory.specific
    return found
