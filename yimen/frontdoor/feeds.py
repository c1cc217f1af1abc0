"""Atom feeds: everything, a sub-site, a column or an entrance; all read the pool."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest
from django.utils.feedgenerator import Atom1Feed

from yimen.pool.models import Audience, Entry
from yimen.pool.queries import entry_at, for_audience, in_column, newest, of_subsite
from yimen.subsites.queries import Addressing, addressing_of, host_key_of
from yimen.subsites.rules import Address

LENGTH = 20


class PlaceFeed(Feed[Entry, Entry]):
    """The newest texts of the place at whose address the feed stands."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Entry:
        self.found = addressing_of(request)
        entry = entry_at(host_key_of(request), "/" + kwargs["place"])
        if entry is None or entry.is_restricted:
            raise Http404
        return entry

    def title(self, obj: Entry) -> str:
        return obj.title

    def link(self, obj: Entry) -> str:
        return _url(obj, self.found)

    def feed_url(self, obj: Entry) -> str:
        return _url(obj, self.found) + "feed.xml"

    def subtitle(self, obj: Entry) -> str:
        return obj.summary

    def items(self, obj: Entry) -> Iterable[Entry]:
        return list(texts_of(obj)[:LENGTH])

    def item_title(self, item: Entry) -> str:
        return item.title

    def item_description(self, item: Entry) -> str:
        return item.summary

    def item_link(self, item: Entry) -> str:
        return _url(item, self.found)

    def item_author_name(self, item: Entry) -> str | None:
        return item.agency.shown_name if item.agency else None

    def item_pubdate(self, item: Entry) -> datetime:
        return item.published_at

    def item_updateddate(self, item: Entry) -> datetime:
        return item.changed_at


def texts_of(place: Entry) -> Any:
    """The list that belongs to a place. Raises Http404 for what has none."""
    if place.kind == "home":
        return newest(place.language)
    if place.kind == "subsite" and place.subsite_id:
        return of_subsite(place.subsite_id, place.language)
    if place.kind == "column":
        return in_column(place.object_id)
    if place.kind == "entrance":
        audience = Audience.objects.filter(entryaudience__entry=place).first()
        if audience:
            return for_audience(audience, place.language)
    raise Http404


def _url(entry: Entry, found: Addressing) -> str:
    return found.absolute_url(Address(entry.host, entry.path))


def feed(request: HttpRequest, place: str) -> Any:
    """A fresh feed object a request: Django's keeps state on itself."""
    return PlaceFeed()(request, place=place)
