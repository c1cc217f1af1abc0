"""Addresses that are no pages: an agency's page, robots.txt, the board as a table."""

import csv

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
)
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yimen.agencies.models import Agency
from yimen.agencies.presenting import contact_of
from yimen.foundation.recording import bakeable
from yimen.frontdoor import composition
from yimen.frontdoor.site_map import site_map as site_map_of
from yimen.pool.queries import entry_at, of_agency
from yimen.subsites.queries import CHINESE, addressing_of, host_key_of, progress_rows
from yimen.subsites.rules import PORTAL, SITE_MAPS, Address


@bakeable
@require_safe
def agency(request: HttpRequest, code: str) -> HttpResponse:
    """What a citizen may know of an agency: contact, duties, leaders, what it published, what became of
    it.
    """
    row = get_object_or_404(Agency.objects.select_related("subsite__root_page", "parent"), code=code)
    found = addressing_of(request)
    if host_key_of(request) != PORTAL:  # one page, one address: the portal's
        return HttpResponsePermanentRedirect(found.absolute_url(composition.address_of_agency(row)))
    language = getattr(request, "LANGUAGE_CODE", "zh-hans")
    subsite = getattr(row, "subsite", None)
    address = composition.site_address(row, found, composition.english_sites())
    chinese = found.address(subsite.root_page.url_path) if subsite and subsite.root_page.live else None
    context = {
        "agency": row,
        "contact": contact_of(row),
        "leaders": list(row.leaders.select_related("photo")),
        "successors": [
            {"title": other.shown_name, "url": composition.address_of_agency(other).path}
            for other in row.successors.all()
        ],
        "entries": list(of_agency(row.pk, language)[:10]),
        "site_url": found.url(address) if address else "",
        "chinese_site_url": found.url(chinese) if chinese and address is None else "",
        **composition.agency_head(row, request),
    }
    return render(request, "frontdoor/agency.html", context)


@bakeable
@require_safe
def site_map(request: HttpRequest) -> HttpResponse:
    """Every channel, entrance and sub-site of one language; one page, on the portal's own host."""
    language = getattr(request, "LANGUAGE_CODE", CHINESE)
    if host_key_of(request) != PORTAL:
        where = Address(PORTAL, SITE_MAPS[language])
        return HttpResponsePermanentRedirect(addressing_of(request).absolute_url(where))
    heads = composition.edition_heads(request, title=_("Site map"), names=("site_map", "site_map_en"))
    context = {"groups": site_map_of(language, request), **heads}
    return render(request, "frontdoor/site_map.html", context)


@bakeable
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers may read: everything public; never the desk, nor lists made for one question."""
    found = addressing_of(request)
    origin = found.origin_of(host_key_of(request))
    lines = [
        "User-agent: *",
        "Allow: /-/theme/",
        "Disallow: /-/",
        "Disallow: /admin/",
        "Disallow: /search/",  # endless, and every text in it has an address of its own
        "Disallow: /en/search/",
        f"Sitemap: {origin}/sitemap.xml",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@bakeable
@require_safe
def board_csv(request: HttpRequest, place: str) -> HttpResponse:
    """The progress board's table for a spreadsheet (with the byte-order mark that Excel and WPS want)."""
    entry = entry_at(host_key_of(request), "/" + place)
    if entry is None or entry.kind != "board" or entry.is_restricted:
        raise Http404
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="progress.csv"'
    writer = csv.writer(response)
    writer.writerow(composition.board_heads())
    for line in composition.board_lines(progress_rows(), request):
        writer.writerow([line.name, line.old_site, line.subsite])
    return response
