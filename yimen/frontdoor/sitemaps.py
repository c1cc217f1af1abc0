"""Sitemaps of everything public on one host, from the pool, split at the protocol's 50,000 addresses."""

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from yimen.pool.models import Entry, EntryQuerySet
from yimen.subsites.queries import addressing_of, host_key_of

LENGTH = 50_000  # sitemaps.org protocol 0.9
MOST = 50_000  # parts of an index, there too
XML = "application/xml; charset=utf-8"


def _entries(host: str) -> EntryQuerySet:
    return Entry.objects.filter(host=host, is_restricted=False).order_by("pk")


def _host_and_origin(request: HttpRequest) -> tuple[str, str]:
    host = host_key_of(request)
    return host, addressing_of(request).origin_of(host)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The index: as many parts as the addresses need. 404 where nothing is public, for the protocol has no
    index of nothing.
    """
    host, origin = _host_and_origin(request)
    parts = -(-_entries(host).count() // LENGTH)
    if not parts:
        raise Http404
    context = {"origin": origin, "numbers": range(1, parts + 1)}
    return TemplateResponse(request, "frontdoor/sitemap_index.xml", context, content_type=XML)


@require_safe
def section(request: HttpRequest, number: int) -> HttpResponse:
    """One part of the sitemap."""
    host, origin = _host_and_origin(request)
    if not 0 < number <= MOST:
        raise Http404
    rows = list(_entries(host).values_list("path", "changed_at")[(number - 1) * LENGTH : number * LENGTH])
    if not rows:
        raise Http404
    return TemplateResponse(
        request, "frontdoor/sitemap.xml", {"origin": origin, "rows": rows}, content_type=XML
    )
