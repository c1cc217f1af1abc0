"""The search page and what the search box suggests."""

from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yimen.design.limiting import limited
from yimen.foundation.limits import Limit
from yimen.frontdoor import finding, search_box
from yimen.frontdoor.composition import edition_heads
from yimen.frontdoor.rules import asked, page_asked
from yimen.subsites.queries import CHINESE, addressing_of, host_key_of
from yimen.subsites.rules import PORTAL, Address

SUGGESTIONS_KEPT = 300  # seconds
# A whole office may share an address; a person types some five letters a second at most.
SEARCHES = Limit("search", times=120, seconds=60)
SUGGESTIONS = Limit("suggest", times=600, seconds=60)


@require_safe
@limited(SEARCHES)
def search(request: HttpRequest) -> HttpResponse:
    """Results over everything public, in the language of the address; one search page, on the portal's own host."""
    language = getattr(request, "LANGUAGE_CODE", CHINESE)
    query = asked(request.GET.get("q", ""))
    if host_key_of(request) != PORTAL:
        portal = addressing_of(request).absolute_url(Address(PORTAL, search_box.search_url(language)))
        return HttpResponsePermanentRedirect(f"{portal}?q={quote(query)}")
    number = page_asked(request.GET.get("page", ""))
    request.has_search_box = True  # type: ignore[attr-defined]  # the header leaves its own out
    found = finding.find(query, language=language, number=number, request=request)
    title = _("Search: %(query)s") % {"query": query} if query else _("Search")
    tasks = [] if found.entries else finding.tasks_of(language, request)
    context: dict[str, Any] = {
        "found": found,
        "box": search_box.box(request, size="plain") | {"query": query},
        "tasks": tasks,
        "ways": [*tasks, *finding.directories(language, request)] if query and not found.entries else [],
        **edition_heads(request, title=title, names=("search", "search_en")),
    }
    return render(request, "frontdoor/search.html", context)


@require_safe
@limited(SUGGESTIONS)
def suggest(request: HttpRequest) -> JsonResponse:
    """What may be meant, for the search box: public things only, the same for everybody."""
    language = getattr(request, "LANGUAGE_CODE", CHINESE)
    query = asked(request.GET.get("q", ""))
    answer = JsonResponse({"suggestions": finding.suggestions(query, language=language, request=request)})
    answer["Cache-Control"] = f"public, max-age={SUGGESTIONS_KEPT}"
    answer["X-Robots-Tag"] = "noindex"
    return answer
