"""What can be subscribed to, for the page that says so."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from yimen.editorial.heads import FEED_NAMES, FEEDS
from yimen.foundation import tags
from yimen.foundation.recording import shows
from yimen.frontdoor.composition import entrances
from yimen.pool.models import Entry
from yimen.pool.presenting import url_of
from yimen.subsites.queries import LANGUAGE_PREFIXES, addressing_of
from yimen.subsites.rules import PORTAL, Address

_KINDS = ("home", "column", "subsite")


def groups(language: str, request: HttpRequest) -> list[dict[str, Any]]:
    """Everything, the entrances in their order, the portal's columns, the departments: three queries. A department's
    columns name their feeds themselves.
    """
    shows(*(tags.kind(kind, language) for kind in _KINDS))
    found = Entry.objects.filter(kind__in=_KINDS, language=language, is_restricted=False, is_alias=False)
    # A department's own columns are many: they stand on its site.
    entries = [
        entry
        for entry in found.select_related("subsite").order_by("path")
        if entry.kind != "column" or entry.subsite_id is None
    ]
    columns = {entry.path for entry in entries if entry.kind == "column"}
    places = {
        kind: [
            _place(_title(entry), url_of(entry, request)) | {"is_below": entry.parent_path in columns}
            for entry in entries
            if entry.kind == kind
        ]
        for kind in _KINDS
    }
    shown = [
        (_("Everything"), [*places["home"], *_in_all_languages(request)]),
        (_("For whom"), [_place(one["word"], one["url"]) for one in entrances(language)]),
        (_("Columns"), places["column"]),
        (_("Departments"), places["subsite"]),
    ]
    return [{"title": heading, "places": members} for heading, members in shown if members]


def _in_all_languages(request: HttpRequest) -> list[dict[str, Any]]:
    """Offered where there is more than one."""
    shows(*(tags.kind("home", language) for language in LANGUAGE_PREFIXES))
    homes = Entry.objects.filter(kind="home", is_restricted=False, is_alias=False)
    if len(set(homes.values_list("language", flat=True))) < 2:
        return []
    return [
        _place(
            _("All languages"),
            addressing_of(request).url(Address(PORTAL, "/feeds/all/"), seen_from=PORTAL),
            page="",
        )
    ]


def _title(entry: Entry) -> str:
    return entry.subsite.shown_name if entry.kind == "subsite" and entry.subsite else entry.title


def _place(title: str, url: str, *, page: str | None = None) -> dict[str, Any]:
    """A place and its feeds; `page` is empty for what is no page itself."""
    feeds = [{"title": FEED_NAMES[file], "url": url + file, "type": kind} for file, kind in FEEDS.items()]
    return {"title": title, "url": url if page is None else page, "feeds": feeds}
