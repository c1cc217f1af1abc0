"""What an error page offers beside the way home: the search box, what many look for, the site map."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from yimen.frontdoor import search_box
from yimen.frontdoor.finding import tasks_of
from yimen.subsites.queries import CHINESE, addressing_of, host_key_of
from yimen.subsites.rules import PORTAL, SITE_MAPS, Address


def help_on(request: HttpRequest) -> str:
    """Search box and likely places, in the language of the address that was asked for."""
    language = getattr(request, "LANGUAGE_CODE", CHINESE)
    site_map = addressing_of(request).url(
        Address(PORTAL, SITE_MAPS[language]), seen_from=host_key_of(request)
    )
    context = {
        "box": search_box.box(request, size="plain"),
        "tasks": tasks_of(language, request),
        "places": [{"title": _("Site map"), "url": site_map}],
    }
    return render_to_string("frontdoor/error_help.html", context)
