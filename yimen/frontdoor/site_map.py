"""The site map: every public place of one language as a tree, read from the pool (norms §1.3)."""

from collections import defaultdict
from typing import Any

from django.db.models import OuterRef, Subquery
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.models import Page

from yimen.foundation import tags
from yimen.foundation.recording import shows
from yimen.pool.models import Entry
from yimen.pool.presenting import url_of
from yimen.subsites.queries import LANGUAGE_PREFIXES
from yimen.subsites.rules import PORTAL

_PLACES = ("column", "entrance", "directory", "board", "subsite")


def site_map(language: str, request: HttpRequest) -> list[dict[str, Any]]:
    """Groups of the map, each {title, places}, a place {title, url, children}: one query for any number."""
    below, sites = _places(language)
    top = LANGUAGE_PREFIXES[language]

    def branch(entry: Entry) -> dict[str, Any]:
        children = [branch(child) for child in below[entry.host, entry.path] if child.kind != "subsite"]
        return {"title": entry.title, "url": url_of(entry, request), "children": children}

    tops = below[PORTAL, top]
    groups = [
        (_("Channels"), [branch(entry) for entry in tops if entry.kind == "column"]),
        (_("Entrances"), [branch(entry) for entry in tops if entry.kind == "entrance"]),
        (_("Overviews"), [branch(entry) for entry in tops if entry.kind in ("directory", "board")]),
        (_("Departments' sites"), [branch(entry) for entry in sites]),
    ]
    return [{"title": title, "places": places} for title, places in groups if places]


def _places(language: str) -> tuple[dict[tuple[str, str], list[Entry]], list[Entry]]:
    """Public places by the place above them, in the order of the page tree; and the sub-sites by pinyin."""
    shows(*(tags.kind(kind, language) for kind in _PLACES))
    in_tree = Page.objects.filter(pk=OuterRef("object_id")).values("path")[:1]
    found = (
        Entry.objects.filter(language=language, kind__in=_PLACES, is_restricted=False, is_alias=False)
        .select_related("agency")
        .annotate(tree=Subquery(in_tree))
        .order_by("tree")
    )
    below: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    sites: list[Entry] = []
    for entry in found:
        if entry.kind == "subsite":
            sites.append(entry)
        else:
            below[entry.host, entry.parent_path].append(entry)
    sites.sort(key=lambda entry: entry.agency.index_key if entry.agency else entry.title)
    return below, sites
