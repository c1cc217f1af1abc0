"""The search box beside the portal's name, on every page that has no larger one."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from yimen.subsites.queries import CHINESE, ENGLISH, addressing_of, host_key_of
from yimen.subsites.rules import PORTAL, Address


def search_url(language: str) -> str:
    """The search page of a language, on the portal's own host."""
    return reverse("search_en" if language == ENGLISH else "search")


def slim_box(request: HttpRequest) -> str | None:
    """The box; nothing where the page says that it has one of its own."""
    if getattr(request, "has_search_box", False):
        return None
    return render_to_string("design/components/search_box.html", box(request, size="slim"))


def box(request: HttpRequest, *, size: str) -> dict[str, object]:
    """Where a search box leads and asks for suggestions, in the language of the page being answered."""
    language = getattr(request, "LANGUAGE_CODE", CHINESE)
    action = addressing_of(request).url(Address(PORTAL, search_url(language)), seen_from=host_key_of(request))
    suggest = reverse("suggest_en" if language == ENGLISH else "suggest")
    return {"action": action, "suggest_url": suggest, "size": size, "placeholder": _("Search this site")}
