"""Sitemaps of everything public on one host, from the pool, split at the protocol's 50,000 addresses.

A part holds a range of the register's numbers: what is new goes into the last part, and the others keep their address
and the moment of their last change, so that crawlers need not read them again.
"""

from collections import defaultdict
from uuid import UUID

from django.db.models import Exists, F, IntegerField, Max, OuterRef
from django.db.models.functions import Cast
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from yimen.editorial.heads import HREFLANG, x_default
from yimen.foundation import tags
from yimen.foundation.recording import bakeable, shows
from yimen.pool.models import Entry, EntryQuerySet
from yimen.pool.rules import PART_OF_REGISTER
from yimen.subsites.queries import Addressing, addressing_of, host_key_of
from yimen.subsites.rules import Address

MOST = 50_000  # parts of an index, there too
XML = "application/xml; charset=utf-8"

Editions = dict[UUID | None, list[dict[str, str]]]


def _entries(host: str) -> EntryQuerySet:
    return Entry.objects.filter(host=host, is_restricted=False, is_alias=False).order_by("pk")


def _part(entries: EntryQuerySet, number: int) -> EntryQuerySet:
    return entries.filter(pk__gte=(number - 1) * PART_OF_REGISTER, pk__lt=number * PART_OF_REGISTER)


@bakeable
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The index: a line a part, with the last change in it. 404 where nothing is public, for the protocol has no
    index of nothing.
    """
    host = host_key_of(request)
    shows(tags.sitemap(host))
    parts = (
        _entries(host)
        .order_by()
        .annotate(part=Cast(F("pk") / PART_OF_REGISTER, IntegerField()))
        .values_list("part")
        .annotate(Max("changed_at"))
        .order_by("part")
    )
    rows = [(part + 1, changed_at) for part, changed_at in parts[:MOST]]
    if not rows:
        raise Http404
    context = {"origin": addressing_of(request).origin_of(host), "rows": rows}
    return TemplateResponse(request, "frontdoor/sitemap_index.xml", context, content_type=XML)


@bakeable
@require_safe
def section(request: HttpRequest, number: int) -> HttpResponse:
    """One part of the sitemap."""
    host, found = host_key_of(request), addressing_of(request)
    if not 0 < number <= MOST:
        raise Http404
    shows(tags.sitemap_part(host, number))
    part = _part(_entries(host), number)
    editions = _editions(part, found)
    rows = [
        (path, changed_at, editions.get(key, ()))
        for path, changed_at, key in part.values_list("path", "changed_at", "translation_key")
    ]
    if not rows:
        raise Http404
    context = {"origin": found.origin_of(host), "rows": rows}
    return TemplateResponse(request, "frontdoor/sitemap.xml", context, content_type=XML)


def _editions(part: EntryQuerySet, found: Addressing) -> Editions:
    """For what stands in several languages: each edition's language and address. One query."""
    public = Entry.objects.filter(is_restricted=False, is_alias=False)
    others = public.filter(translation_key=OuterRef("translation_key")).exclude(language=OuterRef("language"))
    keys = part.filter(Exists(others)).order_by().values("translation_key")
    editions: Editions = defaultdict(list)
    for key, language, host, path in (
        public.filter(translation_key__in=keys)
        .order_by("language")
        .values_list("translation_key", "language", "host", "path")
    ):
        shows(tags.translations(key))  # editions may stand in other parts
        address = found.absolute_url(Address(host, path))
        editions[key].append({"language": HREFLANG.get(language, language), "url": address})
    return {key: x_default(known) for key, known in editions.items()}
