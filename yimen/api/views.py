"""The interface's description: as an OpenAPI document, and as a page for people."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yimen.api.documentation import explained
from yimen.api.edge import reading
from yimen.api.openapi import document
from yimen.api.service import described
from yimen.frontdoor.composition import edition_heads
from yimen.subsites.queries import ENGLISH, addressing_of, host_key_of
from yimen.subsites.rules import PORTAL, Address


@require_safe
def documentation(request: HttpRequest) -> HttpResponse:
    """The page that explains the interface; one page, on the portal's own host."""
    found, names = addressing_of(request), ("api_documentation", "api_documentation_en")
    if host_key_of(request) != PORTAL:
        address = Address(PORTAL, reverse(names[1] if get_language() == ENGLISH else names[0]))
        return HttpResponsePermanentRedirect(found.absolute_url(address))
    server = found.origin_of(PORTAL)
    context = {
        **explained(described(), server=server),
        **edition_heads(request, title=_("Open interface"), names=names),
        "page_description": _("How programs read what is public on the portal, and hand in texts."),
        "openapi_url": reverse("api-v1:openapi"),
    }
    return render(request, "api/documentation.html", context)


@reading
def openapi(request: HttpRequest) -> HttpResponse:
    """The OpenAPI 3.1 document."""
    server = addressing_of(request).origin_of(PORTAL)
    return JsonResponse(document(described(), server=server), json_dumps_params={"ensure_ascii": False})
