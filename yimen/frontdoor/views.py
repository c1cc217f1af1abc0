"""Addresses that are no pages: an agency's page, preferences, robots.txt, the board as a table."""

import csv

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.shortcuts import get_object_or_404, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from yimen.agencies.models import Agency
from yimen.agencies.presenting import contact_of
from yimen.design.preferences import COOKIE_MAX_AGE, COOKIE_NAME, ENTRANCES, Preferences
from yimen.frontdoor import composition
from yimen.pool.queries import entry_at, of_agency
from yimen.subsites.queries import addressing_of, host_key_of, progress_rows
from yimen.subsites.rules import PORTAL


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
    address = found.address(subsite.root_page.url_path) if subsite and subsite.root_page.live else None
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
        **composition.agency_head(row, request),
    }
    return render(request, "frontdoor/agency.html", context)


@csrf_exempt  # the page that carries the form is the same for everybody; the origin is checked instead
@require_POST
def preferences(request: HttpRequest) -> HttpResponse:
    """Remember the visitor's entrance in a cookie, or forget it; no account, no record, undone by the same
    form. An entrance that does not exist changes nothing.
    """
    origin = request.headers.get("Origin")
    if origin and origin != f"{request.scheme}://{request.get_host()}":
        return HttpResponse(status=403)
    entrance = request.POST.get("entrance")
    after = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(after, allowed_hosts={request.get_host()}):
        after = "/"
    response = HttpResponseRedirect(after)
    if entrance in ENTRANCES:
        value = Preferences(entrance=entrance).encode()
        response.set_cookie(
            COOKIE_NAME,
            value,
            max_age=COOKIE_MAX_AGE,
            secure=request.is_secure(),
            samesite="Lax",
            httponly=False,
        )
    elif entrance == "":
        response.delete_cookie(COOKIE_NAME, samesite="Lax")
    return response


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers may read: everything public; never the desk."""
    found = addressing_of(request)
    origin = found.origin_of(host_key_of(request))
    lines = [
        "User-agent: *",
        "Allow: /-/theme/",
        "Disallow: /-/",
        "Disallow: /admin/",
        f"Sitemap: {origin}/sitemap.xml",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


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
