"""Feeds: everything, all in a language, a sub-site, a column or an entrance. They read the pool, with whole texts."""

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from itertools import chain
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.contrib.syndication.views import Feed
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.feedgenerator import Enclosure, SyndicationFeed
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.contrib.redirects.middleware import get_redirect
from wagtail.contrib.redirects.models import Redirect

from yimen.editorial.full_texts import FullText, full_texts, in_xml
from yimen.editorial.heads import HREFLANG
from yimen.editorial.structured_data import portal_name
from yimen.foundation.recording import bakeable
from yimen.frontdoor.composition import edition_heads
from yimen.frontdoor.feed_directory import groups
from yimen.frontdoor.feed_formats import FORMATS
from yimen.pool.models import Audience, Entry
from yimen.pool.queries import entry_at, for_audience, in_column, newest, of_subsite
from yimen.subsites.frame import frame_of
from yimen.subsites.queries import (
    CHINESE,
    ENGLISH,
    LANGUAGE_PREFIXES,
    Addressing,
    addressing_of,
    host_key_of,
)
from yimen.subsites.rules import PORTAL, Address

LENGTH = 20
MINUTES_KEPT = 5


@bakeable
@require_safe
def feed(request: HttpRequest, place: str, file: str) -> HttpResponseBase:
    """The feed of a place in one of the formats; nothing but a mark for a reader who has it already."""
    entry = entry_at(host_key_of(request), f"/{place}")
    if entry is None or entry.is_restricted:
        moved = get_redirect(request, Redirect.normalise_path(f"/{place}"))
        if moved is None or not moved.link:
            raise Http404
        return HttpResponsePermanentRedirect(moved.link + file)
    return _answer(request, PlaceFeed(entry, list(texts_of(entry)[:LENGTH]), file))


@bakeable
@require_safe
def everything(request: HttpRequest, file: str) -> HttpResponseBase:
    """The newest texts in whatever language, for readers of several and for machines that gather them."""
    home = entry_at(PORTAL, LANGUAGE_PREFIXES[CHINESE]) if host_key_of(request) == PORTAL else None
    if home is None:
        raise Http404
    each = (newest(language).with_pictures()[:LENGTH] for language in LANGUAGE_PREFIXES)
    entries = sorted(chain.from_iterable(each), key=lambda entry: entry.published_at, reverse=True)
    return _answer(request, FeedOfAll(home, entries[:LENGTH], file))


def _answer(request: HttpRequest, told: "PlaceFeed") -> HttpResponseBase:
    """The feed, or nothing but its mark."""
    mark = _mark(told.place, told.entries, request)
    changed = max((int(one.changed_at.timestamp()) for one in told.entries), default=None)
    response = get_conditional_response(request, etag=mark, last_modified=changed) or told(request)
    response.headers["ETag"] = mark
    patch_cache_control(response, public=True, max_age=MINUTES_KEPT * 60)
    return response


@bakeable
@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """The page that says what can be subscribed to; one page, on the portal's own host."""
    language = getattr(request, "LANGUAGE_CODE", CHINESE)
    if host_key_of(request) != PORTAL:
        address = Address(PORTAL, reverse("feeds_en" if language == ENGLISH else "feeds"))
        return HttpResponsePermanentRedirect(addressing_of(request).absolute_url(address))
    context = {
        "groups": groups(language, request),
        "api_name": "api_documentation_en" if language == ENGLISH else "api_documentation",
        **edition_heads(request, title=_("Feeds"), names=("feeds", "feeds_en")),
        "page_description": _("Feeds of the portal: new texts by column, department and audience."),
    }
    return render(request, "frontdoor/feeds.html", context)


def texts_of(place: Entry) -> Any:
    """The list that belongs to a place. Raises Http404 for what has none."""
    if place.kind == "home":
        return newest(place.language).with_pictures()
    if place.kind == "subsite" and place.subsite_id:
        return of_subsite(place.subsite_id, place.language).with_pictures()
    if place.kind == "column":
        return in_column(place.object_id).with_pictures()
    if place.kind == "entrance":
        audience = Audience.objects.filter(entryaudience__entry=place).first()
        if audience:
            return for_audience(audience, place.language).with_pictures()
    raise Http404


def _mark(place: Entry, entries: list[Entry], request: HttpRequest) -> str:
    """Changes with what the feed says: its place, its texts, who published them, and in which order."""
    told = [(one.pk, one.changed_at, one.host, one.path, _author(one)) for one in entries]
    spoken = repr((request.path, place.title, place.summary, told))
    return f'"{sha256(spoken.encode("utf-8", "replace")).hexdigest()[:32]}"'


def _author(entry: Entry) -> str:
    return entry.agency.shown_name if entry.agency else ""


class PlaceFeed(Feed[Entry, Entry]):
    """The newest texts of one place in one format; made anew for each request, since it keeps them."""

    def __init__(self, place: Entry, entries: list[Entry], file: str) -> None:
        self.place, self.entries, self.file = place, entries, file
        self.feed_type: type[SyndicationFeed] = FORMATS[file]
        self.language = HREFLANG.get(place.language, place.language)
        self.found: Addressing
        self.texts: dict[int, FullText]

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Entry:
        self.found = addressing_of(request)
        self.texts = full_texts(self.entries, request)
        request.subsite = self.place.subsite  # type: ignore[attr-defined]  # the frame names the site
        self.portal = portal_name(frame_of(request), self.place.language)
        return self.place

    def title(self, obj: Entry) -> str:
        site = obj.subsite.shown_name if obj.subsite else self.portal
        return in_xml(obj.title if obj.title == site else f"{obj.title} - {site}")

    def link(self, obj: Entry) -> str:
        return _url(obj, self.found)

    def feed_url(self, obj: Entry) -> str:
        return _url(obj, self.found) + self.file

    def feed_guid(self, obj: Entry) -> str:
        return _lasting_id(obj)

    def subtitle(self, obj: Entry) -> str:
        return in_xml(obj.summary)

    def description(self, obj: Entry) -> str:
        return in_xml(obj.summary or obj.title)

    def feed_extra_kwargs(self, obj: Entry) -> dict[str, Any]:
        return {"place_changed_at": obj.changed_at}

    def author_name(self, obj: Entry) -> str:
        return in_xml(_author(obj) or self.portal)

    def items(self, obj: Entry) -> Iterable[Entry]:
        return self.entries

    def item_title(self, item: Entry) -> str:
        return in_xml(item.title)

    def item_description(self, item: Entry) -> str:
        return escape(in_xml(item.summary))  # Atom and RSS take it for HTML

    def item_link(self, item: Entry) -> str:
        return _url(item, self.found)

    def item_guid(self, obj: Entry) -> str:
        return _lasting_id(obj)

    item_guid_is_permalink = False

    def item_author_name(self, item: Entry) -> str:
        return in_xml(_author(item) or self.portal)

    def item_pubdate(self, item: Entry) -> datetime:
        return item.published_at

    def item_updateddate(self, item: Entry) -> datetime:
        return item.changed_at

    def item_enclosures(self, item: Entry) -> list[Enclosure]:
        return [Enclosure(file.url, str(file.size), file.type) for file in self.texts[item.pk].enclosures]

    def item_extra_kwargs(self, item: Entry) -> dict[str, Any]:
        text = self.texts[item.pk]
        pictures = (file.url for file in text.enclosures if file.type.startswith("image/"))
        return {
            "content": text.html,
            "summary": in_xml(item.summary),
            "language": HREFLANG.get(item.language, item.language),
            "image": next(pictures, "") if item.image_id else "",
        }


class FeedOfAll(PlaceFeed):
    """The newest texts in every language; each says which its own is."""

    def __init__(self, home: Entry, entries: list[Entry], file: str) -> None:
        super().__init__(home, entries, file)
        self.language = "mul"  # ISO 639-2: several

    def title(self, obj: Entry) -> str:
        return in_xml(_("%(site)s, all languages") % {"site": self.portal})

    def feed_url(self, obj: Entry) -> str:
        return self.found.absolute_url(Address(PORTAL, reverse("feed_of_all", args=[self.file])))

    def feed_guid(self, obj: Entry) -> str:
        return uuid5(NAMESPACE_URL, f"yimen:all:{obj.translation_key}").urn


def _lasting_id(entry: Entry) -> str:
    """The same wherever the text moves, and another for each language (RFC 4287 §4.2.6)."""
    what = entry.translation_key or f"{entry.content_type_id}:{entry.object_id}"
    return uuid5(NAMESPACE_URL, f"yimen:{what}:{entry.language}").urn


def _url(entry: Entry, found: Addressing) -> str:
    return found.absolute_url(Address(entry.host, entry.path))
